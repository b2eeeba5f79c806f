package doctor

import (
	"encoding/json"
	"os"
	"path/filepath"

	"charley/store"
)

// A marker is what a folder remembers of its diary: see store.MarkerName.
type marker struct {
	Diary     string `json:"diary"`
	Revisions int64  `json:"revisions"`
}

func readMarker(dir string) (m marker, err error) {
	raw, err := os.ReadFile(filepath.Join(dir, store.MarkerName))
	if err != nil {
		return m, err
	}
	return m, json.Unmarshal(raw, &m)
}
