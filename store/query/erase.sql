-- name: CountOthers
-- How many people there are beside one.
SELECT count(*) FROM person WHERE id <> ?1;

-- name: BeginErasing
-- From here to EndErasing, which belong into one transaction, what a person
-- wrote can be deleted; see the triggers of revision and audit.
INSERT INTO erasing (person_id) VALUES (?1);

-- name: EraseRevisions
DELETE FROM revision WHERE person_id = ?1;

-- name: EraseEntries
DELETE FROM entry WHERE person_id = ?1;

-- name: EraseAudit
DELETE FROM audit WHERE person_id = ?1;

-- name: EraseCredential
DELETE FROM credential WHERE person_id = ?1;

-- name: EraseRecovery
DELETE FROM recovery WHERE person_id = ?1;

-- name: ErasePasskeys
DELETE FROM passkey WHERE person_id = ?1;

-- name: EraseDevices
DELETE FROM device WHERE person_id = ?1;

-- name: EraseLinks
DELETE FROM link WHERE person_id = ?1;

-- name: EraseAccount
DELETE FROM account WHERE person_id = ?1;

-- name: EraseGrants
-- Those that they gave and those that were given to them.
DELETE FROM granted WHERE person_id = ?1 OR to_id = ?1;

-- name: ErasePasskeySessions
DELETE FROM passkey_session WHERE person_id = ?1;

-- name: EraseTold
DELETE FROM told WHERE person_id = ?1;

-- name: ErasePerson
DELETE FROM person WHERE id = ?1;

-- name: EndErasing
DELETE FROM erasing WHERE person_id = ?1;
