package knowledge

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

// The manual has a section for every kind of record and names every key of it,
// and its examples are read.
func TestTheManualIsWhole(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "docs", "knowledge-format.md"))
	if err != nil {
		t.Fatal(err)
	}
	manual := string(text)
	for _, it := range firstOfEachKind(base(t)) {
		if !strings.Contains(manual, it.Kind+"/ID.toml") {
			t.Errorf("the manual has no section on %s", it.Kind)
		}
		for _, key := range keysOf(reflect.TypeOf(it.Record)) {
			if !strings.Contains(manual, "`"+key+"`") && !strings.Contains(manual, "["+key+"]") && !strings.Contains(manual, "{ "+key) && !strings.Contains(manual, ", "+key+" }") {
				t.Errorf("the manual does not name %s of %s", key, it.Kind)
			}
		}
	}
	examples := regexp.MustCompile("(?s)```toml\n(.*?)```").FindAllStringSubmatch(manual, -1)
	if len(examples) != 2 {
		t.Fatalf("got %d examples, want a feature and a flag", len(examples))
	}
	_, err = Read(fstest.MapFS{
		"version.toml":              {Data: []byte("version = \"1\"\n")},
		"weighing.toml":             {Data: shipped(t, "weighing.toml")},
		"advice.toml":               {Data: shipped(t, "advice.toml")},
		"patterns.toml":             {Data: shipped(t, "patterns.toml")},
		"graph.toml":                {Data: shipped(t, "graph.toml")},
		"phrases.toml":              {Data: shipped(t, "phrases.toml")},
		"features/calf_tender.toml": {Data: []byte(examples[0][1])},
		"flags/RF20.toml":           {Data: []byte(examples[1][1])},
	})
	if err != nil {
		t.Errorf("an example cannot be read: %v", err)
	}
}

func firstOfEachKind(b *Base) (out []Item) {
	for _, it := range b.Items() {
		if len(out) == 0 || out[len(out)-1].Kind != it.Kind {
			out = append(out, it)
		}
	}
	return out
}

// keysOf are the keys of a record and of the blocks inside it.
func keysOf(record reflect.Type) (keys []string) {
	for i := range record.NumField() {
		f := record.Field(i)
		key := f.Tag.Get("toml")
		if key == "" {
			continue
		}
		keys = append(keys, key)
		switch block := f.Type; {
		case block.Kind() == reflect.Slice && block.Elem().Kind() == reflect.Struct:
			keys = append(keys, keysOf(block.Elem())...)
		case block.Kind() == reflect.Struct:
			keys = append(keys, keysOf(block)...)
		}
	}
	return keys
}
