package store

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What an erasure rewrites on a server is every table with rows of people.
func TestEveryTableOfPeopleIsRewritten(t *testing.T) {
	files, err := filepath.Glob("migration/postgres/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	listed := strings.Split(scrubbed, ", ")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, made := range regexp.MustCompile(`(?s)CREATE TABLE (\w+) \((.*?)\n\)`).FindAllStringSubmatch(string(text), -1) {
			if regexp.MustCompile(`(?m)^\tperson_id\s`).MatchString(made[2]) && !slices.Contains(listed, made[1]) {
				t.Errorf("%s makes the table %s, of which erased rows stay", file, made[1])
			}
		}
	}
}
