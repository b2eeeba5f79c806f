-- Trials are one more kind of which there are few: the line about tonight's lot
-- asks for them on the page of the night.
DROP INDEX entry_rare;
CREATE INDEX entry_rare ON entry (person_id, kind, night, entry_id) WHERE kind IN ('fact', 'sit_test', 'away', 'trial');
