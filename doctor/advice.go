package doctor

import (
	"fmt"
	"os"
)

// advise says what to do about a damaged diary.
func (p Patient) advise(r Report) []string {
	if p.DSN != "" {
		return []string{
			"Make a copy of the database as it is before anything else (pg_dump).",
			"Restore the newest backup into an empty database: charley backup restore --database DSN --from FILE",
		}
	}
	if r.restoring() {
		return []string{"Wait until the restore has ended, then ask again."}
	}
	if _, err := os.Stat(p.path()); err != nil && r.Backup == nil {
		return []string{
			"If the diary is in another folder, name that: charley doctor --data FOLDER",
			fmt.Sprintf("If you have a backup, bring it back: charley backup restore --data %s --from FILE", p.Dir),
		}
	}
	out := []string{fmt.Sprintf("Stop Charley, and keep a copy of the whole folder %s before anything else.", p.Dir)}
	if r.Backup == nil {
		return append(out, fmt.Sprintf("There is no verified backup known here. To save what can still be read, type: charley doctor --data %s --salvage SAVED.json", p.Dir),
			"Read that into a new diary: charley import json --data NEWFOLDER SAVED.json")
	}
	return append(out,
		fmt.Sprintf("To save what can still be read, on top of the backup of %s, type: charley doctor --data %s --salvage SAVED.json", when(r.Backup.Made, p.Now), p.Dir),
		"Read that into a new diary: charley import json --data NEWFOLDER SAVED.json",
		fmt.Sprintf("Or go back to the backup alone; the damaged files are kept beside it: charley backup restore --data %s --from %s --replace", p.Dir, r.Backup.Path))
}
