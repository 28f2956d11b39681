-- Finds the latest of the allowances that are published, however many others there are; each process
-- looks every few seconds. Nothing that is there is touched.
CREATE INDEX allowances_live ON allowances (changed_at DESC, consumer)
  WHERE live = 1 AND calls_limit IS NOT NULL;

PRAGMA user_version = 14;
