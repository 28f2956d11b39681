-- Revocations, and the numbers of the changes that added and removed them.
--
-- Each change has the number after the one before it, so that a list can be told as what changed
-- since another. The salt hides names in the published list.
CREATE TABLE revocation_list (
  id     INTEGER PRIMARY KEY CHECK (id = 1),
  change INTEGER NOT NULL,
  salt   TEXT    NOT NULL
) STRICT;

INSERT INTO revocation_list (id, change, salt) VALUES (1, 0, lower(hex(randomblob(16))));

-- The id is the number of the change that added it. Either jti is there, or issued_before with any
-- of the four selectors. removed_by is null while it is in force.
CREATE TABLE revocations (
  id            INTEGER PRIMARY KEY,
  jti           TEXT,
  subject       TEXT,
  client_id     TEXT,
  key_id        TEXT,
  audience      TEXT,
  issued_before INTEGER,
  expires_at    INTEGER NOT NULL,
  reason        TEXT    NOT NULL,
  created_at    INTEGER NOT NULL,
  removed_by    INTEGER,
  CHECK ((jti IS NULL) <> (issued_before IS NULL))
) STRICT;

CREATE UNIQUE INDEX revocations_by_jti ON revocations (jti)
  WHERE jti IS NOT NULL AND removed_by IS NULL;

CREATE INDEX revocations_by_expiry ON revocations (expires_at) WHERE removed_by IS NULL;

CREATE INDEX revocations_by_removal ON revocations (removed_by) WHERE removed_by IS NOT NULL;

PRAGMA user_version = 3;
