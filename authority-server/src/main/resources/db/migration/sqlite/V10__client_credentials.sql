-- The ways in which clients prove who they are, several at once: hashed secrets, public keys, and
-- what certificates must say. expires_at and last_used_at are null where there is none.
--
-- What an application was added with becomes the first of its credentials, here for those that are
-- there, a row each, and from now on by a trigger: one that is added by a program of the version
-- before has it too. 'none' in consumers.credential is of one that has no secret. The passwords of
-- users stay where they are.
CREATE TABLE client_credentials (
  consumer     TEXT    NOT NULL REFERENCES consumers (name) ON DELETE CASCADE,
  id           TEXT    NOT NULL,
  kind         TEXT    NOT NULL,
  value        TEXT    NOT NULL,
  label        TEXT    NOT NULL,
  created_at   INTEGER NOT NULL,
  expires_at   INTEGER,
  last_used_at INTEGER,
  PRIMARY KEY (consumer, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX client_credentials_by_expiry ON client_credentials (expires_at)
  WHERE expires_at IS NOT NULL;

CREATE TRIGGER first_credential AFTER INSERT ON consumers
  WHEN NEW.kind = 'APPLICATION' AND NEW.credential <> 'none'
BEGIN
  INSERT INTO client_credentials (consumer, id, kind, value, label, created_at)
    VALUES (NEW.name, 'first', 'SECRET', NEW.credential, '', NEW.created_at);
END;

INSERT INTO client_credentials (consumer, id, kind, value, label, created_at)
  SELECT name, 'first', 'SECRET', credential, '', created_at
  FROM consumers WHERE kind = 'APPLICATION' AND credential <> 'none';

PRAGMA user_version = 10;
