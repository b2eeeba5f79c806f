// Package newcomer follows the walkthroughs of CONTRIBUTING.md word for word: what it tells to add is added to a copy
// of the records, without a line of Go, and must come through to the evening, the remedies and the verdict.
//
//	go test ./test/newcomer
package newcomer

import (
	"io"
	"io/fs"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"charley/app"
	"charley/knowledge"
	"charley/store"
	"charley/tell"
	"charley/treat"
	"charley/web"
)

const root = "../.."

// An addition is one block of CONTRIBUTING.md: a new record, or what goes to the end of one.
type addition struct {
	file, text string
	end        bool
}

var block = regexp.MustCompile("(?s)`knowledge/data/([^`]+)`, (a new file|at the end):\n```toml\n(.*?)\n```")

func additions(t *testing.T) (out []addition) {
	t.Helper()
	manual, err := os.ReadFile(filepath.Join(root, "CONTRIBUTING.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range block.FindAllStringSubmatch(string(manual), -1) {
		out = append(out, addition{file: m[1], text: m[3] + "\n", end: m[2] == "at the end"})
	}
	if len(out) != 7 {
		t.Fatalf("got %d files to add or change in CONTRIBUTING.md, want 7", len(out))
	}
	return out
}

// withAdditions is a copy of the records in a folder of its own, with what the manual adds.
func withAdditions(t *testing.T) fs.FS {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(root, "knowledge", "data"))); err != nil {
		t.Fatal(err)
	}
	for _, a := range additions(t) {
		file := filepath.Join(dir, filepath.FromSlash(a.file))
		before, err := os.ReadFile(file)
		switch {
		case err == nil && strings.Contains(string(before), a.text): // somebody follows the manual, and has it already
		case (err == nil) != a.end:
			t.Fatalf("%s: to be added at the end: %v, and reading it gives %v", a.file, a.end, err)
		case a.end:
			write(t, file, string(before)+"\n"+a.text)
		default:
			write(t, file, a.text)
		}
	}
	return os.DirFS(dir)
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, records fs.FS) *knowledge.Base {
	t.Helper()
	base, err := knowledge.Read(records)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range knowledge.Lint(base) {
		t.Error(p)
	}
	return base
}

func TestTheWalkthroughsComeThrough(t *testing.T) {
	base := read(t, withAdditions(t))
	t.Run("the evening asks about the exposure", func(t *testing.T) {
		for _, asked := range []bool{false, true} {
			body := evening(t, base, asked)
			if got := strings.Contains(body, "Did you kneel or squat for half an hour or more today?"); got != asked {
				t.Errorf("chosen: %v, and the page asks: %v", asked, got)
			}
		}
	})
	teller := tell.New(base)
	advisor := treat.New(base)
	t.Run("the remedy is offered to restless legs with its gates known", func(t *testing.T) {
		const well = `{"age_years":45,"sex":"M","conditions":[],"medications":[],"urge_to_move":true,"usual_hot_day":true}`
		for facts, want := range map[string]string{
			well: treat.Offered,
			strings.Replace(well, "[]", `["numb feet"]`, 1):  treat.Gated,
			strings.Replace(well, `"conditions":[],`, "", 1): treat.AskFirst,
		} {
			f, err := teller.Read([]byte(facts))
			if err != nil {
				t.Fatal(err)
			}
			v := tell.Verdict{Urgency: knowledge.SelfCare, Conditions: []tell.Condition{{ID: "rls", Band: tell.Strong}}}
			list := advisor.Advise(treat.Person{Verdict: v, Facts: f}).Remedies
			i := slices.IndexFunc(list, func(r treat.Remedy) bool { return r.ID == "cool-foot-bath" })
			if i < 0 || list[i].Status != want {
				t.Errorf("%s: got it at %d of %d, want %s", facts, i, len(list), want)
			}
		}
	})
	t.Run("the warning sign is asked, fires, and is not checked while nobody answered", func(t *testing.T) {
		for facts, want := range map[string]string{
			`{"tick_ring":true}`:  "fired",
			`{}`:                  "not_checked",
			`{"tick_ring":false}`: "",
		} {
			f, err := teller.Read([]byte(facts))
			if err != nil {
				t.Fatal(err)
			}
			v := teller.Apart(f)
			got := ""
			for _, r := range v.RedFlags {
				if r.ID == "RF59" {
					got = r.State
				}
			}
			if got != want {
				t.Errorf("%s: RF59 is %q, want %q", facts, got, want)
			}
		}
		screens := base.Screens().All()
		if !slices.ContainsFunc(screens, func(s knowledge.Screen) bool {
			return slices.ContainsFunc(teller.Shown(tell.Facts{}, s), func(it knowledge.ScreenItem) bool { return it.Feature == "tick_ring" })
		}) {
			t.Error("no screen asks for it")
		}
	})
}

// evening is the page of the evening of a new diary over these records.
func evening(t *testing.T, base *knowledge.Base, asked bool) string {
	t.Helper()
	st, err := store.Open(t.Context(), store.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	a := app.New(st, func() time.Time { return time.Date(2026, 11, 23, 18, 0, 0, 0, time.UTC) })
	a.HomeZone, a.Counsel = "Europe/Berlin", app.NewCounsel(base)
	t.Cleanup(a.Rest)
	c, err := a.Owner(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if asked {
		s, err := a.Settings(t.Context(), c)
		if err == nil {
			s.Asked = append(base.Asked(), "kneeling")
			err = a.SaveSettings(t.Context(), c, s)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	answer := httptest.NewRecorder()
	web.Handler(web.Config{App: a, Knowledge: base, Log: slog.New(slog.DiscardHandler), Version: "test"}).ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), "GET", "http://127.0.0.1:8484/evening", nil))
	body, err := io.ReadAll(answer.Result().Body)
	if err != nil || answer.Code != 200 {
		t.Fatalf("got %d, %v: %.300s", answer.Code, err, body)
	}
	return string(body)
}

// A spoiled folder has another text in one of its files.
type spoiled struct {
	fs.FS
	file, text string
}

func (s spoiled) Open(name string) (fs.File, error) {
	if name != s.file {
		return s.FS.Open(name)
	}
	return fstest.MapFS{name: {Data: []byte(s.text)}}.Open(name)
}

// A record that went wrong is refused in one line that begins with the file, names the field and says what to do.
func TestABadRecordIsRefused(t *testing.T) {
	good := withAdditions(t)
	for _, tc := range []struct {
		name, file, from, to, want string
	}{
		{"a key with a slip of the pen", "exposures/kneeling.toml", "question ", "qestion ", "exposures/kneeling.toml:3: unknown key qestion; docs/knowledge-format.md has"},
		{"an exposure of no kind", "exposures/kneeling.toml", `"yes_no"`, `"maybe"`, `exposures/kneeling.toml: kind is "maybe", must be yes_no or amount`},
		{"an id that is not the file's", "exposures/kneeling.toml", `"kneeling"`, `"squatting"`, `exposures/kneeling.toml: id is "squatting" but the file is called kneeling`},
		{"nothing to do about it", "exposures/kneeling.toml", "do            =", "#", "exposures/kneeling.toml: do is missing: say what to do about it"},
		{"a place that is taken", "exposures/kneeling.toml", "280", "10", "exposures/sitting.toml: order 10 is also that of kneeling; choose another"},
		{"no place in the graph", "graph.toml", `to      = ["kneeling"]`, `to      = ["standing"]`, "all: graph.toml has no place for kneeling: an edge, or alone"},
		{"a gate that there is not", "remedies/cool-foot-bath.toml", `"numb-feet"`, `"cold-hands"`, "remedies/cool-foot-bath.toml: gate: there is no gates/cold-hands.toml; charley knowledge list gates shows"},
		{"no gate for children", "remedies/cool-foot-bath.toml", `"under-18"`, `"falls"`, "remedies/cool-foot-bath.toml: gate: class B needs one with the id under-18"},
		{"nothing said of pregnancy", "remedies/cool-foot-bath.toml", "pregnancy =", "#", "remedies/cool-foot-bath.toml: pregnancy is missing: say what holds then"},
		{"a promise", "remedies/cool-foot-bath.toml", "The same night, if at all.", "It will cure them.", `remedies/cool-foot-bath.toml: expect uses "cure"`},
		{"a rule that cannot be read", "flags/RF59.toml", `"tick_ring"`, `"tick_ring and"`, "flags/RF59.toml"},
		{"a question that there is not", "flags/RF59.toml", `"tick_ring"`, `"tick_rings"`, "flags/RF59.toml: when: there is no tick_rings"},
		{"a question that nobody asks", "screens/legs.toml", `"tick_ring"`, `"calf_snap"`, "flags/RF59.toml: when: nothing asks for tick_ring; put it on a screen"},
		{"an urgency that there is not", "flags/RF59.toml", `"soon"`, `"some_day"`, "flags/RF59.toml: urgency: there is no some_day"},
		{"a source that there is not", "flags/RF59.toml", `"nice-ng95"`, `"nice-ng59"`, "flags/RF59.toml: claim 1 cites nice-ng59, and there is no sources/nice-ng59.toml: add it, or cite another"},
		{"said to be read and was not", "flags/RF59.toml", `"memory"`, `"read"`, "flags/RF59.toml: claim 1 is marked read but cites no source that is: read one, or mark it memory"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			text, err := fs.ReadFile(good, tc.file)
			if err != nil || !strings.Contains(string(text), tc.from) {
				t.Fatalf("%s holds no %q: %v", tc.file, tc.from, err)
			}
			var complaints []string
			if base, err := knowledge.Read(spoiled{good, tc.file, strings.Replace(string(text), tc.from, tc.to, 1)}); err != nil {
				complaints = append(complaints, err.Error())
			} else {
				for _, p := range knowledge.Lint(base) {
					complaints = append(complaints, p.String())
				}
			}
			if !slices.ContainsFunc(complaints, func(c string) bool { return strings.HasPrefix(c, tc.want) }) {
				t.Errorf("got %q, want one with %q", complaints, tc.want)
			}
		})
	}
}
