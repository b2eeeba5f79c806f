-- name: ToldTo
-- What a person was told, newest first.
SELECT number, at_ms, seq, rules, outcome FROM told WHERE person_id = ?1 ORDER BY number DESC LIMIT ?2;

-- name: KeepTold
-- Two servers may note the same at once: the first counts.
INSERT INTO told (person_id, number, at_ms, seq, rules, outcome) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (person_id, number) DO NOTHING;
