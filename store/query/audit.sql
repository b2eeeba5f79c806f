-- name: Audit
-- Adds a line under the next number of that person's log.
INSERT INTO audit (person_id, number, at_ms, caller, via, action, entry_id, rev)
VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM audit WHERE person_id = ?1), ?2, ?3, ?4, ?5, ?6, ?7);
