-- name: AddEntry
INSERT INTO entry (person_id, entry_id, kind, night, until, fields, rev, seq, deleted,
                   device, client_ms, received_ms, skew_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13);

-- name: ChangeEntry
-- Replaces the state of an entry at its revision before ?7.
UPDATE entry SET kind = ?3, night = ?4, until = ?5, fields = ?6, rev = ?7, seq = ?8, deleted = ?9,
                 device = ?10, client_ms = ?11, received_ms = ?12, skew_ms = ?13
WHERE person_id = ?1 AND entry_id = ?2 AND rev = ?7 - 1;

-- name: Entry
SELECT person_id, entry_id, kind, night, until, fields, rev, seq, deleted, device, client_ms, received_ms, skew_ms
FROM entry
WHERE person_id = ?1 AND entry_id = ?2;

-- name: Changed
-- Entries last changed after seq ?2, in the order of that change, at most ?3.
-- It walks the revisions and keeps the last of each entry, so that writing an
-- entry needs no index of its own for this.
SELECT e.person_id, e.entry_id, e.kind, e.night, e.until, e.fields, e.rev, e.seq, e.deleted,
       e.device, e.client_ms, e.received_ms, e.skew_ms
FROM revision r
JOIN entry e ON e.person_id = r.person_id AND e.entry_id = r.entry_id AND e.seq = r.seq
WHERE r.person_id = ?1 AND r.seq > ?2
ORDER BY r.seq
LIMIT ?3;

-- name: InNights
-- Entries of the nights from ?2 to ?3, and stays away that began before and
-- reach into them. night || '' keeps the index of nights out of the second
-- half: it would be walked from the first night of the diary. A trial is a plan
-- and says nothing of a night.
SELECT person_id, entry_id, kind, night, until, fields, rev, seq, deleted, device, client_ms, received_ms, skew_ms
FROM entry
WHERE person_id = ?1 AND night >= ?2 AND night <= ?3 AND kind NOT IN ('fact', 'trial') AND deleted = 0
UNION ALL
SELECT person_id, entry_id, kind, night, until, fields, rev, seq, deleted, device, client_ms, received_ms, skew_ms
FROM entry
WHERE person_id = ?1 AND kind = 'away' AND until >= ?2 AND night || '' < ?2 AND deleted = 0
ORDER BY night, entry_id;

-- name: OfKind
-- All entries of a kind of which there are many: it reads the whole diary.
SELECT person_id, entry_id, kind, night, until, fields, rev, seq, deleted, device, client_ms, received_ms, skew_ms
FROM entry
WHERE person_id = ?1 AND kind = ?2 AND deleted = 0
ORDER BY night, entry_id;

-- name: OfRareKind
-- OfKind for the kinds of which there are few, by their index. That ?2 is one of
-- them is said in the words of the index, or SQLite would not use it.
SELECT person_id, entry_id, kind, night, until, fields, rev, seq, deleted, device, client_ms, received_ms, skew_ms
FROM entry
WHERE person_id = ?1 AND kind = ?2 AND kind IN ('fact', 'sit_test', 'away', 'trial') AND deleted = 0
ORDER BY night, entry_id;

-- name: FirstNight
SELECT night FROM entry
WHERE person_id = ?1 AND night > '' AND kind NOT IN ('fact', 'trial') AND deleted = 0
ORDER BY night LIMIT 1;

-- name: LastNight
-- The last night with an entry, and the last night of any stay away.
SELECT coalesce((SELECT night FROM entry
                 WHERE person_id = ?1 AND night > '' AND kind NOT IN ('fact', 'trial') AND deleted = 0
                 ORDER BY night DESC LIMIT 1), ''),
       coalesce((SELECT until FROM entry
                 WHERE person_id = ?1 AND kind = 'away' AND deleted = 0
                 ORDER BY until DESC LIMIT 1), '');
