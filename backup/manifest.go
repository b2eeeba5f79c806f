package backup

import (
	"encoding/json"
	"fmt"
	"time"

	"charley/backup/proof"
)

// The format of backups and its version.
const (
	format        = "charley-backup"
	formatVersion = 1
)

// A Manifest says what a backup holds. It stands first in the file and carries
// no diary text.
type Manifest struct {
	Format   string        `json:"format"`  // "charley-backup"
	Version  int           `json:"version"` // of the format
	Program  string        `json:"program"` // version of Charley that made it
	Engine   string        `json:"engine"`  // that the diary was kept in: "SQLite 3.54.1"
	Schema   int           `json:"schema"`  // number of the last migration
	Diary    string        `json:"diary"`   // id of the diary
	Made     time.Time     `json:"made"`    // UTC
	Content  proof.Content `json:"content"`
	Database DatabaseFile  `json:"database"`
}

// DatabaseFile is the database inside a backup.
type DatabaseFile struct {
	Size   int64  `json:"size"`   // bytes, after unpacking
	SHA256 string `json:"sha256"` // hex
}

// maxDatabase is the largest database that is unpacked: a limit for damaged or
// malicious files, many times the diary of a large clinic.
const maxDatabase = 64 << 30

func readManifest(raw []byte) (m Manifest, err error) {
	if err := json.Unmarshal(raw, &m); err != nil {
		return m, damaged("its list of contents cannot be read")
	}
	switch {
	case m.Format != format:
		return m, damaged("its list of contents is not that of a Charley backup")
	case m.Version > formatVersion:
		return m, fmt.Errorf("the backup was made by a newer Charley (%s); restore it with that version: %w", m.Program, ErrNewer)
	case m.Database.Size < 0 || m.Database.Size > maxDatabase || len(m.Database.SHA256) != 64:
		return m, damaged("its list of contents makes no sense")
	}
	return m, nil
}
