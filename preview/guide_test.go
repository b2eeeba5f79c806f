package preview

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The pictures of the user guide are taken of states: pictures/day/now--one-runs.webp of day/now--one-runs.html.
const (
	mostPictures     = 16
	heaviestPicture  = 40 << 10
	guideFolder      = "../docs/guide"
	makeThemAgain    = "; make guide takes the pictures again"
	pictureExtension = ".webp"
)

var pictured = regexp.MustCompile(`(?:src="|\()(pictures/[^")]+)`)

func TestTheGuideShowsStatesThatThereAre(t *testing.T) {
	text, err := os.ReadFile(guideFolder + "/README.md")
	if err != nil {
		t.Fatal(err)
	}
	var states []string
	for _, s := range States() {
		for _, palette := range palettes {
			states = append(states, strings.TrimSuffix(fileName(s, palette), ".html"))
		}
	}
	var named []string
	for _, m := range pictured.FindAllStringSubmatch(string(text), -1) {
		named = append(named, m[1])
		name := strings.TrimSuffix(strings.TrimPrefix(m[1], "pictures/"), pictureExtension)
		if !slices.Contains(states, name) {
			t.Errorf("%s is of no state of the preview: rename it in the guide%s", m[1], makeThemAgain)
		}
		if info, err := os.Stat(path.Join(guideFolder, m[1])); err != nil {
			t.Errorf("%v%s", err, makeThemAgain)
		} else if info.Size() > heaviestPicture {
			t.Errorf("%s has %d bytes, at most %d", m[1], info.Size(), heaviestPicture)
		}
	}
	if len(named) == 0 || len(named) > mostPictures {
		t.Errorf("the guide shows %d pictures, at least 1 and at most %d", len(named), mostPictures)
	}
	err = fs.WalkDir(os.DirFS(guideFolder), "pictures", func(file string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !slices.Contains(named, file) {
			t.Errorf("%s is not in the guide%s", file, makeThemAgain)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
