package knowledge

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestShippedRecordsPassLint(t *testing.T) {
	base, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range Lint(base) {
		t.Error(p)
	}
	if base.Version() == "" {
		t.Error("got no version")
	}
}

// The evening on the design board asks these, in this order.
func TestAskedByDefault(t *testing.T) {
	base, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"sitting", "hard_floor", "hard_strain", "fluids", "alcohol", "warm_bath"}
	if got := base.Asked(); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for i, e := range base.Exposures().All() {
		if e.Default != (i < len(want)) {
			t.Errorf("%s is number %d, default %v: defaults come first", e.ID, i, e.Default)
		}
	}
	if e, ok := base.Exposures().Get("alcohol"); !ok || e.Choices[3] != (Choice{Label: "3 or more", Value: 3.0}) {
		t.Errorf("got %+v, %v", e.Choices, ok)
	}
	if e, _ := base.Exposures().Get("warm_bath"); len(e.Choices) != 2 || e.Choices[1].Value != true {
		t.Errorf("got %+v, want no and yes", e.Choices)
	}
	if e, _ := base.Exposures().Get("fluids"); e.NoneMeansNo {
		t.Error("none of these must not mean that a person drank nothing")
	}
	if _, ok := base.Exposures().Get("unicorns"); ok {
		t.Error("got an exposure that does not exist")
	}
}

func TestReadRefuses(t *testing.T) {
	const good = "id = \"tea\"\nname = \"Tea\"\nquestion = \"Tea?\"\nkind = \"yes_no\"\n"
	for _, tc := range []struct{ name, file, text, want string }{
		{"a key it does not know", "exposures/tea.toml", good + "colour = \"red\"\n", "exposures/tea.toml:5: unknown key colour"},
		{"a key it does not know inside a claim", "exposures/tea.toml", good + "[[claim]]\nsays = \"x.\"\nweight = 3\n", "exposures/tea.toml:7: unknown key claim.weight"},
		{"a value of the wrong kind", "exposures/tea.toml", good + "order = \"first\"\n", "exposures/tea.toml:5: "},
		{"a date that does not exist", "exposures/tea.toml", good + "[[claim]]\nreviewed = 2026-02-30\n", "exposures/tea.toml:6: "},
		{"text that is not TOML", "exposures/tea.toml", "id = \n", "exposures/tea.toml:1: "},
		{"an id that is not the file's name", "exposures/coffee.toml", good, `exposures/coffee.toml: id is "tea" but the file is called coffee`},
		{"no name", "exposures/tea.toml", strings.Replace(good, "Tea\"", "\"", 1), "exposures/tea.toml: name is missing"},
		{"no question", "exposures/tea.toml", strings.Replace(good, "Tea?", "", 1), "exposures/tea.toml: question is missing"},
		{"a kind it does not know", "exposures/tea.toml", strings.Replace(good, "yes_no", "maybe", 1), `exposures/tea.toml: kind is "maybe", must be yes_no or amount`},
		{"a yes or no with choices", "exposures/tea.toml", good + "[[choice]]\nlabel = \"a\"\nvalue = 1\n", "exposures/tea.toml: a yes_no has no choices"},
		{"an amount without choices", "exposures/tea.toml", strings.Replace(good, "yes_no", "amount", 1), "exposures/tea.toml: an amount needs a unit"},
		{"an amount below nothing", "exposures/tea.toml", strings.Replace(good, "yes_no", "amount", 1) + "unit = \"cups\"\n[[choice]]\nlabel = \"a\"\nvalue = -1\n[[choice]]\nlabel = \"b\"\nvalue = 1\n", "exposures/tea.toml: choice 1 needs"},
		{"a source without a title", "sources/a.toml", "id = \"a\"\n", "sources/a.toml: title is missing"},
		{"a file that is no record", "exposures/notes.txt", "hello", "exposures/notes.txt: only .toml files belong here"},
		{"a folder it does not know", "recipes/tea.toml", good, "recipes: not a kind of record"},
		{"no version", "version.toml", "", "version.toml: version is missing"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			records := fstest.MapFS{
				"version.toml":     {Data: []byte("version = \"1\"\n")},
				"exposures/x.toml": {Data: []byte(strings.ReplaceAll(good, "tea", "x"))},
				"sources/x.toml":   {Data: []byte("id = \"x\"\ntitle = \"X\"\n")},
			}
			records[tc.file] = &fstest.MapFile{Data: []byte(tc.text)}
			_, err := Read(records)
			if err == nil || !strings.HasPrefix(err.Error(), tc.want) {
				t.Errorf("got %v, want %s…", err, tc.want)
			}
		})
	}
}
