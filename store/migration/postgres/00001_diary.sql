-- The first schema. Instants are Unix milliseconds (UTC); nights are civil
-- dates, YYYY-MM-DD, of the evening. The person comes first in every key.
-- Keys sort by their bytes, as they do in SQLite. JSON is text and not jsonb,
-- which would reorder it and change what the chain is made from.

-- One row: which diary this is.
CREATE TABLE diary (
	one smallint NOT NULL PRIMARY KEY CHECK (one = 1),
	id  text     NOT NULL CHECK (length(id) = 36) -- UUID
);

CREATE TABLE person (
	id       text COLLATE "C" NOT NULL PRIMARY KEY,            -- UUID
	number   bigint NOT NULL UNIQUE CHECK (number > 0),        -- order in which people were made; 1 is the owner
	seq      bigint NOT NULL CHECK (seq >= 0),                 -- number of the last change = number of revisions
	chain    text   NOT NULL,                                  -- SHA-256 over all revisions so far, hex
	settings text   NOT NULL CHECK (settings::json IS NOT NULL) -- JSON
);

-- What was written, in the order in which it was stored. Never changed.
CREATE TABLE revision (
	person_id   text COLLATE "C" NOT NULL REFERENCES person (id),
	seq         bigint   NOT NULL CHECK (seq > 0),             -- the person's seq after it
	entry_id    text COLLATE "C" NOT NULL,                     -- UUID
	rev         bigint   NOT NULL CHECK (rev > 0),             -- 1 for the first of its entry
	kind        text     NOT NULL,
	parent      bigint   NOT NULL CHECK (parent >= 0),         -- last rev the writer had seen; 0 for none
	patch       text     NOT NULL CHECK (patch::json IS NOT NULL), -- JSON, byte for byte as hashed
	deleted     smallint NOT NULL CHECK (deleted IN (0, 1)),   -- a tombstone
	stamp_ms    bigint   NOT NULL,                             -- hybrid logical clock: Unix ms
	stamp_count bigint   NOT NULL,                             -- and edits within that
	device      text     NOT NULL,
	author      text     NOT NULL,
	via         text     NOT NULL,
	client_ms   bigint   NOT NULL,                             -- writer's clock, Unix ms
	received_ms bigint   NOT NULL,                             -- server's clock, Unix ms
	skew_ms     bigint   NOT NULL,                             -- writer's clock minus server's; 0 if small
	PRIMARY KEY (person_id, seq),
	UNIQUE (person_id, entry_id, rev)
);

-- What is known now, after merging all revisions of an entry.
CREATE TABLE entry (
	person_id   text COLLATE "C" NOT NULL REFERENCES person (id),
	entry_id    text COLLATE "C" NOT NULL,                     -- UUID
	kind        text     NOT NULL,
	night       text COLLATE "C" NOT NULL CHECK (night = '' OR night ~ '^[0-9]{4}-[01][0-9]-[0-3][0-9]$'),
	until       text COLLATE "C" NOT NULL CHECK (until = '' OR until ~ '^[0-9]{4}-[01][0-9]-[0-3][0-9]$'),
	fields      text     NOT NULL CHECK (fields::json IS NOT NULL), -- JSON
	rev         bigint   NOT NULL CHECK (rev > 0),             -- number of revisions
	seq         bigint   NOT NULL CHECK (seq > 0),             -- seq of the last of them
	deleted     smallint NOT NULL CHECK (deleted IN (0, 1)),
	device      text     NOT NULL,
	client_ms   bigint   NOT NULL,
	received_ms bigint   NOT NULL,
	skew_ms     bigint   NOT NULL,
	PRIMARY KEY (person_id, entry_id)
);

CREATE INDEX entry_night ON entry (person_id, night);
CREATE INDEX entry_away ON entry (person_id, until) WHERE kind = 'away';

-- Who did what, when. It holds no content and is never changed.
CREATE TABLE audit (
	person_id text COLLATE "C" NOT NULL,                       -- whose diary
	number    bigint NOT NULL CHECK (number > 0),              -- 1, 2, 3 … without gaps
	at_ms     bigint NOT NULL,                                 -- Unix ms
	caller    text   NOT NULL,
	via       text   NOT NULL,                                 -- web, api, cli, import
	action    text   NOT NULL,
	entry_id  text   NOT NULL,                                 -- '' where it was not about one entry
	rev       bigint NOT NULL,                                 -- the revision made; 0 if none
	PRIMARY KEY (person_id, number)
);

CREATE FUNCTION charley_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER revision_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON revision
	FOR EACH STATEMENT EXECUTE FUNCTION charley_append_only();
CREATE TRIGGER audit_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
	FOR EACH STATEMENT EXECUTE FUNCTION charley_append_only();
