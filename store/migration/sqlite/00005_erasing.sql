-- Revisions and audit lines stay, but for those of a person who has everything
-- of theirs erased: their id stands here meanwhile, inside that one transaction.
CREATE TABLE erasing (
	person_id TEXT NOT NULL PRIMARY KEY                        -- UUID
) STRICT, WITHOUT ROWID;

DROP TRIGGER revision_is_kept;
DROP TRIGGER audit_is_kept;
CREATE TRIGGER revision_is_kept BEFORE DELETE ON revision
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE person_id = OLD.person_id)
BEGIN SELECT RAISE(ABORT, 'revisions are never deleted'); END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE person_id = OLD.person_id)
BEGIN SELECT RAISE(ABORT, 'audit lines are never deleted'); END;
