-- name: CountNights
-- Nights of all people with an entry that is not deleted.
SELECT count(*) FROM (SELECT DISTINCT person_id, night FROM entry WHERE kind <> 'fact' AND deleted = 0) AS nights;
