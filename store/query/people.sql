-- name: Accounts
-- Everybody who has an account, in the order in which they were made.
SELECT a.person_id, a.name, a.role, a.admin, a.created_ms, a.ended_ms, p.number
FROM account a JOIN person p ON p.id = a.person_id ORDER BY p.number;

-- name: AccountOf
SELECT a.person_id, a.name, a.role, a.admin, a.created_ms, a.ended_ms, p.number
FROM account a JOIN person p ON p.id = a.person_id WHERE a.person_id = ?1;

-- name: AccountNamed
-- At the door: whose account it is is what the name says.
SELECT a.person_id, a.name, a.role, a.admin, a.created_ms, a.ended_ms, p.number
FROM account a JOIN person p ON p.id = a.person_id WHERE a.folded = ?1;

-- name: KeepAccount
INSERT INTO account (person_id, name, folded, role, admin, created_ms, ended_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (person_id) DO UPDATE
SET name = excluded.name, folded = excluded.folded, role = excluded.role, admin = excluded.admin, ended_ms = excluded.ended_ms;

-- name: FillAccounts
-- Accounts for the people of a diary that was copied from before there were any.
INSERT INTO account (person_id, name, folded, role, admin, created_ms, ended_ms)
SELECT id, CASE number WHEN 1 THEN 'owner' ELSE 'person ' || number END, CASE number WHEN 1 THEN 'owner' ELSE 'person ' || number END,
       'person', CASE number WHEN 1 THEN 1 ELSE 0 END, 0, 0
FROM person;

-- name: GrantsBy
-- Whom a person let in, newest first.
SELECT g.id, g.person_id, g.to_id, w.name, t.name, g.role, g.created_ms, g.until_ms, g.revoked_ms, wp.number, tp.number
FROM granted g JOIN account w ON w.person_id = g.person_id JOIN account t ON t.person_id = g.to_id
JOIN person wp ON wp.id = g.person_id JOIN person tp ON tp.id = g.to_id
WHERE g.person_id = ?1 ORDER BY g.created_ms DESC, g.id DESC;

-- name: GrantsTo
-- Who let somebody in, newest first, but for people whose account has ended.
SELECT g.id, g.person_id, g.to_id, w.name, t.name, g.role, g.created_ms, g.until_ms, g.revoked_ms, wp.number, tp.number
FROM granted g JOIN account w ON w.person_id = g.person_id JOIN account t ON t.person_id = g.to_id
JOIN person wp ON wp.id = g.person_id JOIN person tp ON tp.id = g.to_id
WHERE g.to_id = ?1 AND w.ended_ms = 0 ORDER BY g.created_ms DESC, g.id DESC;

-- name: KeepGrant
-- A grant can be given back and taken back, and is otherwise as it was made.
INSERT INTO granted (id, person_id, to_id, role, created_ms, until_ms, revoked_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (id) DO UPDATE SET revoked_ms = excluded.revoked_ms;

-- name: ByPasskey
SELECT count(*) FROM passkey_session WHERE person_id = ?1 AND device_id = ?2;

-- name: KeepPasskeySession
INSERT INTO passkey_session (person_id, device_id) VALUES (?1, ?2)
ON CONFLICT (person_id, device_id) DO UPDATE SET device_id = excluded.device_id;

-- name: DropPasskeySession
DELETE FROM passkey_session WHERE person_id = ?1 AND device_id = ?2;
