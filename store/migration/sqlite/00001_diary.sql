-- The first schema. Instants are Unix milliseconds (UTC); nights are civil
-- dates, YYYY-MM-DD, of the evening. The person comes first in every key.

PRAGMA application_id = 1130918508; -- 'Chrl'

-- One row: which diary this is.
CREATE TABLE diary (
	one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
	id  TEXT    NOT NULL CHECK (length(id) = 36) -- UUID
) STRICT;

CREATE TABLE person (
	id       TEXT    NOT NULL PRIMARY KEY,                     -- UUID
	number   INTEGER NOT NULL UNIQUE CHECK (number > 0),       -- order in which people were made; 1 is the owner
	seq      INTEGER NOT NULL CHECK (seq >= 0),                -- number of the last change = number of revisions
	chain    TEXT    NOT NULL,                                 -- SHA-256 over all revisions so far, hex
	settings TEXT    NOT NULL CHECK (json_valid(settings))     -- JSON
) STRICT, WITHOUT ROWID;

-- What was written, in the order in which it was stored. Never changed.
CREATE TABLE revision (
	person_id   TEXT    NOT NULL REFERENCES person (id),
	seq         INTEGER NOT NULL CHECK (seq > 0),              -- the person's seq after it
	entry_id    TEXT    NOT NULL,                              -- UUID
	rev         INTEGER NOT NULL CHECK (rev > 0),              -- 1 for the first of its entry
	kind        TEXT    NOT NULL,
	parent      INTEGER NOT NULL CHECK (parent >= 0),          -- last rev the writer had seen; 0 for none
	patch       TEXT    NOT NULL CHECK (json_valid(patch)),    -- JSON, byte for byte as hashed
	deleted     INTEGER NOT NULL CHECK (deleted IN (0, 1)),    -- a tombstone
	stamp_ms    INTEGER NOT NULL,                              -- hybrid logical clock: Unix ms
	stamp_count INTEGER NOT NULL,                              -- and edits within that
	device      TEXT    NOT NULL,
	author      TEXT    NOT NULL,
	via         TEXT    NOT NULL,
	client_ms   INTEGER NOT NULL,                              -- writer's clock, Unix ms
	received_ms INTEGER NOT NULL,                              -- server's clock, Unix ms
	skew_ms     INTEGER NOT NULL,                              -- writer's clock minus server's; 0 if small
	PRIMARY KEY (person_id, seq),
	UNIQUE (person_id, entry_id, rev)
) STRICT, WITHOUT ROWID;

-- What is known now, after merging all revisions of an entry.
CREATE TABLE entry (
	person_id   TEXT    NOT NULL REFERENCES person (id),
	entry_id    TEXT    NOT NULL,                              -- UUID
	kind        TEXT    NOT NULL,
	night       TEXT    NOT NULL CHECK (night = '' OR night GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
	until       TEXT    NOT NULL CHECK (until = '' OR until GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
	fields      TEXT    NOT NULL CHECK (json_valid(fields)),   -- JSON
	rev         INTEGER NOT NULL CHECK (rev > 0),              -- number of revisions
	seq         INTEGER NOT NULL CHECK (seq > 0),              -- seq of the last of them
	deleted     INTEGER NOT NULL CHECK (deleted IN (0, 1)),
	device      TEXT    NOT NULL,
	client_ms   INTEGER NOT NULL,
	received_ms INTEGER NOT NULL,
	skew_ms     INTEGER NOT NULL,
	PRIMARY KEY (person_id, entry_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX entry_night ON entry (person_id, night);
CREATE INDEX entry_away ON entry (person_id, until) WHERE kind = 'away';

-- Who did what, when. It holds no content and is never changed.
CREATE TABLE audit (
	person_id TEXT    NOT NULL,                                -- whose diary
	number    INTEGER NOT NULL CHECK (number > 0),             -- 1, 2, 3 … without gaps
	at_ms     INTEGER NOT NULL,                                -- Unix ms
	caller    TEXT    NOT NULL,
	via       TEXT    NOT NULL,                                -- web, api, cli, import
	action    TEXT    NOT NULL,
	entry_id  TEXT    NOT NULL,                                -- '' where it was not about one entry
	rev       INTEGER NOT NULL,                                -- the revision made; 0 if none
	PRIMARY KEY (person_id, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER revision_is_kept BEFORE DELETE ON revision
BEGIN SELECT RAISE(ABORT, 'revisions are never deleted'); END;
CREATE TRIGGER revision_is_fixed BEFORE UPDATE ON revision
BEGIN SELECT RAISE(ABORT, 'revisions are never changed'); END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit lines are never deleted'); END;
CREATE TRIGGER audit_is_fixed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit lines are never changed'); END;
