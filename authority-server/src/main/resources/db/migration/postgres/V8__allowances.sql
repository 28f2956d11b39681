-- What operators allow consumers in place of the configuration: how many tokens they may be issued
-- (issuing) and how many calls their tokens allow at each provider (calls), each a limit and a
-- window in seconds, null where the configuration is left to decide. No reference to consumers:
-- users of an LDAP directory and holders of whom others speak have no row there.
--
-- issuing_buckets holds what the nodes have issued together: a row for each requestor that has a
-- limit, in the form of Bucket4j, with when it is full again and may go. Losing rows, or the last
-- of their changes in a power cut, gives requestors back what they had used; so it is unlogged. It has
-- no index by expiry: one would have each draw write to it, and the rows are few.
-- New tables; nothing that is there is touched, and nodes of the version before know of none.
CREATE TABLE allowances (
  consumer       TEXT   COLLATE "C" NOT NULL PRIMARY KEY,
  issuing_limit  BIGINT,
  issuing_window BIGINT,
  calls_limit    BIGINT,
  calls_window   BIGINT,
  counted        TEXT   NOT NULL,
  live           INTEGER NOT NULL,
  changed_at     BIGINT NOT NULL
);

CREATE UNLOGGED TABLE issuing_buckets (
  id         TEXT   COLLATE "C" NOT NULL PRIMARY KEY,
  state      BYTEA,
  expires_at BIGINT
) WITH (fillfactor = 50);
