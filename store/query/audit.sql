-- name: Audit
-- Adds a line under the next number of that person's log.
INSERT INTO audit (person_id, number, at_ms, caller, via, action, entry_id, rev, by_id)
VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM audit WHERE person_id = ?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8);

-- name: Looked
-- What others did in a person's diary, newest first.
SELECT person_id, at_ms, caller, via, action, entry_id, rev, by_id
FROM audit WHERE person_id = ?1 AND by_id <> '' ORDER BY number DESC LIMIT ?2;
