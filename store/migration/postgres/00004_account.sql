-- Who may come in. Secrets that were made by chance are kept as their SHA-256 in
-- hex, and a password as its Argon2id hash: nobody can use what is read here.
-- Instants are Unix milliseconds (UTC); 0 is never.
--
-- audit.entry_id may from here on also name a device that a line is about, and
-- audit.caller the device that somebody came in by.

-- How somebody proves by what they know who they are.
CREATE TABLE credential (
	person_id    text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES person (id),
	password     text    NOT NULL CHECK (password = '' OR password LIKE '$argon2id$%'), -- PHC string
	changed_ms   bigint  NOT NULL                             -- Unix ms
);

-- Codes on paper for when the password is lost. A code that was used is gone.
CREATE TABLE recovery (
	person_id    text COLLATE "C" NOT NULL REFERENCES person (id),
	code         text COLLATE "C" NOT NULL CHECK (length(code) = 64), -- SHA-256, hex
	PRIMARY KEY (person_id, code)
);

-- Public keys of passkeys.
CREATE TABLE passkey (
	person_id    text COLLATE "C" NOT NULL REFERENCES person (id),
	id           text COLLATE "C" NOT NULL UNIQUE CHECK (id <> ''), -- credential id, base64url
	public_key   text    NOT NULL,                            -- COSE, base64url
	sign_count   bigint  NOT NULL CHECK (sign_count >= 0),
	eligible     smallint NOT NULL CHECK (eligible IN (0, 1)), -- flag BE: it can be on several devices
	backed_up    smallint NOT NULL CHECK (backed_up IN (0, 1)), -- flag BS: it is
	transports   text    NOT NULL,                            -- usb,nfc,ble,internal,hybrid
	name         text    NOT NULL,
	created_ms   bigint  NOT NULL,                            -- Unix ms
	used_ms      bigint  NOT NULL,                            -- Unix ms; 0: never
	PRIMARY KEY (person_id, id)
);

-- Everything that may come in: browsers, paired phones, buttons, calendars.
CREATE TABLE device (
	person_id    text COLLATE "C" NOT NULL REFERENCES person (id),
	id           text COLLATE "C" NOT NULL,                   -- UUID, no secret
	kind         text    NOT NULL CHECK (kind IN ('session', 'phone', 'button', 'feed')),
	scope        text    NOT NULL CHECK (scope IN ('all', 'append', 'tap', 'feed')),
	name         text    NOT NULL,
	secret       text COLLATE "C" NOT NULL UNIQUE CHECK (length(secret) = 64), -- SHA-256 of what it shows, hex
	known        text COLLATE "C" NOT NULL CHECK (known = '' OR length(known) = 64), -- SHA-256 of the mark it keeps after it signs out
	created_ms   bigint  NOT NULL,                            -- Unix ms
	seen_ms      bigint  NOT NULL,                            -- Unix ms, to the hour
	expires_ms   bigint  NOT NULL,                            -- Unix ms; 0: never
	revoked_ms   bigint  NOT NULL,                            -- Unix ms; 0: it may come in
	confirmed_ms bigint  NOT NULL,                            -- Unix ms; when somebody last showed on it who they are; 0: never
	renew_ms     bigint  NOT NULL,                            -- Unix ms; until then a password may be set without the old one; 0: not at all
	PRIMARY KEY (person_id, id)
);

CREATE UNIQUE INDEX device_known ON device (known) WHERE known <> '';

-- Links that let somebody in once. One that was used is gone.
CREATE TABLE link (
	person_id    text COLLATE "C" NOT NULL REFERENCES person (id),
	secret       text COLLATE "C" NOT NULL UNIQUE CHECK (length(secret) = 64), -- SHA-256, hex
	purpose      text    NOT NULL CHECK (purpose IN ('setup', 'pair')),
	created_ms   bigint  NOT NULL,                            -- Unix ms
	expires_ms   bigint  NOT NULL,                            -- Unix ms
	PRIMARY KEY (person_id, secret)
);
