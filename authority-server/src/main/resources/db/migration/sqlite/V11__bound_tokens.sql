-- What the tokens of a consumer must be bound to: NONE, DPOP, CERTIFICATE or EITHER. Nobody's had to
-- be until now, and a column with a default touches no row.
ALTER TABLE consumers ADD COLUMN bound TEXT NOT NULL DEFAULT 'NONE';

PRAGMA user_version = 11;
