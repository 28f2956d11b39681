-- What operators allow consumers in place of the configuration: how many tokens they may be issued
-- (issuing) and how many calls their tokens allow at each provider (calls), each a limit and a
-- window in seconds, null where the configuration is left to decide. No reference to consumers:
-- users of an LDAP directory and holders of whom others speak have no row there.
-- A new table; nothing that is there is touched.
CREATE TABLE allowances (
  consumer       TEXT    NOT NULL PRIMARY KEY,
  issuing_limit  INTEGER,
  issuing_window INTEGER,
  calls_limit    INTEGER,
  calls_window   INTEGER,
  counted        TEXT    NOT NULL,
  live           INTEGER NOT NULL,
  changed_at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 12;
