-- name: Devices
-- Devices of one person, oldest first, also those that may not come in any more.
SELECT person_id, id, kind, scope, name, secret, known, created_ms, seen_ms, expires_ms, revoked_ms, confirmed_ms, renew_ms
FROM device WHERE person_id = ?1 ORDER BY created_ms, id;

-- name: DeviceBySecret
-- A device at the door: whose it is is what its secret shows.
SELECT person_id, id, kind, scope, name, secret, known, created_ms, seen_ms, expires_ms, revoked_ms, confirmed_ms, renew_ms
FROM device WHERE secret = ?1;

-- name: DeviceByKnown
SELECT person_id, id, kind, scope, name, secret, known, created_ms, seen_ms, expires_ms, revoked_ms, confirmed_ms, renew_ms
FROM device WHERE known = ?1 AND known <> '';

-- name: KeepDevice
INSERT INTO device (person_id, id, kind, scope, name, secret, known, created_ms, seen_ms, expires_ms, revoked_ms, confirmed_ms, renew_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
ON CONFLICT (person_id, id) DO UPDATE
SET kind = excluded.kind, scope = excluded.scope, name = excluded.name, secret = excluded.secret, known = excluded.known,
    seen_ms = excluded.seen_ms, expires_ms = excluded.expires_ms, revoked_ms = excluded.revoked_ms,
    confirmed_ms = excluded.confirmed_ms, renew_ms = excluded.renew_ms;

-- name: DropDevice
DELETE FROM device WHERE person_id = ?1 AND id = ?2;
