package tell

import (
	"cmp"
	"maps"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"charley"
	"charley/knowledge"
	"charley/rule"
)

// An alarm is a red flag with answers that are just enough to fire it: without
// any one of them it does not.
type alarm struct {
	flag knowledge.Flag
	with rule.Answers
}

func (a alarm) String() string { return a.flag.ID + " by " + strings.Join(namesIn(a.with), ", ") }

func namesIn(a rule.Answers) []string { return slices.Sorted(maps.Keys(a)) }

var numberInRule = regexp.MustCompile(`[<>]=? (\d+(?:\.\d+)?)`)

// answersTo are the answers to try for one feature: every word, every item of a
// list on its own and none of them, and numbers at, above and below those that
// the rules compare with.
func answersTo(t *Teller, f knowledge.Feature) []rule.Value {
	var out []rule.Value
	switch f.Kind {
	case knowledge.YesOrNo:
		return []rule.Value{rule.YesNo(true), rule.YesNo(false)}
	case knowledge.OneWord:
		for _, w := range f.Words() {
			out = append(out, rule.OneWord(w))
		}
	case knowledge.Quantity:
		for _, n := range limits(t, f) {
			out = append(out, rule.Num(n))
		}
	case knowledge.Span:
		out = append(out, rule.Value{Kind: rule.Range, Constant: true, Low: math.Inf(1), High: math.Inf(1)})
		for _, n := range limits(t, f) {
			out = append(out, rule.Value{Kind: rule.Range, Low: n, High: n})
		}
	case knowledge.ManyOf:
		words := f.Words()
		if f.Free {
			words = slices.Sorted(maps.Keys(free(t, f.ID)))
		} else if !f.Complete {
			for _, w := range words {
				out = append(out, withItem(rule.Value{Kind: rule.List}, w, false))
			}
		}
		for _, w := range words {
			v := rule.Value{Kind: rule.List, Named: map[string]int{w: 1}, Complete: f.Complete}
			if f.Free {
				v, _ = listed(t.names, f.ID, []string{w})
			}
			out = append(out, v)
		}
		if f.Complete {
			out = append(out, rule.Words())
		}
	}
	return out
}

// limits are the numbers on either side of all that the flags compare with.
func limits(t *Teller, f knowledge.Feature) []float64 {
	out := []float64{f.Min, f.Max}
	for _, flag := range t.flags {
		for _, r := range rulesOf(flag) {
			if !slices.Contains(r.Names(), f.ID) {
				continue
			}
			for _, m := range numberInRule.FindAllStringSubmatch(r.String(), -1) {
				n, _ := strconv.ParseFloat(m[1], 64)
				for _, x := range []float64{n - 1, n, n + 1} {
					if x >= f.Min && x <= f.Max {
						out = append(out, x)
					}
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func rulesOf(f knowledge.Flag) []rule.Rule {
	out := []rule.Rule{f.When}
	for _, r := range f.Raises {
		out = append(out, r.When)
	}
	return out
}

// free are the conditions or medicines that flags name.
func free(t *Teller, feature string) map[string]bool {
	out := map[string]bool{}
	for _, flag := range t.flags {
		for _, r := range rulesOf(flag) {
			for _, u := range r.Uses() {
				for _, w := range u.Words {
					if u.Name == feature && len(namedBy(t, feature, w)) > 0 {
						out[w] = true
					}
				}
			}
		}
	}
	return out
}

// everyAnswer is answersTo for the whole codebook.
var everyAnswer = sync.OnceValue(func() map[string][]rule.Value {
	t := shipped()
	out := map[string][]rule.Value{}
	for _, f := range t.features {
		if v := answersTo(t, f); len(v) > 0 {
			out[f.ID] = v
		}
	}
	return out
})

// tries is how often all answers to a rule are drawn at random: often enough to
// meet each of its arms.
const tries = 3000

// alarms finds, for every flag, sets of answers that just fire it: so many that
// each name in its rule that can take part in such a set is in one of them.
var alarms = sync.OnceValue(func() map[string][]alarm {
	rng := rand.New(rand.NewPCG(1, 9))
	out := map[string][]alarm{}
	for _, flag := range shipped().flags {
		found := map[string]rule.Answers{}
		for range tries {
			if a := justFires(rng, flag); a != nil {
				found[strings.Join(namesIn(a), " ")] = a
			}
		}
		keys := slices.SortedFunc(maps.Keys(found), func(a, b string) int {
			return cmp.Or(cmp.Compare(len(found[a]), len(found[b])), cmp.Compare(a, b))
		})
		seen := map[string]bool{}
		for _, k := range keys {
			fresh := false
			for _, n := range namesIn(found[k]) {
				fresh = fresh || !seen[n]
				seen[n] = true
			}
			if fresh {
				out[flag.ID] = append(out[flag.ID], alarm{flag, found[k]})
			}
		}
	}
	return out
})

// justFires answers everything that a rule asks at random, and where that fires
// it, takes away whatever is not needed; else nil.
func justFires(rng *rand.Rand, flag knowledge.Flag) rule.Answers {
	a := rule.Answers{}
	names := flag.When.Names()
	for _, n := range names {
		if some := toTry(flag, n); len(some) > 0 {
			a[n] = some[rng.IntN(len(some))]
		}
	}
	if flag.When.Eval(a) != charley.Yes {
		return nil
	}
	for _, i := range rng.Perm(len(names)) {
		v, said := a[names[i]]
		delete(a, names[i])
		if said && flag.When.Eval(a) != charley.Yes {
			a[names[i]] = v
		}
	}
	return a
}

// toTry are the answers that can make a difference to the rule of a flag: the
// words that it names, and one that it does not.
func toTry(flag knowledge.Flag, name string) []rule.Value {
	var words []string
	for _, u := range flag.When.Uses() {
		if u.Name == name {
			words = append(words, u.Words...)
		}
	}
	var out []rule.Value
	other := false
	for _, v := range everyAnswer()[name] {
		named := slices.ContainsFunc(words, func(w string) bool { return v.Word == w || v.Named[w] > 0 })
		switch {
		case v.Kind != rule.Word && v.Kind != rule.List, named:
			out = append(out, v)
		case !other:
			other = true
			out = append(out, v)
		}
	}
	return out
}

// each goes through all alarms in order.
func each(fn func(alarm)) {
	for _, f := range shipped().flags {
		for _, a := range alarms()[f.ID] {
			fn(a)
		}
	}
}

func know(a rule.Answers) Facts { return shipped().With(Facts{}, a) }

func flagIn(flags []RedFlag, id string) (RedFlag, bool) {
	i := slices.IndexFunc(flags, func(f RedFlag) bool { return f.ID == id })
	if i < 0 {
		return RedFlag{}, false
	}
	return flags[i], true
}

func TestEveryRedFlagCanFire(t *testing.T) {
	n := 0
	for _, f := range shipped().flags {
		if len(alarms()[f.ID]) == 0 {
			t.Errorf("%s (%s): no answers were found that fire it", f.ID, f.Name)
		}
	}
	each(func(a alarm) {
		n++
		v := shipped().Apart(know(a.with))
		got, told := flagIn(v.RedFlags, a.flag.ID)
		if !told || got.State != Fired {
			t.Errorf("%v: got %+v, want it fired", a, got)
			return
		}
		for _, name := range namesIn(a.with) {
			if !slices.Contains(got.Because, name) {
				t.Errorf("%v: it fired because of %v, want %s among them", a, got.Because, name)
			}
		}
		if shipped().rank[v.Urgency] > shipped().rank[a.flag.Urgency] {
			t.Errorf("%v: the verdict is %s, want at least %s", a, v.Urgency, a.flag.Urgency)
		}
	})
	t.Logf("%d flags, %d sets of answers that just fire one", len(shipped().flags), n)
}

// Every answer of the codebook, one at a time, beside every alarm: none of them
// lowers it.
func TestNoOtherAnswerLowersAnAlarm(t *testing.T) {
	tl := shipped()
	n := 0
	each(func(a alarm) {
		before, _ := tl.redFlag(a.flag, know(a.with).all)
		for _, name := range slices.Sorted(maps.Keys(everyAnswer())) {
			if slices.Contains(before.Because, name) {
				continue
			}
			for _, v := range everyAnswer()[name] {
				n++
				after, told := tl.redFlag(a.flag, tl.With(know(a.with), rule.Answers{name: v}).all)
				if !told || after.State != Fired || tl.rank[after.Urgency] > tl.rank[before.Urgency] {
					t.Fatalf("%v: with %s = %+v it is %q %q, it was %q", a, name, v, after.State, after.Urgency, before.Urgency)
				}
			}
		}
	})
	t.Logf("%d further answers", n)
}

// Any two alarms that can be there at once come out as the more urgent one.
func TestTwoAlarmsTogetherAreAsUrgentAsTheWorse(t *testing.T) {
	tl := shipped()
	pairs, apart := 0, 0
	for i, f := range tl.flags {
		for _, g := range tl.flags[i+1:] {
			both, ok := together(alarms()[f.ID], alarms()[g.ID])
			if !ok {
				apart++
				continue
			}
			pairs++
			v := tl.Apart(know(both))
			want := tl.higher(f.Urgency, g.Urgency)
			if tl.higher(v.Urgency, want) != v.Urgency {
				t.Errorf("%s and %s: got %s, want %s or above", f.ID, g.ID, v.Urgency, want)
			}
			for _, id := range []string{f.ID, g.ID} {
				if r, _ := flagIn(v.Fired(), id); r.ID != id {
					t.Errorf("%s and %s: only %v fired", f.ID, g.ID, ids(v.Fired()))
				}
			}
			if !slices.IsSortedFunc(v.Fired(), func(a, b RedFlag) int { return cmp.Compare(tl.rank[a.Urgency], tl.rank[b.Urgency]) }) {
				t.Errorf("%s and %s: %v are not told most urgent first", f.ID, g.ID, ids(v.Fired()))
			}
		}
	}
	if pairs < 10*apart {
		t.Errorf("only %d pairs could be tried, %d could not", pairs, apart)
	}
	t.Logf("%d pairs, %d that no answers can bring together", pairs, apart)
}

// together joins two alarms whose answers agree.
func together(some, others []alarm) (rule.Answers, bool) {
	for _, a := range some {
		for _, b := range others {
			both := maps.Clone(a.with)
			ok := true
			for name, v := range b.with {
				was, said := both[name]
				switch {
				case !said:
					both[name] = v
				case was.Kind == rule.List && v.Kind == rule.List:
					for w := range v.Named {
						was = withItem(was, w, true)
					}
					both[name] = was
				default:
					ok = ok && !differ(was, v) && was.Kind != rule.Number
				}
			}
			if ok && a.flag.When.Eval(both) == charley.Yes && b.flag.When.Eval(both) == charley.Yes {
				return both, true
			}
		}
	}
	return nil, false
}

// What makes an alarm more urgent counts, and what is not known of it is asked.
func TestAnAlarmCanRise(t *testing.T) {
	tl := shipped()
	rng := rand.New(rand.NewPCG(1, 9))
	for _, f := range tl.flags {
		for i, raise := range f.Raises {
			worse := knowledge.Flag{ID: f.ID, When: raise.When}
			var more []alarm
			for range tries / 10 {
				if a := justFires(rng, worse); a != nil {
					more = append(more, alarm{worse, a})
				}
			}
			both, ok := together(alarms()[f.ID], more)
			if !ok {
				t.Errorf("%s: no answers were found that raise it to %s", f.ID, raise.Urgency)
				continue
			}
			got, _ := tl.redFlag(f, know(both).all)
			if tl.higher(got.Urgency, raise.Urgency) != got.Urgency {
				t.Errorf("%s, raise %d: got %s, want %s", f.ID, i+1, got.Urgency, raise.Urgency)
			}
			if tl.rank[raise.Urgency] >= tl.rank[f.Urgency] {
				t.Errorf("%s, raise %d: %s is no more urgent than %s", f.ID, i+1, raise.Urgency, f.Urgency)
			}
		}
	}
}

// Each answer that an alarm rests on is taken away in turn.
func TestAnUnknownAnswerNeitherFiresNorClears(t *testing.T) {
	tl := shipped()
	each(func(a alarm) {
		for _, gone := range namesIn(a.with) {
			rest := maps.Clone(a.with)
			delete(rest, gone)
			v := tl.Apart(know(rest))
			r, told := flagIn(v.RedFlags, a.flag.ID)
			if !told || r.State != NotChecked {
				t.Errorf("%v, without %s: got %+v, want it told of as not checked", a, gone, r)
				continue
			}
			items := []string{gone}
			if parts := tl.features[gone].Contains; len(parts) > 0 {
				items = parts
			}
			head := 0
			for _, f := range v.RedFlags {
				head += len(f.Unknown)
			}
			for _, pair := range same { // asked by one name only
				if slices.Contains(pair[:], gone) {
					items = pair[:]
				}
			}
			if !slices.ContainsFunc(items, func(it string) bool { return slices.Contains(r.Unknown, featureOf(it)) }) {
				t.Errorf("%v, without %s: unknown items are %v", a, gone, r.Unknown)
			}
			for _, it := range r.Unknown {
				if at := slices.Index(v.AskNext, it); at < 0 || at >= head {
					t.Errorf("%v, without %s: %s does not head the questions", a, gone, it)
				}
			}
			if v.Confidence != Low {
				t.Errorf("%v, without %s: confidence is %s", a, gone, v.Confidence)
			}
			for _, c := range v.Conditions {
				if c.Band == Strong {
					t.Errorf("%v, without %s: %s is strong", a, gone, c.ID)
				}
			}
		}
	})
}

// featureOf is the feature of a part of an umbrella.
func featureOf(part string) string {
	list, _, _ := strings.Cut(part, ".")
	return list
}

func TestSomebodyWhoSaidNothingIsNeitherAlarmedNorCleared(t *testing.T) {
	v := shipped().Apart(know(nil))
	if len(v.Fired()) > 0 || len(v.Unchecked()) != len(shipped().flags) {
		t.Errorf("got %d fired and %d not checked, want 0 and %d", len(v.Fired()), len(v.Unchecked()), len(shipped().flags))
	}
	if v.Confidence != Low || v.Main != nil || v.Urgency != knowledge.SelfCare {
		t.Errorf("got confidence %s, main %v, urgency %s", v.Confidence, v.Main, v.Urgency)
	}
}

func TestWhileAnUrgentAlarmStandsNothingIsWeighed(t *testing.T) {
	tl := shipped()
	each(func(a alarm) {
		if !tl.urgent(a.flag.Urgency) {
			return
		}
		v := tl.Apart(know(a.with))
		var points []string
		for _, f := range v.Fired() {
			rec, _ := tl.base.Flags().Get(f.ID)
			points = append(points, rec.PointsTo...)
		}
		for _, c := range v.Conditions {
			if !slices.Contains(points, c.ID) || tl.pair(c.ID) {
				t.Errorf("%v: %s is on the page, the flags point to %v", a, c.ID, points)
			}
			if c.Fit != nil || len(c.Reasons) > 0 || c.Band != Possible {
				t.Errorf("%v: %s was weighed: %+v", a, c.ID, c)
			}
		}
		if v.Main != nil && !slices.Contains(points, *v.Main) {
			t.Errorf("%v: the main condition is %s", a, *v.Main)
		}
	})
}

// someAnswers draws answers to a few features.
func someAnswers(rt *rapid.T, label string, without rule.Answers) rule.Answers {
	out := rule.Answers{}
	names := slices.Sorted(maps.Keys(everyAnswer()))
	for _, name := range rapid.SliceOfNDistinct(rapid.SampledFrom(names), 0, 25, rapid.ID[string]).Draw(rt, label) {
		if _, said := without[name]; !said {
			out[name] = rapid.SampledFrom(everyAnswer()[name]).Draw(rt, name)
		}
	}
	return out
}

func TestFurtherAnswersNeverLowerTheUrgency(t *testing.T) {
	tl := shipped()
	var all []alarm
	each(func(a alarm) { all = append(all, a) })
	rapid.Check(t, func(rt *rapid.T) {
		first := someAnswers(rt, "said at first", nil)
		if rapid.Bool().Draw(rt, "with an alarm") {
			maps.Copy(first, rapid.SampledFrom(all).Draw(rt, "alarm").with)
		}
		f := know(first)
		before := tl.redFlags(f.all)
		for range rapid.IntRange(1, 4).Draw(rt, "further screens") {
			f = tl.With(f, someAnswers(rt, "said then", f.given))
			after := tl.redFlags(f.all)
			was, is := tl.firedUrgency(before), tl.firedUrgency(after)
			if tl.higher(was, is) != is {
				rt.Fatalf("the urgency fell from %q to %q", was, is)
			}
			for _, b := range before {
				if a, _ := flagIn(after, b.ID); b.State == Fired && (a.State != Fired || tl.rank[a.Urgency] > tl.rank[b.Urgency]) {
					rt.Fatalf("%s was %s, and is %q %s", b.ID, b.Urgency, a.State, a.Urgency)
				}
			}
			before = after
		}
	})
}

// namedBy are the ids that a written condition or medicine stands for.
func namedBy(t *Teller, feature, written string) map[string]int {
	v, _ := listed(t.names, feature, []string{written})
	return v.Named
}
