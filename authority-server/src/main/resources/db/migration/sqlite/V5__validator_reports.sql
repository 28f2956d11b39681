-- What each validator said last of the revocations it enforces, shared by nodes and the command
-- line. It informs: nothing is decided by it, and it may be lost.
--
-- seen_at and effect are milliseconds; effect is null where it is not known.
CREATE TABLE validator_reports (
  name    TEXT    PRIMARY KEY,
  change  INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  effect  INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX validator_reports_by_time ON validator_reports (seen_at);

PRAGMA user_version = 5;
