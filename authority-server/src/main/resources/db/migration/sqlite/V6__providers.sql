-- The audiences that a consumer serves as a provider, words with spaces between: it may introspect
-- the tokens meant for them. Nobody did until now, and a column with a default touches no row.
ALTER TABLE consumers ADD COLUMN provides TEXT NOT NULL DEFAULT '';

PRAGMA user_version = 6;
