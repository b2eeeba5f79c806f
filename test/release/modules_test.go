package release

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

const dependencies = "docs/dependencies.md"

// fits are the licences under which code may be handed on as part of a program under AGPL-3.0-or-later.
var fits = map[string]string{
	"MIT":          "asks for its text",
	"BSD-2-Clause": "asks for its text",
	"BSD-3-Clause": "asks for its text, and not to be named as one who recommends",
	"Apache-2.0":   "fits version 3 of the GNU licences, by the word of both",
	"ISC":          "asks for its text",
	"blessing":     "public domain",
}

// modulesOf are the modules of others that are part of the program on any system.
func modulesOf(t *testing.T) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	for _, target := range targets {
		for _, p := range packages(t, target) {
			if p.Module != nil && !p.Module.Main {
				all[p.Module.Path] = true
			}
		}
	}
	return all
}

func TestEveryModuleIsWrittenDownWithItsReason(t *testing.T) {
	linked := modulesOf(t)
	direct := strings.Fields(run(t, nil, "go", "list", "-m", "-f", "{{if not (or .Indirect .Main)}}{{.Path}}{{end}}", "all"))
	want := map[string]string{} // module: heading
	for m := range linked {
		want[m] = "Brought along, and part of the program"
	}
	for _, m := range direct {
		want[m] = "Asked for by tests and tools only"
		if linked[m] {
			want[m] = "Asked for, and part of the program"
		}
	}
	for _, heading := range slices.Compact(slices.Sorted(maps.Values(want))) {
		for _, row := range table(t, dependencies, heading) {
			if want[row[0]] != heading {
				t.Errorf("%s names %s under %q; it belongs under %q", dependencies, row[0], heading, want[row[0]])
			}
			delete(want, row[0])
			if len(row[len(row)-1]) < 3 {
				t.Errorf("%s: %s has no reason", dependencies, row[0])
			}
		}
	}
	for m, heading := range want {
		t.Errorf("%s does not name %s: add it under %q, with its reason", dependencies, m, heading)
	}
}

func TestTheDocumentSaysHowManyModulesThereAre(t *testing.T) {
	asked, tools := len(table(t, dependencies, "Asked for, and part of the program")), len(table(t, dependencies, "Asked for by tests and tools only"))
	said := read(t, dependencies)
	if want := fmt.Sprintf("**It asks for %d, which is %s more.**", asked, word(asked-15)); !strings.Contains(said, want) {
		t.Errorf("%s does not say %q", dependencies, want)
	}
	if want := word(tools); !strings.Contains(strings.ToLower(strings.Join(strings.Fields(said), " ")), want+" more serve only tests") {
		t.Errorf("%s does not say that %s serve only tests", dependencies, want)
	}
}

func word(n int) string {
	return []string{"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}[n]
}

func TestEveryLicenceFits(t *testing.T) {
	written := map[string]string{}
	for _, heading := range []string{"Asked for, and part of the program", "Brought along, and part of the program"} {
		for _, row := range table(t, dependencies, heading) {
			written[row[0]] = row[1]
		}
	}
	for _, c := range bill(t).Components {
		var got []string
		for _, l := range c.Licences {
			got = append(got, l.Licence.ID+l.Expression)
		}
		name := strings.Join(got, " AND ")
		if c.Name != "std" && name != written[c.Name] {
			t.Errorf("%s is under %q, and %s says %q", c.Name, name, dependencies, written[c.Name])
		}
		for id := range strings.SplitSeq(name, " AND ") {
			if fits[id] == "" {
				t.Errorf("%s is under %s: nobody has said that it may be handed on as part of a program under AGPL-3.0-or-later", c.Name, id)
			}
		}
	}
}
