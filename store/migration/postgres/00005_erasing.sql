-- Revisions and audit lines stay, but for those of a person who has everything
-- of theirs erased: their id stands here meanwhile, inside that one transaction.
CREATE TABLE erasing (
	person_id text COLLATE "C" NOT NULL PRIMARY KEY            -- UUID
);

CREATE FUNCTION charley_erased_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF NOT EXISTS (SELECT 1 FROM erasing WHERE person_id = OLD.person_id) THEN
		RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
	END IF;
	RETURN OLD;
END $$;
DROP TRIGGER revision_is_kept ON revision;
DROP TRIGGER audit_is_kept ON audit;
CREATE TRIGGER revision_is_fixed BEFORE UPDATE OR TRUNCATE ON revision
	FOR EACH STATEMENT EXECUTE FUNCTION charley_append_only();
CREATE TRIGGER audit_is_fixed BEFORE UPDATE OR TRUNCATE ON audit
	FOR EACH STATEMENT EXECUTE FUNCTION charley_append_only();
CREATE TRIGGER revision_is_kept BEFORE DELETE ON revision
	FOR EACH ROW EXECUTE FUNCTION charley_erased_only();
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
	FOR EACH ROW EXECUTE FUNCTION charley_erased_only();

-- The server keeps samples of what columns hold, to plan by. Nothing is planned
-- by what people wrote, so none of that is to be kept there; setting the type
-- anew drops the samples that were taken before.
ALTER TABLE person ALTER COLUMN settings TYPE text, ALTER COLUMN settings SET STATISTICS 0;
ALTER TABLE revision ALTER COLUMN patch TYPE text, ALTER COLUMN patch SET STATISTICS 0;
ALTER TABLE revision ALTER COLUMN device TYPE text, ALTER COLUMN device SET STATISTICS 0;
ALTER TABLE revision ALTER COLUMN author TYPE text, ALTER COLUMN author SET STATISTICS 0;
ALTER TABLE device ALTER COLUMN name TYPE text, ALTER COLUMN name SET STATISTICS 0;
ALTER TABLE passkey ALTER COLUMN name TYPE text, ALTER COLUMN name SET STATISTICS 0;
ALTER TABLE audit ALTER COLUMN caller TYPE text, ALTER COLUMN caller SET STATISTICS 0;
ALTER TABLE entry ALTER COLUMN fields TYPE text, ALTER COLUMN fields SET STATISTICS 0;
ALTER TABLE entry ALTER COLUMN device TYPE text, ALTER COLUMN device SET STATISTICS 0;
