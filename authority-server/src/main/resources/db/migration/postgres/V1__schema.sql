-- Everything that the authority keeps.
--
-- Times are seconds since 1970 unless said otherwise. Lists of words (audiences, scopes, grant
-- types, ancestors) are one text with spaces between. What is ordered is ordered by code point, as
-- in SQLite, whatever the locale of the database.

-- The records of issued tokens, in a partition for each hour of expiry. The authority makes the
-- partitions, each with a unique index on jti, and drops those that are past; see docs/postgresql.md.
-- A partition by expiry cannot have jti alone for its key, so the table as a whole has none.
CREATE TABLE tokens (
  jti        TEXT   COLLATE "C" NOT NULL,
  subject    TEXT   NOT NULL,
  client_id  TEXT   NOT NULL,
  audience   TEXT   NOT NULL,
  scopes     TEXT   NOT NULL,
  issued_at  BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  key_id     TEXT   NOT NULL,
  ancestors  TEXT   NOT NULL
) PARTITION BY RANGE (expires_at);

-- Applications and users share one name space. A lifetime is in seconds; without one, only the
-- authority's own limit holds. Details are a JSON object, its members in order.
CREATE TABLE consumers (
  name        TEXT    COLLATE "C" PRIMARY KEY,
  kind        TEXT    NOT NULL CHECK (kind IN ('APPLICATION', 'USER')),
  credential  TEXT    NOT NULL,
  enabled     BOOLEAN NOT NULL,
  audiences   TEXT    NOT NULL,
  scopes      TEXT    NOT NULL,
  lifetime    BIGINT,
  grant_types TEXT    NOT NULL,
  provides    TEXT    NOT NULL,
  details     TEXT    NOT NULL,
  created_at  BIGINT  NOT NULL
);

-- One row to write to when asked whether writing works.
CREATE TABLE probe (
  id     INTEGER PRIMARY KEY CHECK (id = 1),
  writes BIGINT  NOT NULL
);

INSERT INTO probe (id, writes) VALUES (1, 0);

-- The ring of signing keys, where keys.store is database. Its version grows with each change, so
-- that of two nodes that change the same ring one finds another version and does nothing.
CREATE TABLE key_ring (
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  version  BIGINT  NOT NULL,
  manifest TEXT    NOT NULL
);

INSERT INTO key_ring (id, version, manifest) VALUES (1, 0, '');

-- A key pair is a PEM text; its private half is wrapped by the master key, which is not here.
CREATE TABLE signing_keys (
  kid TEXT COLLATE "C" PRIMARY KEY,
  pem TEXT NOT NULL
);

-- The number of the last change of the revocations, and from which change on it is known what was
-- removed. Whoever changes revocations holds this row until it commits: so numbers have no gap,
-- and are committed in their order, whichever node took them. The salt hides names in the
-- published list.
CREATE TABLE revocation_list (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  change     BIGINT  NOT NULL,
  salt       TEXT    NOT NULL,
  known_from BIGINT  NOT NULL
);

-- gen_random_uuid draws from the strong source of random bits, 122 of them each time.
INSERT INTO revocation_list (id, change, salt, known_from)
  VALUES (1, 0,
    left(encode(sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea), 'hex'), 32),
    0);

-- The id is the number of the change that added it. Either jti is there, or issued_before with any
-- of the four selectors. removed_by is null while it is in force.
CREATE TABLE revocations (
  id            BIGINT PRIMARY KEY,
  jti           TEXT COLLATE "C",
  subject       TEXT,
  client_id     TEXT,
  key_id        TEXT,
  audience      TEXT,
  issued_before BIGINT,
  expires_at    BIGINT NOT NULL,
  reason        TEXT   NOT NULL,
  created_at    BIGINT NOT NULL,
  removed_by    BIGINT,
  CHECK ((jti IS NULL) <> (issued_before IS NULL))
);

CREATE UNIQUE INDEX revocations_by_jti ON revocations (jti)
  WHERE jti IS NOT NULL AND removed_by IS NULL;

CREATE INDEX revocations_by_expiry ON revocations (expires_at) WHERE removed_by IS NULL;

CREATE INDEX revocations_by_removal ON revocations (removed_by) WHERE removed_by IS NOT NULL;

-- What each validator said last of the revocations it enforces. It informs: nothing is decided by
-- it, and it may be lost. seen_at and effect are milliseconds; effect is null where it is not known.
CREATE TABLE validator_reports (
  name    TEXT   COLLATE "C" PRIMARY KEY,
  change  BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  effect  BIGINT
);

CREATE INDEX validator_reports_by_time ON validator_reports (seen_at);
