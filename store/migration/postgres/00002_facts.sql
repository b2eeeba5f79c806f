-- Facts are asked for on most pages and are few among many nights.
CREATE INDEX entry_fact ON entry (person_id, night) WHERE kind = 'fact';
