-- name: Link
SELECT person_id, secret, purpose, created_ms, expires_ms FROM link WHERE secret = ?1;

-- name: KeepLink
INSERT INTO link (person_id, secret, purpose, created_ms, expires_ms) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (person_id, secret) DO UPDATE SET purpose = excluded.purpose, created_ms = excluded.created_ms, expires_ms = excluded.expires_ms;

-- name: DropLink
DELETE FROM link WHERE person_id = ?1 AND secret = ?2;

-- name: DropLinks
-- Links of one purpose that end before ?3.
DELETE FROM link WHERE person_id = ?1 AND purpose = ?2 AND expires_ms < ?3;
