-- Which tokens of a holder or of a consumer live: answered by indexes that begin with the expiry, as
-- an index that begins with a name would be written to all over on each issue. Tokens that speak of
-- the consumer that has them, as most do, are found by the holder and stay out of the second.
--
-- ONLY: the partitions that are there are left alone, for an index on each would hold up issuing
-- while it is built; they are dropped within a day and an hour. Those that are made from now on, by
-- nodes of either version, have the indexes. What is locked is locked for a moment, or the
-- migration gives up and the next start tries again.
SET LOCAL lock_timeout = '5s';

CREATE INDEX tokens_by_expiry_and_holder ON ONLY tokens (expires_at, subject, jti);

CREATE INDEX tokens_by_expiry_and_client ON ONLY tokens (expires_at, client_id, jti)
  WHERE client_id <> subject;
