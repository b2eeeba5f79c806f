-- What a person was told under each edition of the records, in short, so that a
-- change of the records changes nothing without a word. Rows are only added.

CREATE TABLE told (
	person_id    text COLLATE "C" NOT NULL REFERENCES person (id),
	number       bigint NOT NULL CHECK (number > 0),         -- 1, 2, 3 … of this person
	at_ms        bigint NOT NULL,                            -- Unix ms (UTC)
	seq          bigint NOT NULL,                            -- of the last change in the diary that it rests on
	rules        text   NOT NULL,                            -- edition, records and program, as JSON
	outcome      text   NOT NULL,                            -- what was told, as JSON
	PRIMARY KEY (person_id, number)
);

CREATE TRIGGER told_is_fixed BEFORE UPDATE OR TRUNCATE ON told
	FOR EACH STATEMENT EXECUTE FUNCTION charley_append_only();
CREATE TRIGGER told_is_kept BEFORE DELETE ON told
	FOR EACH ROW EXECUTE FUNCTION charley_erased_only();

-- The server keeps no samples of what was told, as of what people wrote.
ALTER TABLE told ALTER COLUMN outcome SET STATISTICS 0;
