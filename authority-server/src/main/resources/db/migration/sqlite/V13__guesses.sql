-- What waits after failed attempts to authenticate, so that a restart does not forget it and other
-- processes hear of it; and from where each name signed in well. Names stand as keyed hashes, as a
-- stranger chooses them. New tables: nothing that is there is touched. Times are milliseconds.
CREATE TABLE guesses (
  kind       TEXT    NOT NULL,
  name_hash  TEXT    NOT NULL,
  address    TEXT    NOT NULL,
  failures   INTEGER NOT NULL,
  strikes    INTEGER NOT NULL,
  since      INTEGER NOT NULL,
  last_at    INTEGER NOT NULL,
  until_at   INTEGER NOT NULL,
  clear_at   INTEGER NOT NULL,
  lifted_at  INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (kind, name_hash, address)
) STRICT, WITHOUT ROWID;

CREATE INDEX guesses_by_change ON guesses (changed_at);
CREATE INDEX guesses_by_until ON guesses (until_at);
CREATE INDEX guesses_by_address ON guesses (address);

CREATE TABLE known_addresses (
  name_hash TEXT    NOT NULL,
  address   TEXT    NOT NULL,
  seen_at   INTEGER NOT NULL,
  PRIMARY KEY (name_hash, address)
) STRICT, WITHOUT ROWID;

CREATE INDEX known_addresses_by_time ON known_addresses (seen_at);

PRAGMA user_version = 13;
