package charleytest

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"charley/knowledge"
)

// AnotherEdition is the records that ship with the program, under another version, with
// one text of one file replaced: what a change of the records does to somebody. file
// is the path below knowledge/data; it must say old.
func AnotherEdition(t testing.TB, file, old, changed string) *knowledge.Base {
	t.Helper()
	records := fstest.MapFS{}
	folder := os.DirFS(filepath.Join(moduleRoot(t), "knowledge", "data"))
	err := fs.WalkDir(folder, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(folder, path)
		text := string(raw)
		if path == file {
			if !strings.Contains(text, old) {
				t.Fatalf("%s does not say %q any more", path, old)
			}
			text = strings.Replace(text, old, changed, 1)
		}
		if path == "version.toml" {
			text = `version = "another"`
		}
		records[path] = &fstest.MapFile{Data: []byte(text)}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	base, err := knowledge.Read(records)
	if err != nil {
		t.Fatal(err)
	}
	return base
}
