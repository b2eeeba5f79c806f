package store

import (
	"regexp"
	"strings"
	"testing"
)

// ofNobody are the statements that touch what belongs to people without naming one person, with the reason of each.
// Everything else names the person in every table that it touches, so that no use case can reach another diary by a
// mistake in what it passes on. It is what row-level security would be, for both engines.
var ofNobody = map[string]string{
	"DeviceBySecret": "the secret says whose device it is: nobody is known before",
	"DeviceByKnown":  "the mark says whose browser it is: nobody is known before",
	"PasskeyByID":    "the passkey says whose it is: nobody is known before",
	"Link":           "the link says whose it is: nobody is known before",

	"AllPeople": copies, "AllRevisions": copies, "AllEntries": copies, "AllAudit": copies, "AllCredentials": copies,
	"AllRecovery": copies, "AllPasskeys": copies, "AllDevices": copies, "AllLinks": copies,
	"AllAccounts": copies, "AllGrants": copies, "AllPasskeySessions": copies, "AllAuditBefore7": copies, "AccountsMade": copies, "AllTold": copies, "FillAccounts": copies,

	"CountAccount": counts, "CountRevisions": counts, "CountRows": counts, "CountNights": counts, "StrayEntries": counts, "CountOthers": counts, "CountPeople": counts, "CountTold": counts, "CountPasskeys": counts,

	"AccountNamed": "the name says whose account it is: nobody is known before",
	"Accounts":     "the list of an administrator, which shows no diary",
	"AddPerson":    "takes the next number of all people",

	"Owner":  "the first person, whose diary a home is",
	"People": "the list from which the command line and an administrator choose",
}

const (
	copies = "copies a whole store for a backup, below every person"
	counts = "counts rows of all people and shows none"
)

var (
	// owned are the tables whose rows belong to a person, with the column that says to whom.
	ownedTable = regexp.MustCompile(`(?i)\b(?:FROM|JOIN|UPDATE|INTO)\s+(\w+)`)
	inserted   = regexp.MustCompile(`(?i)^INSERT INTO \w+ \((?:person_id|id), .*\) VALUES \(\?1\b|^INSERT INTO \w+ \((?:person_id|id)\) VALUES \(\?1\)`)
	named      = regexp.MustCompile(`\b(?:\w+\.)?(?:person_id|to_id) = \?1\b|\bperson SET .*\bid = \?1\b|\bFROM person WHERE id = \?1\b`)
	joined     = regexp.MustCompile(`\b\w+\.(?:person_id|id) = \w+\.(?:person_id|to_id)\b`) // the row of a person bears their id itself
)

// ownerless says what is wrong with a statement that should name its person; "" if it does, in every table.
func ownerless(statement string, owned map[string]bool) string {
	tables := 0
	for _, m := range ownedTable.FindAllStringSubmatch(statement, -1) {
		if owned[strings.ToLower(m[1])] {
			tables++
		}
	}
	says := len(named.FindAllString(statement, -1)) + len(joined.FindAllString(statement, -1))
	if inserted.MatchString(statement) {
		says++
	}
	if says < tables {
		return "it touches what belongs to people more often than it names the person"
	}
	return ""
}

// ownedTables are those with a column person_id, and the people themselves, as a new diary has them.
func ownedTables(t *testing.T) map[string]bool {
	t.Helper()
	s, err := Open(t.Context(), Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	rows, err := s.readers.db.QueryContext(t.Context(), `SELECT DISTINCT m.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'person_id'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	owned := map[string]bool{"person": true}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		owned[name] = true
	}
	if err := rows.Err(); err != nil || len(owned) < 9 {
		t.Fatalf("got the tables %v (%v)", owned, err)
	}
	return owned
}

func TestEveryStatementNamesThePerson(t *testing.T) {
	all, err := loadStatements(func(s string) string { return s })
	if err != nil {
		t.Fatal(err)
	}
	owned := ownedTables(t)
	for name, statement := range all {
		wrong := ownerless(statement, owned)
		if reason, excepted := ofNobody[name]; excepted && wrong == "" {
			t.Errorf("%s names its person, so it needs no exception (%s)", name, reason)
		} else if !excepted && wrong != "" {
			t.Errorf("%s: %s. Let it say person_id = ?1, or put it on the list with a reason.\n%s", name, wrong, statement)
		}
	}
	for name := range ofNobody {
		if all[name] == "" {
			t.Errorf("%s is on the list, and there is no such statement", name)
		}
	}
}

// The test above must see what is forgotten.
func TestAStatementWithoutItsPersonIsSeen(t *testing.T) {
	owned := map[string]bool{"entry": true, "revision": true, "person": true}
	for statement, right := range map[string]bool{
		"SELECT 1 FROM entry WHERE person_id = ?1 AND entry_id = ?2":                                                  true,
		"SELECT 1 FROM entry WHERE entry_id = ?1":                                                                     false,
		"SELECT 1 FROM entry WHERE person_id = ?2":                                                                    false,
		"SELECT 1 FROM entry WHERE person_id <> ?1":                                                                   false,
		"SELECT 1 FROM entry WHERE person_id = ?1 UNION ALL SELECT 1 FROM entry WHERE night > ?2":                     false,
		"SELECT 1 FROM revision r JOIN entry e ON e.entry_id = r.entry_id WHERE r.person_id = ?1":                     false,
		"SELECT 1 FROM revision r JOIN entry e ON e.person_id = r.person_id AND e.rev = r.rev WHERE r.person_id = ?1": true,
		"SELECT p.number FROM entry e JOIN person p ON p.id = e.person_id WHERE e.person_id = ?1":                     true,
		"SELECT p.number FROM entry e JOIN person p ON p.id = e.person_id":                                            false,
		"UPDATE entry SET night = ?2 WHERE entry_id = ?3":                                                             false,
		"DELETE FROM entry": false,
		"INSERT INTO entry (person_id, entry_id) VALUES (?1, ?2)": true,
		"INSERT INTO entry (entry_id, person_id) VALUES (?1, ?2)": false,
		"UPDATE person SET settings = ?2 WHERE id = ?1":           true,
		"UPDATE person SET settings = ?2":                         false,
	} {
		if got := ownerless(statement, owned) == ""; got != right {
			t.Errorf("%s: got %v, want %v", statement, got, right)
		}
	}
}
