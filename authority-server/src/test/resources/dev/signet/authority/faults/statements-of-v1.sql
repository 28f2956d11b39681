-- What a program that knows version 1 of the PostgreSQL schema asks of the database. It must go on
-- to work on each later schema: such a program runs on while its neighbour migrates. ${n} is the
-- number of a round, ${hour} an hour of its own.

-- A partition is made before the first token that needs it.
SELECT count(*) FROM pg_inherits WHERE inhrelid = to_regclass('tokens_h${hour}');
BEGIN;
SELECT pg_advisory_xact_lock(32485515276416109);
CREATE TABLE IF NOT EXISTS tokens_h${hour} (LIKE tokens INCLUDING ALL);
CREATE UNIQUE INDEX IF NOT EXISTS tokens_h${hour}_by_jti ON tokens_h${hour} (jti);
ALTER TABLE tokens ATTACH PARTITION tokens_h${hour} FOR VALUES FROM (${hour}::bigint * 3600) TO ((${hour} + 1)::bigint * 3600);
COMMIT;

-- A token is issued, and found.
INSERT INTO tokens
  (jti, subject, client_id, audience, scopes, issued_at, expires_at, key_id, ancestors)
VALUES ('old-${n}', 'ada', 'old', 'orders', 'orders.read', 1, ${hour}::bigint * 3600 + 1, 'kid', '')
ON CONFLICT DO NOTHING;
SELECT jti, subject, client_id, audience, scopes, issued_at, expires_at, key_id, ancestors
FROM tokens WHERE jti = 'old-${n}';
SELECT count(*) FROM tokens;

-- Readiness.
UPDATE probe SET writes = writes + 1;

-- A consumer is added, found, listed and changed.
INSERT INTO consumers
  (name, kind, credential, enabled, audiences, scopes, lifetime, grant_types, provides, details,
    created_at)
VALUES ('old-${n}', 'APPLICATION', 'hash', TRUE, 'orders', '', NULL, 'client_credentials', '', '{}', 1)
ON CONFLICT (name) DO NOTHING;
SELECT name, kind, credential, enabled, audiences, scopes, lifetime, grant_types, provides,
  details, created_at
FROM consumers WHERE name = 'old-${n}';
SELECT name, kind, credential, enabled, audiences, scopes, lifetime, grant_types, provides,
  details, created_at
FROM consumers WHERE kind = 'APPLICATION' ORDER BY name;
UPDATE consumers SET
  kind = 'APPLICATION', credential = 'hash', enabled = FALSE, audiences = 'orders', scopes = '',
  lifetime = 60, grant_types = 'client_credentials', provides = '', details = '{}', created_at = 1
WHERE name = 'old-${n}';

-- A token is revoked.
BEGIN;
UPDATE revocation_list SET change = change;
UPDATE revocation_list SET change = change + 1;
INSERT INTO revocations
  (id, jti, subject, client_id, key_id, audience, issued_before, expires_at, reason, created_at)
VALUES ((SELECT change FROM revocation_list), 'old-${n}', NULL, NULL, NULL, NULL, NULL,
  ${hour}::bigint * 3600 + 1, 'by its client', 1);
COMMIT;

-- The list and its changes are read.
SELECT change FROM revocation_list;
SELECT salt FROM revocation_list;
SELECT known_from FROM revocation_list;
SELECT id, jti, subject, client_id, key_id, audience, issued_before, expires_at, reason,
  created_at
FROM revocations WHERE id > 0 AND removed_by IS NULL ORDER BY id LIMIT 100;
SELECT id, jti, subject, client_id, key_id, audience, issued_before, expires_at, reason,
  created_at
FROM revocations WHERE +id <= 1000000 AND removed_by > 0 ORDER BY +id;
SELECT issued_before FROM revocations
WHERE issued_before IS NOT NULL AND removed_by IS NULL
ORDER BY issued_before DESC LIMIT 1;

-- It is reversed, and the numbers raised by nothing.
BEGIN;
UPDATE revocation_list SET change = change;
UPDATE revocation_list SET change = change + 1;
UPDATE revocations SET removed_by = (SELECT change FROM revocation_list) WHERE jti = 'old-${n}';
COMMIT;
UPDATE revocation_list SET change = 0, known_from = 0, salt = 'none' WHERE change < 0;

-- Validators report.
INSERT INTO validator_reports (name, change, seen_at, effect) VALUES ('old', ${n}, ${n}, NULL)
ON CONFLICT (name) DO UPDATE
  SET change = excluded.change, seen_at = excluded.seen_at, effect = excluded.effect
  WHERE excluded.seen_at >= validator_reports.seen_at;
SELECT name, change, seen_at, effect FROM validator_reports WHERE seen_at >= 0 ORDER BY name;
DELETE FROM validator_reports WHERE seen_at <= ${n};

-- The ring of keys.
SELECT version, manifest FROM key_ring;
INSERT INTO signing_keys (kid, pem) VALUES ('old-${n}', 'none');
SELECT pem FROM signing_keys WHERE kid = 'old-${n}';
DELETE FROM signing_keys WHERE kid = 'old-${n}';
UPDATE key_ring SET version = version + 1, manifest = '' WHERE version = -1;

-- What is past is detached and dropped.
ALTER TABLE tokens DETACH PARTITION tokens_h${hour} CONCURRENTLY;
DROP TABLE tokens_h${hour};
