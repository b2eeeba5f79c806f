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
SELECT person_id, number, at_ms, caller, via, action, entry_id, rev FROM audit ORDER BY person_id, number;

-- name: CopyAudit
INSERT INTO audit (person_id, number, at_ms, caller, via, action, entry_id, rev)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);
