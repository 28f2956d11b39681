-- Finds the latest of the allowances that are published, however many others there are; each node
-- looks every few seconds. An index more: nodes of the version before keep it without knowing.
CREATE INDEX allowances_live ON allowances (changed_at DESC, consumer)
  WHERE live = 1 AND calls_limit IS NOT NULL;
