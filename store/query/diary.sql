-- name: DiaryID
-- Which diary this is.
SELECT id FROM diary;

-- name: NameDiary
-- Names a new diary; one that has a name keeps it.
INSERT INTO diary (one, id) VALUES (1, ?1) ON CONFLICT (one) DO NOTHING;

-- name: CopyDiaryID
-- Gives a copy the name of its original.
INSERT INTO diary (one, id) VALUES (1, ?1) ON CONFLICT (one) DO UPDATE SET id = excluded.id;

-- name: CountRevisions
-- How many revisions all people have written. It is read from the people and
-- not counted, because it is asked at every start.
SELECT coalesce(sum(seq), 0) FROM person;

-- name: Schema
-- The number of the last migration.
SELECT coalesce(max(version_id), 0) FROM goose_db_version;

-- name: CountRows
-- Rows of every table of the diary, counted one by one.
SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM revision),
       (SELECT count(*) FROM entry), (SELECT count(*) FROM audit);

-- name: CountTold
SELECT count(*) FROM told;

-- name: StrayEntries
-- Entries whose last revision is not theirs, and first revisions without an entry.
SELECT (SELECT count(*) FROM entry e
        LEFT JOIN revision r ON r.person_id = e.person_id AND r.seq = e.seq
        WHERE r.seq IS NULL OR r.entry_id <> e.entry_id OR r.rev <> e.rev)
     + (SELECT count(*) FROM revision r
        LEFT JOIN entry e ON e.person_id = r.person_id AND e.entry_id = r.entry_id
        WHERE r.rev = 1 AND e.rev IS NULL);
