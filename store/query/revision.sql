-- name: AddRevision
INSERT INTO revision (person_id, seq, entry_id, rev, kind, parent, patch, deleted, stamp_ms, stamp_count,
                      device, author, via, client_ms, received_ms, skew_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16);

-- name: History
-- Every revision of one entry, oldest first.
SELECT person_id, seq, entry_id, rev, kind, parent, patch, deleted, stamp_ms, stamp_count,
       device, author, via, client_ms, received_ms, skew_ms
FROM revision
WHERE person_id = ?1 AND entry_id = ?2
ORDER BY rev;

-- name: HasRevisions
-- 1 for an entry that was ever written. Asking this of a new entry costs half
-- of asking for its history.
SELECT 1 FROM revision WHERE person_id = ?1 AND entry_id = ?2 LIMIT 1;

-- name: Revisions
-- Revisions of one person after seq ?2, at most ?3 of them.
SELECT person_id, seq, entry_id, rev, kind, parent, patch, deleted, stamp_ms, stamp_count,
       device, author, via, client_ms, received_ms, skew_ms
FROM revision
WHERE person_id = ?1 AND seq > ?2
ORDER BY seq
LIMIT ?3;
