-- The records of issued tokens and the consumers.
--
-- Times are seconds since 1970. Lists of words (audiences, scopes, grant types, ancestors) are one
-- text with spaces between. STRICT: SQLite holds the columns to their types.

-- A jti is random. As the key of the table itself it would scatter whole rows over all pages; with
-- rows in the order of their arrival, only the small index on jti is scattered.
CREATE TABLE tokens (
  id         INTEGER PRIMARY KEY,
  jti        TEXT    NOT NULL,
  subject    TEXT    NOT NULL,
  client_id  TEXT    NOT NULL,
  audience   TEXT    NOT NULL,
  scopes     TEXT    NOT NULL,
  issued_at  INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  key_id     TEXT    NOT NULL,
  ancestors  TEXT    NOT NULL
) STRICT;

CREATE UNIQUE INDEX tokens_by_jti ON tokens (jti);

-- For the purge, which takes the oldest expiry first.
CREATE INDEX tokens_by_expiry ON tokens (expires_at);

-- Applications and users share one name space. A lifetime is in seconds; without one, only the
-- authority's own limit holds. Details are a JSON object.
CREATE TABLE consumers (
  name        TEXT    NOT NULL PRIMARY KEY,
  kind        TEXT    NOT NULL CHECK (kind IN ('APPLICATION', 'USER')),
  credential  TEXT    NOT NULL,
  enabled     INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  audiences   TEXT    NOT NULL,
  scopes      TEXT    NOT NULL,
  lifetime    INTEGER,
  grant_types TEXT    NOT NULL,
  details     TEXT    NOT NULL,
  created_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One row to write to when asked whether writing works.
CREATE TABLE probe (
  id     INTEGER PRIMARY KEY CHECK (id = 1),
  writes INTEGER NOT NULL
) STRICT;

INSERT INTO probe (id, writes) VALUES (1, 0);

PRAGMA user_version = 1;
