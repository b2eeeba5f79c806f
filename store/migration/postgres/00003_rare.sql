-- The kinds of which there are few are asked for on most pages, each as a whole.
-- One index serves them all and takes the place of the one for facts. What is
-- written at night is none of them, so that writing it costs no more.
CREATE INDEX entry_rare ON entry (person_id, kind, night, entry_id) WHERE kind IN ('fact', 'sit_test', 'away');
DROP INDEX entry_fact;
