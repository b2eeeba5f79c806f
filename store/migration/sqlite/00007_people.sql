-- Several people on one server. Whoever has an account can sign in; a diary is its
-- person's alone, but for those whom they let in.
-- Instants are Unix milliseconds (UTC); 0 is never.

CREATE TABLE account (
	person_id    TEXT    NOT NULL PRIMARY KEY REFERENCES person (id),
	name         TEXT    NOT NULL CHECK (name <> ''),         -- to sign in with
	folded       TEXT    NOT NULL UNIQUE CHECK (folded <> ''), -- the same, whatever the case
	role         TEXT    NOT NULL CHECK (role IN ('person', 'clinician')), -- a clinician keeps no diary
	admin        INTEGER NOT NULL CHECK (admin IN (0, 1)),    -- looks after who can sign in
	created_ms   INTEGER NOT NULL,                            -- Unix ms; 0: not known
	ended_ms     INTEGER NOT NULL                             -- Unix ms; 0: they can sign in
) STRICT, WITHOUT ROWID;

INSERT INTO account (person_id, name, folded, role, admin, created_ms, ended_ms)
SELECT id, CASE number WHEN 1 THEN 'owner' ELSE 'person ' || number END, CASE number WHEN 1 THEN 'owner' ELSE 'person ' || number END,
       'person', CASE number WHEN 1 THEN 1 ELSE 0 END, 0, 0
FROM person;

-- Whom a person let in to their diary. Rows are never deleted while both are here:
-- what was once granted can be looked up.
CREATE TABLE granted (
	id           TEXT    NOT NULL PRIMARY KEY,                -- UUID
	person_id    TEXT    NOT NULL REFERENCES person (id),     -- whose diary
	to_id        TEXT    NOT NULL REFERENCES person (id) CHECK (to_id <> person_id), -- who is let in
	role         TEXT    NOT NULL CHECK (role IN ('household', 'clinician')),
	created_ms   INTEGER NOT NULL,                            -- Unix ms
	until_ms     INTEGER NOT NULL CHECK (until_ms > 0 OR role = 'household'), -- Unix ms; 0: until it is taken back
	revoked_ms   INTEGER NOT NULL                             -- Unix ms; 0: it was not taken back
) STRICT, WITHOUT ROWID;

CREATE INDEX granted_by ON granted (person_id);
CREATE INDEX granted_to ON granted (to_id);

-- Sessions that began with a passkey, or in which one was shown.
CREATE TABLE passkey_session (
	person_id    TEXT    NOT NULL REFERENCES person (id),
	device_id    TEXT    NOT NULL,
	PRIMARY KEY (person_id, device_id)
) STRICT, WITHOUT ROWID;

-- Who did something in the diary of somebody else; '' for the person themselves.
ALTER TABLE audit ADD COLUMN by_id TEXT NOT NULL DEFAULT '';
CREATE INDEX audit_by ON audit (person_id, number) WHERE by_id <> '';
