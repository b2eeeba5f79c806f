-- What a person was told under each edition of the records, in short, so that a
-- change of the records changes nothing without a word. Rows are only added.

CREATE TABLE told (
	person_id    TEXT    NOT NULL REFERENCES person (id),
	number       INTEGER NOT NULL CHECK (number > 0),        -- 1, 2, 3 … of this person
	at_ms        INTEGER NOT NULL,                           -- Unix ms (UTC)
	seq          INTEGER NOT NULL,                           -- of the last change in the diary that it rests on
	rules        TEXT    NOT NULL,                           -- edition, records and program, as JSON
	outcome      TEXT    NOT NULL,                           -- what was told, as JSON
	PRIMARY KEY (person_id, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER told_is_fixed BEFORE UPDATE ON told
BEGIN SELECT RAISE(ABORT, 'what was told is never changed'); END;
CREATE TRIGGER told_is_kept BEFORE DELETE ON told
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE person_id = OLD.person_id)
BEGIN SELECT RAISE(ABORT, 'what was told is never deleted'); END;
