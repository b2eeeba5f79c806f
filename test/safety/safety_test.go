// Package safety holds docs/safety.md to the code: that every hazard has a control and a test, and that every file and
// every test that it names is there.
package safety

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"charley/charleytest"
)

const root = "../.."

// A hazard is one section of the log.
type hazard struct {
	id    string
	parts map[string]string // what stands behind "**Tests.**" and the like
}

var (
	heading = regexp.MustCompile(`(?m)^### (H\d+) .+$`)
	begun   = regexp.MustCompile(`\*\*(Severity|Likelihood|Controls|Tests|Left|Not covered)\*?\*?\.?\*\*`)
	coded   = regexp.MustCompile("`([^`]+)`")
	file    = regexp.MustCompile(`^[a-z][\w-]*(?:/[\w.-]+)*/?$`)
)

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// hazards reads the sections of a log.
func hazards(log string) []hazard {
	at := heading.FindAllStringSubmatchIndex(log, -1)
	var out []hazard
	for i, m := range at {
		end := len(log)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		h, body := hazard{log[m[2]:m[3]], map[string]string{}}, log[m[1]:end]
		marks := begun.FindAllStringSubmatchIndex(body, -1)
		for j, k := range marks {
			to := len(body)
			if j+1 < len(marks) {
				to = marks[j+1][0]
			}
			h.parts[body[k[2]:k[3]]] = strings.TrimSpace(strings.TrimLeft(body[k[1]:to], ". "))
		}
		out = append(out, h)
	}
	return out
}

// faults are what is wrong with a log, given what there is.
func faults(log string, isTest, isFile func(string) bool) []string {
	var out []string
	wrong := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	seen := map[string]bool{}
	for _, h := range hazards(log) {
		if seen[h.id] {
			wrong("%s stands there twice", h.id)
		}
		seen[h.id] = true
		for _, part := range []string{"Severity", "Likelihood", "Controls", "Tests", "Left", "Not covered"} {
			if len(h.parts[part]) < 1 {
				wrong("%s does not say: %s", h.id, part)
			}
		}
		if !strings.Contains(h.parts["Controls"], "Design: ") {
			wrong("%s has no control by design", h.id)
		}
		tests := coded.FindAllStringSubmatch(h.parts["Tests"], -1)
		if len(tests) == 0 {
			wrong("%s has no test", h.id)
		}
		for _, name := range tests {
			if !isTest(name[1]) {
				wrong("%s names the test %s, which is not there", h.id, name[1])
			}
		}
		for _, name := range coded.FindAllStringSubmatch(h.parts["Controls"], -1) {
			if file.MatchString(name[1]) && !isFile(name[1]) {
				wrong("%s names the file %s, which is not there", h.id, name[1])
			}
		}
	}
	for i := 1; i <= len(seen); i++ {
		if id := fmt.Sprintf("H%d", i); !seen[id] {
			wrong("%s is missing", id)
		}
	}
	return out
}

func exists(name string) bool {
	_, err := os.Stat(filepath.Join(root, filepath.FromSlash(name)))
	return err == nil
}

func TestEveryHazardHasItsControlsAndTests(t *testing.T) {
	log := read(t, "docs/safety.md")
	if n := len(hazards(log)); n < 19 {
		t.Errorf("got %d hazards, want 19 and more", n)
	}
	for _, fault := range faults(log, charleytest.TestsOf(t).Has, exists) {
		t.Error(fault)
	}
}

// A log that is wrong is found to be.
func TestFaultsOfALogAreFound(t *testing.T) {
	const good = "### H1 A\n**Severity** 5. **Likelihood** 2.\n- **Controls.** Design: x (`a/b.go`).\n- **Tests.** `a.TestX`\n- **Left.** y\n- **Not covered.** z\n"
	isTest, isFile := func(n string) bool { return n == "a.TestX" }, func(n string) bool { return n == "a/b.go" }
	if got := faults(good, isTest, isFile); len(got) > 0 {
		t.Fatalf("a good one: %q", got)
	}
	for name, change := range map[string][2]string{
		"a test that was renamed":   {"a.TestX", "a.TestY"},
		"no test":                   {"`a.TestX`", "none"},
		"a file that is gone":       {"a/b.go", "a/c.go"},
		"no control":                {"Design: x", "nothing"},
		"nothing is left":           {"- **Left.** y\n", ""},
		"a hazard that is left out": {"### H1", "### H2"},
	} {
		if got := faults(strings.Replace(good, change[0], change[1], 1), isTest, isFile); len(got) == 0 {
			t.Errorf("%s is not seen", name)
		}
	}
}

// What it is for, and the hazards, are found from the first page, and each from the other.
func TestThePurposeIsFound(t *testing.T) {
	for file, link := range map[string]string{"README.md": "docs/intended-purpose.md", "docs/safety.md": "intended-purpose.md", "docs/intended-purpose.md": "safety.md"} {
		if !strings.Contains(read(t, file), "("+link) {
			t.Errorf("%s does not lead to %s", file, link)
		}
	}
	linked := regexp.MustCompile(`\]\(([\w./-]+\.md)`)
	for _, file := range []string{"docs/safety.md", "docs/intended-purpose.md"} {
		for _, to := range linked.FindAllStringSubmatch(read(t, file), -1) {
			if !exists("docs/" + to[1]) {
				t.Errorf("%s leads to %s, which is not there", file, to[1])
			}
		}
	}
}

// There is one list of hazards: a second one would drift from it, as two did.
func TestThereIsOneListOfHazards(t *testing.T) {
	entries, err := os.ReadDir(filepath.Join(root, "docs"))
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile(`(?m)^\| H\d+ \|`)
	for _, e := range entries {
		if filepath.Ext(e.Name()) != ".md" || e.Name() == "safety.md" {
			continue
		}
		if row.MatchString(read(t, "docs/"+e.Name())) {
			t.Errorf("docs/%s has a list of hazards of its own: they stand in docs/safety.md", e.Name())
		}
	}
}
