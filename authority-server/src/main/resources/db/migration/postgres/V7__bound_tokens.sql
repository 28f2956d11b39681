-- What the tokens of a consumer must be bound to: NONE, DPOP, CERTIFICATE or EITHER. Nobody's had to
-- be until now, and a column with a default touches no row. A node of the version before goes on
-- without asking for it, and so issues tokens that are bound to nothing: say what must be bound once
-- the last of them is gone.
SET LOCAL lock_timeout = '5s';

ALTER TABLE consumers ADD COLUMN bound TEXT NOT NULL DEFAULT 'NONE';
