-- name: Passkeys
-- Passkeys of one person, oldest first.
SELECT person_id, id, public_key, sign_count, eligible, backed_up, transports, name, created_ms, used_ms
FROM passkey WHERE person_id = ?1 ORDER BY created_ms, id;

-- name: PasskeyByID
-- A passkey at the door: whose it is is what it shows.
SELECT person_id, id, public_key, sign_count, eligible, backed_up, transports, name, created_ms, used_ms
FROM passkey WHERE id = ?1;

-- name: KeepPasskey
INSERT INTO passkey (person_id, id, public_key, sign_count, eligible, backed_up, transports, name, created_ms, used_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT (person_id, id) DO UPDATE
SET public_key = excluded.public_key, sign_count = excluded.sign_count, eligible = excluded.eligible,
    backed_up = excluded.backed_up, transports = excluded.transports, name = excluded.name, used_ms = excluded.used_ms;

-- name: DropPasskey
DELETE FROM passkey WHERE person_id = ?1 AND id = ?2;
