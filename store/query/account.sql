-- name: Credential
SELECT person_id, password, changed_ms FROM credential WHERE person_id = ?1;

-- name: KeepCredential
INSERT INTO credential (person_id, password, changed_ms) VALUES (?1, ?2, ?3)
ON CONFLICT (person_id) DO UPDATE SET password = excluded.password, changed_ms = excluded.changed_ms;

-- name: RecoveryLeft
SELECT count(*) FROM recovery WHERE person_id = ?1;

-- name: AddRecovery
INSERT INTO recovery (person_id, code) VALUES (?1, ?2);

-- name: DropRecovery
-- All codes of a person.
DELETE FROM recovery WHERE person_id = ?1;

-- name: UseRecovery
DELETE FROM recovery WHERE person_id = ?1 AND code = ?2;

-- name: CountPasskeys
-- Those of everybody: whether it is worth offering one at the door.
SELECT count(*) FROM passkey;

-- name: CountPeople
-- Rows of the tables about several people.
SELECT (SELECT count(*) FROM account) + (SELECT count(*) FROM granted) + (SELECT count(*) FROM passkey_session);

-- name: CountAccount
-- Rows of every table that says who may come in.
SELECT (SELECT count(*) FROM credential) + (SELECT count(*) FROM recovery) + (SELECT count(*) FROM passkey)
     + (SELECT count(*) FROM device) + (SELECT count(*) FROM link);
