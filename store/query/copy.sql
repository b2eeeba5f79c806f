-- name: AllPeople
SELECT id, number, seq, chain, settings FROM person ORDER BY number;

-- name: CopyPerson
INSERT INTO person (id, number, seq, chain, settings) VALUES (?1, ?2, ?3, ?4, ?5);

-- name: AllRevisions
SELECT person_id, seq, entry_id, rev, kind, parent, patch, deleted, stamp_ms, stamp_count,
       device, author, via, client_ms, received_ms, skew_ms
FROM revision ORDER BY person_id, seq;

-- name: AllEntries
SELECT person_id, entry_id, kind, night, until, fields, rev, seq, deleted, device, client_ms, received_ms, skew_ms
FROM entry ORDER BY person_id, entry_id;

-- name: AllAudit
SELECT person_id, number, at_ms, caller, via, action, entry_id, rev, by_id FROM audit ORDER BY person_id, number;

-- name: AllAuditBefore7
-- The same of a diary from before there were several people.
SELECT person_id, number, at_ms, caller, via, action, entry_id, rev, '' FROM audit ORDER BY person_id, number;

-- name: CopyAudit
INSERT INTO audit (person_id, number, at_ms, caller, via, action, entry_id, rev, by_id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9);

-- name: AllCredentials
SELECT person_id, password, changed_ms FROM credential ORDER BY person_id;

-- name: AllRecovery
SELECT person_id, code FROM recovery ORDER BY person_id, code;

-- name: AllPasskeys
SELECT person_id, id, public_key, sign_count, eligible, backed_up, transports, name, created_ms, used_ms
FROM passkey ORDER BY person_id, id;

-- name: AllDevices
SELECT person_id, id, kind, scope, name, secret, known, created_ms, seen_ms, expires_ms, revoked_ms, confirmed_ms, renew_ms
FROM device ORDER BY person_id, id;

-- name: AllLinks
SELECT person_id, secret, purpose, created_ms, expires_ms FROM link ORDER BY person_id, secret;

-- name: AllAccounts
SELECT person_id, name, folded, role, admin, created_ms, ended_ms FROM account ORDER BY person_id;

-- name: AccountsMade
-- Accounts but for those that the change of schema itself made.
SELECT person_id, name, folded, role, admin, created_ms, ended_ms FROM account
WHERE NOT (created_ms = 0 AND ended_ms = 0 AND (name = 'owner' OR name LIKE 'person %')) ORDER BY person_id;

-- name: AllGrants
SELECT id, person_id, to_id, role, created_ms, until_ms, revoked_ms FROM granted ORDER BY id;

-- name: AllTold
SELECT person_id, number, at_ms, seq, rules, outcome FROM told ORDER BY person_id, number;

-- name: AllPasskeySessions
SELECT person_id, device_id FROM passkey_session ORDER BY person_id, device_id;
