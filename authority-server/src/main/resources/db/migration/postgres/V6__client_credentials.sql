-- The ways in which clients prove who they are, several at once: hashed secrets, public keys, and
-- what certificates must say. expires_at and last_used_at are null where there is none.
--
-- What an application was added with becomes the first of its credentials, here for those that are
-- there, a row each, and from now on by a trigger: one that a node of the version before adds has it
-- too. Such a node goes on to ask consumers.credential, where 'none' matches nothing; it knows of no
-- other secret, and of no expiry. The trigger comes first, so that none is missed: what is added
-- meanwhile waits for it. The passwords of users stay where they are.
SET LOCAL lock_timeout = '5s';

CREATE TABLE client_credentials (
  consumer     TEXT   COLLATE "C" NOT NULL REFERENCES consumers (name) ON DELETE CASCADE,
  id           TEXT   COLLATE "C" NOT NULL,
  kind         TEXT   NOT NULL,
  value        TEXT   NOT NULL,
  label        TEXT   NOT NULL,
  created_at   BIGINT NOT NULL,
  expires_at   BIGINT,
  last_used_at BIGINT,
  PRIMARY KEY (consumer, id)
);

CREATE INDEX client_credentials_by_expiry ON client_credentials (expires_at)
  WHERE expires_at IS NOT NULL;

CREATE FUNCTION signet_first_credential() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO client_credentials (consumer, id, kind, value, label, created_at)
    VALUES (NEW.name, 'first', 'SECRET', NEW.credential, '', NEW.created_at);
  RETURN NULL;
END
$$;

CREATE TRIGGER first_credential AFTER INSERT ON consumers
  FOR EACH ROW WHEN (NEW.kind = 'APPLICATION' AND NEW.credential <> 'none')
  EXECUTE FUNCTION signet_first_credential();

INSERT INTO client_credentials (consumer, id, kind, value, label, created_at)
  SELECT name, 'first', 'SECRET', credential, '', created_at
  FROM consumers WHERE kind = 'APPLICATION' AND credential <> 'none';
