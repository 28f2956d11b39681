-- Sessions of users, by the SHA-256 of the value that opens one: who reads the table opens none.
-- A new table; nothing that is there is touched. Both ends are indexed, for purging.
CREATE TABLE sessions (
  hash         TEXT    NOT NULL PRIMARY KEY,
  user_name    TEXT    NOT NULL,
  signed_in_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_expiry ON sessions (expires_at);
CREATE INDEX sessions_by_last_seen ON sessions (last_seen_at);

PRAGMA user_version = 8;
