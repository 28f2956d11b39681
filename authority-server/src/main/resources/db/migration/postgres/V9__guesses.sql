-- What waits after failed attempts to authenticate, so that a restart does not forget it and other
-- nodes hear of it; and from where each name signed in well. Names stand as keyed hashes, as a
-- stranger chooses them. New tables, which programs of the version before leave alone: nothing
-- waits. Times are milliseconds. A trigger for each statement tells those who listen.
CREATE TABLE guesses (
  kind       TEXT COLLATE "C" NOT NULL,
  name_hash  TEXT COLLATE "C" NOT NULL,
  address    TEXT COLLATE "C" NOT NULL,
  failures   INTEGER NOT NULL,
  strikes    INTEGER NOT NULL,
  since      BIGINT  NOT NULL,
  last_at    BIGINT  NOT NULL,
  until_at   BIGINT  NOT NULL,
  clear_at   BIGINT  NOT NULL,
  lifted_at  BIGINT  NOT NULL,
  changed_at BIGINT  NOT NULL,
  PRIMARY KEY (kind, name_hash, address)
);

CREATE INDEX guesses_by_change ON guesses (changed_at);
CREATE INDEX guesses_by_until ON guesses (until_at);
CREATE INDEX guesses_by_address ON guesses (address);

CREATE TRIGGER tell_of_change AFTER INSERT OR UPDATE ON guesses
  FOR EACH STATEMENT EXECUTE FUNCTION signet_tell('signet_guesses');

CREATE TABLE known_addresses (
  name_hash TEXT COLLATE "C" NOT NULL,
  address   TEXT COLLATE "C" NOT NULL,
  seen_at   BIGINT NOT NULL,
  PRIMARY KEY (name_hash, address)
);

CREATE INDEX known_addresses_by_time ON known_addresses (seen_at);
