package tell

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"charley/knowledge"
)

// A vignette is one person's story as facts, with what should come of it. They
// were written before the code that judges them; see docs/tell-apart.md.
type vignette struct {
	ID           string
	Title        string
	Kind         string
	FourCriteria bool `json:"four_rls_criteria"`
	Source       struct {
		Cited               bool
		Text, Address, Note string
	}
	Story string
	Facts map[string]json.RawMessage
	Want  struct {
		Urgency    string
		Conditions []string
		First      string
		Not        []string
		Flags      []string
		NoAbove    string `json:"no_flags_above"`
	}
	raw []byte
}

func vignettes(t testing.TB) []vignette {
	t.Helper()
	files, err := filepath.Glob("testdata/vignettes/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no vignettes (%v)", err)
	}
	var out []vignette
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var v vignette
		if err := json.Unmarshal(b, &v); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		if v.ID+".json" != filepath.Base(f) {
			t.Errorf("%s calls itself %s", f, v.ID)
		}
		v.raw, _ = json.Marshal(v.Facts)
		out = append(out, v)
	}
	return out
}

// shipped is the teller over the records that ship with the program.
var shipped = sync.OnceValue(func() *Teller {
	base, err := knowledge.Default()
	if err != nil {
		panic(err)
	}
	return New(base)
})

func judge(t testing.TB, v vignette) Verdict {
	t.Helper()
	f, err := shipped().Read(v.raw)
	if err != nil {
		t.Fatalf("%s: %v", v.ID, err)
	}
	return shipped().Apart(f)
}

func shown(v Verdict) []string {
	var out []string
	for _, c := range v.Conditions {
		if named(c.Band) {
			out = append(out, c.ID)
		}
	}
	return out
}

// plain are the people for whom no alarm should be raised.
func (v vignette) plain() bool { return v.Kind == "plain_cramps" || v.Kind == "plain_rls" }

func (v vignette) urgent() bool {
	return v.Want.Urgency == knowledge.EmergencyNow || v.Want.Urgency == knowledge.SameDay
}

// The bars of the method, over all vignettes. -v prints the tables of
// docs/tell-apart.md.
func TestFiguresOverTheVignettes(t *testing.T) {
	tl := shipped()
	var n, cited, underUrgent, urgent, over, plain, wantFirst, first, wanted, named, mimics, wrongRLS int
	var shownAll, shownPlain, plainAll int
	confusion := map[string]map[string]int{}
	for _, v := range vignettes(t) {
		got := judge(t, v)
		n++
		if v.Source.Cited {
			cited++
		}
		says := shown(got)
		main := "-"
		if got.Main != nil {
			main = *got.Main
		}
		miss := func(format string, args ...any) { t.Logf("%s (%s): %s", v.ID, v.Kind, fmt.Sprintf(format, args...)) }
		if v.urgent() {
			urgent++
			if tl.rank[got.Urgency] > tl.rank[v.Want.Urgency] {
				underUrgent++
				miss("UNDER-TRIAGE: %s, want %s; fired %v", got.Urgency, v.Want.Urgency, ids(got.Fired()))
			}
		} else if tl.rank[got.Urgency] > tl.rank[v.Want.Urgency] {
			miss("under: %s, want %s", got.Urgency, v.Want.Urgency)
		} else if tl.rank[got.Urgency] < tl.rank[v.Want.Urgency] {
			miss("over: %s, want %s; fired %v, shown %v", got.Urgency, v.Want.Urgency, ids(got.Fired()), says)
		}
		if v.plain() {
			plain++
			if tl.rank[got.Urgency] < tl.rank[v.Want.Urgency] {
				over++
			}
			shownPlain += len(says)
			plainAll++
		}
		shownAll += len(says)
		for _, id := range v.Want.Conditions {
			wanted++
			if slices.Contains(says, id) {
				named++
			} else {
				miss("NOT NAMED: %s; shown %v (%s)", id, says, bands(got))
			}
		}
		if v.Want.First != "" {
			wantFirst++
			if main == v.Want.First {
				first++
			} else {
				miss("FIRST is %s, want %s; shown %v (%s)", main, v.Want.First, says, bands(got))
			}
			if confusion[v.Want.First] == nil {
				confusion[v.Want.First] = map[string]int{}
			}
			confusion[v.Want.First][main]++
		}
		for _, id := range v.Want.Flags {
			if !slices.Contains(ids(got.Fired()), id) {
				miss("flag %s did not fire; fired %v, unchecked %v", id, ids(got.Fired()), slices.Contains(ids(got.Unchecked()), id))
			}
		}
		for _, id := range v.Want.Not {
			if slices.Contains(says, id) {
				miss("WRONGLY NAMED: %s (%s)", id, bands(got))
			}
		}
		if v.Kind == "mimic" && v.FourCriteria {
			mimics++
			if slices.Contains(says, "rls") {
				wrongRLS++
			}
		}
	}
	share := func(a, b int) float64 { return float64(a) / math.Max(float64(b), 1) }
	t.Logf("vignettes %d, cited %d, mimics with all four criteria %d", n, cited, mimics)
	t.Logf("under-triage of emergency and same-day cases %d of %d", underUrgent, urgent)
	t.Logf("over-triage of plain cramps and restless legs %d of %d = %.3f", over, plain, share(over, plain))
	t.Logf("named %d of %d = %.3f", named, wanted, share(named, wanted))
	t.Logf("first %d of %d = %.3f", first, wantFirst, share(first, wantFirst))
	t.Logf("conditions shown %.2f, plain ones %.2f", share(shownAll, n), share(shownPlain, plainAll))
	t.Logf("specificity for restless legs among mimics %.3f", 1-share(wrongRLS, mimics))
	for _, want := range slices.Sorted(maps.Keys(confusion)) {
		var row []string
		for _, got := range slices.Sorted(maps.Keys(confusion[want])) {
			row = append(row, fmt.Sprintf("%s %d", got, confusion[want][got]))
		}
		t.Logf("  %-22s %s", want, strings.Join(row, ", "))
	}
	bar := func(ok bool, what string) {
		if !ok {
			t.Errorf("the bar is not reached: %s", what)
		}
	}
	bar(n >= 120 && cited >= 60 && mimics >= 40, "120 vignettes, 60 cited, 40 mimics")
	bar(underUrgent == 0, "no under-triage of emergency and same-day cases")
	bar(share(over, plain) < 0.10, "over-triage of plain cases below 10 %")
	bar(share(named, wanted) >= 0.95, "named in 95 %")
	bar(share(first, wantFirst) >= 0.85, "first in 85 %")
	bar(share(shownAll, n) <= 2.5 && share(shownPlain, plainAll) <= 1.5, "at most 2.5 conditions shown, 1.5 for plain ones")
	bar(1-share(wrongRLS, mimics) >= 0.95, "specificity for restless legs 0.95")
}

func ids(flags []RedFlag) []string {
	var out []string
	for _, f := range flags {
		out = append(out, f.ID)
	}
	return out
}

func bands(v Verdict) string {
	var out []string
	for _, c := range v.Conditions {
		if c.Fit != nil {
			out = append(out, fmt.Sprintf("%s %s %.2f [%.2f %.2f]", c.ID, c.Band, c.Fit.Mid, c.Fit.Lo, c.Fit.Hi))
		}
	}
	return strings.Join(out, "; ")
}

// A fact that fired a flag is taken away: the flag must then be told of as not
// checked, be asked for first, and nothing harmless may look certain.
func TestDroppingFactsNeverReassures(t *testing.T) {
	const rounds, drop = 200, 0.2
	tl := shipped()
	rng := rand.New(rand.NewPCG(3, 1))
	all := vignettes(t)
	lost := 0
	for _, v := range all {
		full := judge(t, v)
		for range rounds {
			kept := map[string]json.RawMessage{}
			var gone []string
			for _, k := range slices.Sorted(maps.Keys(v.Facts)) {
				if rng.Float64() < drop {
					gone = append(gone, k)
				} else {
					kept[k] = v.Facts[k]
				}
			}
			raw, _ := json.Marshal(kept)
			f, err := tl.Read(raw)
			if err != nil {
				t.Fatal(err)
			}
			got := tl.Apart(f)
			for _, flag := range full.Fired() {
				i := slices.IndexFunc(got.RedFlags, func(r RedFlag) bool { return r.ID == flag.ID })
				if i >= 0 && got.RedFlags[i].State == Fired {
					continue // other answers still fire it
				}
				dropped := slices.DeleteFunc(slices.Clone(flag.Because), func(k string) bool { return !slices.Contains(gone, k) })
				if len(dropped) == 0 {
					t.Fatalf("%s: %s stopped firing although nothing that fired it was dropped", v.ID, flag.ID)
				}
				lost++
				if i < 0 {
					t.Fatalf("%s: without %v, %s is not told of at all", v.ID, dropped, flag.ID)
				}
				head := 0
				for _, r := range got.RedFlags {
					head += len(r.Unknown)
				}
				// Where several facts fired it, those that could still decide it are asked.
				asked := slices.DeleteFunc(slices.Clone(dropped), func(k string) bool { return !slices.Contains(got.RedFlags[i].Unknown, k) })
				if len(asked) == 0 {
					t.Fatalf("%s: without %v, %s asks for %v", v.ID, dropped, flag.ID, got.RedFlags[i].Unknown)
				}
				for _, k := range asked {
					if at := slices.Index(got.AskNext, k); at < 0 || at >= head {
						t.Fatalf("%s: without %s, it does not head the questions: %v", v.ID, k, got.AskNext)
					}
				}
				if got.Confidence != Low {
					t.Fatalf("%s: without %v, confidence is %s", v.ID, dropped, got.Confidence)
				}
				for _, c := range got.Conditions {
					if c.Band == Strong {
						t.Fatalf("%s: without %v, %s is strong", v.ID, dropped, c.ID)
					}
				}
			}
		}
	}
	if lost == 0 {
		t.Error("no flag was ever lost: this test tested nothing")
	}
	t.Logf("%d flags lost their facts", lost)
}

// One verdict, and the whole of a case from its text: docs/tell-apart.md.
func BenchmarkVerdict(b *testing.B) {
	all := vignettes(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		judge(b, all[i%len(all)])
	}
}
