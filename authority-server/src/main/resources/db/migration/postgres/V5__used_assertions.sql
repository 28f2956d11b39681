-- Which assertions were used, so that none is used twice at any node: SHA-256 of issuer and jti in
-- base64url, and the second from which on nobody takes the assertion any more. A new table, which
-- programs of the version before leave alone: nothing waits.
CREATE TABLE used_assertions (
  hash       TEXT COLLATE "C" PRIMARY KEY,
  expires_at BIGINT NOT NULL
);

CREATE INDEX used_assertions_by_expiry ON used_assertions (expires_at);
