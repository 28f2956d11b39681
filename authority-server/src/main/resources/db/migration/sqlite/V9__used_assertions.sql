-- Which assertions were used, so that none is used twice: SHA-256 of issuer and jti in base64url,
-- and the second from which on nobody takes the assertion any more. A new table: nothing waits.
CREATE TABLE used_assertions (
  hash       TEXT    PRIMARY KEY,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX used_assertions_by_expiry ON used_assertions (expires_at);

PRAGMA user_version = 9;
