-- Sessions of users, by the SHA-256 of the value that opens one: who reads the table opens none.
-- A new table that nodes of the version before do not know. Both ends are indexed, for purging.
CREATE TABLE sessions (
  hash         TEXT   COLLATE "C" PRIMARY KEY,
  user_name    TEXT   COLLATE "C" NOT NULL,
  signed_in_at BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  expires_at   BIGINT NOT NULL
);

CREATE INDEX sessions_by_expiry ON sessions (expires_at);
CREATE INDEX sessions_by_last_seen ON sessions (last_seen_at);
