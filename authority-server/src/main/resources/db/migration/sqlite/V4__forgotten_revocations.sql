-- From which change on it is known what was removed; what was removed before may be forgotten.
-- Nothing was until now, and a column with a default touches no row.
ALTER TABLE revocation_list ADD COLUMN known_from INTEGER NOT NULL DEFAULT 0;

PRAGMA user_version = 4;
