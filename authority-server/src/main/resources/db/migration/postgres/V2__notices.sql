-- Nodes learn at once of what another one changed: who changes the revocations or the ring of keys
-- tells it, with the commit, to all who listen. A notice has no content, so many changes of one
-- transaction are one notice; who hears it looks.
--
-- Safe beside nodes that run on the version before: their statements stay as they are, and what
-- they change is told of too. Each trigger waits for the transaction that holds its one row, some
-- milliseconds, and readers do not wait for it.
CREATE FUNCTION signet_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify(TG_ARGV[0], '');
  RETURN NULL;
END
$$;

-- The row is also written to only to hold it: that is no change.
CREATE TRIGGER tell_of_change AFTER UPDATE ON revocation_list
  FOR EACH ROW WHEN (OLD.change <> NEW.change)
  EXECUTE FUNCTION signet_tell('signet_revocations');

CREATE TRIGGER tell_of_change AFTER UPDATE ON key_ring
  FOR EACH ROW WHEN (OLD.version <> NEW.version)
  EXECUTE FUNCTION signet_tell('signet_key_ring');
