-- name: CountNights
-- Nights of all people with an entry that is not deleted and says something of them.
SELECT count(*) FROM (SELECT DISTINCT person_id, night FROM entry WHERE kind NOT IN ('fact', 'trial') AND deleted = 0) AS nights;
