-- The ring of signing keys, where keys.store is database.
--
-- The version grows with each change, so that of two nodes that change the same ring one finds
-- another version and does nothing.
CREATE TABLE key_ring (
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  version  INTEGER NOT NULL,
  manifest TEXT    NOT NULL
) STRICT;

INSERT INTO key_ring (id, version, manifest) VALUES (1, 0, '');

-- A key pair is a PEM text; its private half is wrapped by the master key, which is not here.
CREATE TABLE signing_keys (
  kid TEXT NOT NULL PRIMARY KEY,
  pem TEXT NOT NULL
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 2;
