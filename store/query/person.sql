-- name: Owner
-- The person that was made first, and nobody who came later.
SELECT id, seq, chain, settings FROM person WHERE number = 1;

-- name: Person
SELECT id, seq, chain, settings FROM person WHERE id = ?1;

-- name: People
-- Everybody, in the order in which they were made.
SELECT id, seq, chain, settings FROM person ORDER BY number;

-- name: AddPerson
INSERT INTO person (id, number, seq, chain, settings)
VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM person), ?2, ?3, ?4);

-- name: SaveSettings
UPDATE person SET settings = ?2 WHERE id = ?1;

-- name: AdvancePerson
-- Moves seq and chain on from ?4, unless another program was faster.
UPDATE person SET seq = ?2, chain = ?3 WHERE id = ?1 AND seq = ?4;
