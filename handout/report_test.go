package handout

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"charley"
	"charley/cause"
	"charley/diary"
	"charley/knowledge"
	"charley/measure"
	"charley/share"
	"charley/sheet"
	"charley/sheet/html"
	"charley/sheet/pdf"
	"charley/sheet/text"
	"charley/tell"
	"charley/trial"
	"charley/words"
)

var shipped = sync.OnceValue(func() *knowledge.Base {
	base, err := knowledge.Default()
	if err != nil {
		panic(err)
	}
	return base
})

func english(t testing.TB) *words.Catalogue {
	t.Helper()
	w, err := words.English()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

var made = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

// nights are so many nights up to the one before the report, of which every fifth is not recorded and every third has cramps.
func nights(n int) []diary.NightRecord {
	var out []diary.NightRecord
	for i := range n {
		night := charley.Night{Year: 2026, Month: time.November, Day: 23}.Add(i - n + 1)
		from, to := charley.Noon.Bounds(night, time.UTC)
		r := diary.NightRecord{Night: night, Zone: "UTC", From: from, To: to, Hours: 24, Complete: i%5 != 0}
		if r.Complete {
			r.Morning = &charley.Morning{NothingMore: charley.Yes}
		}
		if r.Complete && i%3 == 0 {
			strong, long := float64(i%11), charley.Minutes(3+i%7)
			r.Episodes = []charley.Episode{{What: charley.Cramp, Start: charley.Moment{Time: from.Add(14 * time.Hour), Zone: "UTC"}, Minutes: &long, Intensity: &strong, Side: "left", Places: []string{"calf"}}}
			r.Bad = charley.Yes
		}
		if r.Complete && i%7 == 0 {
			r.Episodes = append(r.Episodes, charley.Episode{What: charley.Restless, Start: charley.Moment{Time: from.Add(10 * time.Hour), Zone: "UTC"}})
		}
		out = append(out, r)
	}
	return out
}

// period is a report on some nights and nothing else.
func period(n int) share.Report {
	base := shipped()
	teller := tell.New(base)
	rows := nights(n)
	m := share.Material{From: rows[0].Night, To: rows[n-1].Night, Made: made, Settings: charley.DefaultSettings("UTC"), Nights: rows, Program: "0.8", Hash: "76e5", Changes: int64(n)}
	return share.New(base, teller, cause.New(base)).Assemble(m)
}

func some(v float64) *float64 { return &v }

// whole is a report with something in every part.
func whole() share.Report {
	r := period(90)
	age := 67
	r.Who = share.Who{Name: "Maria K.", Age: &age, Sex: "F"}
	r.Questions = []string{"Could the tablet have to do with it?", "Is a test of the nerves due?"}
	r.Warning = share.Warning{Urgency: knowledge.SelfCare, Denied: []string{"RF01", "RF02"}, NotChecked: []tell.RedFlag{{ID: "RF20", State: tell.NotChecked}}}
	r.Verdict = share.Verdict{Main: "leg_cramps", Said: made, Nights: 30, Confidence: tell.Medium, Summary: tell.Summary{Fits: []string{"night leg cramps"}, Strong: true, Not: []string{"restless legs"}},
		Sets: []share.CriteriaSet{{ID: "nlc_icsd3", Condition: "leg_cramps", Tier: "definite", Met: 2, Unknown: 1, Criteria: []tell.Criterion{{Set: "nlc_icsd3", ID: "NLC-I-A", State: tell.Met}, {Set: "nlc_icsd3", ID: "NLC-I-B", State: tell.Unknown}}},
			{ID: "rls_children", Condition: "rls", Met: 1, Criteria: []tell.Criterion{{Set: "rls_children", ID: "RLS-C1", State: tell.Met}}}}}
	thiazide, _ := shipped().Causes().Get("cramps_thiazide")
	tablet := cause.Medicine{Name: "Indapamide", ID: "indapamide", From: "2026-06", Timing: cause.StartedShortlyBefore}
	r.Causes = []share.Cause{{About: charley.Cramp, Finding: cause.Finding{ID: thiazide.ID, Name: thiazide.Name, State: cause.Present, Grade: thiazide.Grade, Effect: thiazide.Effect, Medicines: []cause.Medicine{tablet}}}}
	r.Medicines = []share.Medicine{{Medicine: tablet, Dose: "2.5 mg", About: []string{charley.Cramp}}, {Medicine: cause.Medicine{Name: "Metformin", From: "2019"}}}
	r.Conditions = []string{"diabetes"}
	r.Labs = []share.Lab{{ID: "ferritin_ug_l", Value: 42, Taken: "2026-10", Said: r.To}}
	r.Tested = []share.Tested{tested("Warm bath", 0.62, 0.36, 1.08, 0.95), tested("Magnesium", 1.04, 0.68, 1.58, 0.43), {Name: "Loose covers", State: "running", Plan: trial.Plan{Unit: trial.UnitNight, Nights: 56}, To: r.To.Add(30)}}
	m, _ := measure.Of(measure.Cramps)
	r.Own = []charley.Own{{ID: "own_1", Name: "Garden work"}}
	r.Patterns = share.Patterns{Measure: m, From: r.From, To: r.To, Found: cause.Patterns{Outcome: m.Outcome, Nights: 72, Missing: 18, Bad: 24, Good: 48, Limit: 1, LookedAt: []string{"own_1", "warm_bath"},
		Found: []cause.Pattern{
			{Exposure: "own_1", Tier: cause.VeryLikely, Direction: cause.More, Probability: some(0.93), Ratio: &cause.Interval{Median: 1.9, Lo: 1.25, Hi: 2.9}, Exposed: 30, BadExposed: 14, Unexposed: 40, BadUnexposed: 9, NotAsked: 2},
			{Exposure: "warm_bath", Tier: cause.Possible, Direction: cause.Fewer, Probability: some(0.71), Ratio: &cause.Interval{Median: 0.62, Lo: 0.42, Hi: 1}, Exposed: 20, BadExposed: 4, Unexposed: 50, BadUnexposed: 19, NotAsked: 2},
			{Exposure: "sitting", Tier: cause.CannotTell, Amount: true, Cut: 6, Exposed: 20, BadExposed: 7, Unexposed: 50, BadUnexposed: 16, NotAsked: 2},
		}}}
	r.Sources = []string{"garrison-2012"}
	return r
}

func tested(name string, mid, lo, hi, better float64) share.Tested {
	m, _ := measure.Of(measure.Cramps)
	ratio := trial.Interval{Median: mid, Lo: lo, Hi: hi, Level: 0.95}
	return share.Tested{Name: name, Measure: m, State: share.Finished, Kept: 40, Asked: 44, Plan: trial.Plan{Unit: trial.UnitNight, Nights: 56, Period: 1, Blind: trial.Open},
		From: charley.Night{Year: 2026, Month: 9, Day: 1}, To: charley.Night{Year: 2026, Month: 10, Day: 26}, Verdict: trial.ProbablyHelps,
		Result: &trial.Result{State: trial.StateOK, Outcome: m.Outcome, N: 50, NByArm: [2]int{26, 24}, Missing: [2]int{2, 4}, RateRatio: &ratio, PBetter: &better, PTipping: some(better / 2)},
		Test:   &trial.Test{P: 0.0312, Smallest: 0.0001}}
}

// What was told of something bad is on the first page, the open and the worst first, also while a warning sign holds the
// results back; all of it is behind, beside which nights only where a result may be seen.
func TestWhatBadWasToldStandsOnTheReport(t *testing.T) {
	told := func(day, grade, what, ended string) charley.Fact {
		return charley.Fact{About: charley.FactHarm, From: day, Grade: grade, Name: what, Ended: ended}
	}
	r := whole()
	r.Tested[0].Harm = []charley.Fact{told("2026-09-03", charley.HarmBothered, "an itch", ""), told("2026-09-05", charley.HarmHelp, "fell on the stairs", charley.FlagSeen), told("2026-09-09", charley.HarmKept, "", "")}
	r.Tested[0].Beside = &trial.Beside{With: 2, Without: 1}
	r.Tested[2].Harm = []charley.Fact{told("2026-11-01", charley.HarmHelp, "could not breathe", "")}
	for _, urgent := range []bool{false, true} {
		r.Warning.Urgent = urgent
		first, behind, _ := strings.Cut(inText(t, r), "Something bad that was told of tests")
		first = strings.Join(strings.Fields(first), " ")
		open, seen := strings.Index(first, "Told of the test of Loose covers: 1 November 2026: needed help or a doctor. “could not breathe” (nobody has looked at it"), strings.Index(first, "Told of the test of Warm bath: 9 September 2026: kept from things (nobody")
		if open < 0 || seen < open || strings.Contains(first, "an itch") || !strings.Contains(first, "2 more things that were told are on the pages behind") {
			t.Errorf("urgent %v: the first page says\n%s", urgent, first)
		}
		for _, what := range []string{"an itch", "stairs", "breathe"} {
			if !strings.Contains(strings.Join(strings.Fields(behind), " "), what) {
				t.Errorf("urgent %v: %q is not behind", urgent, what)
			}
		}
		if got := strings.Contains(strings.Join(strings.Fields(behind), " "), "2 beside nights with it, 1 beside nights without it"); got == urgent {
			t.Errorf("urgent %v: beside which nights is told: %v", urgent, got)
		}
	}
}

// inText is a report as text.
func inText(t testing.TB, r share.Report) string {
	t.Helper()
	var b strings.Builder
	if err := text.Write(&b, Report(r, english(t), shipped(), Options{})); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// words of a report, block by block on lines, with the cells of a row beside each other.
func told(t testing.TB, r share.Report) string {
	t.Helper()
	return strings.Join(lines(Report(r, english(t), shipped(), Options{}).Blocks), "\n")
}

func lines(blocks []sheet.Block) []string {
	var out []string
	run := func(all []sheet.Run) {
		one := ""
		for _, r := range all {
			one += r.Text
		}
		out = append(out, one)
	}
	for _, b := range blocks {
		switch b := b.(type) {
		case sheet.Heading:
			out = append(out, b.Text)
		case sheet.Paragraph:
			run(b.Text)
		case sheet.List:
			for _, item := range b.Items {
				run(item)
			}
		case sheet.Table:
			for _, row := range b.Rows {
				out = append(out, strings.Join(row, " | "))
			}
		case sheet.Figure:
			out = append(out, b.Alt, b.Caption)
		case sheet.Columns:
			out = append(append(out, lines(b.Left)...), lines(b.Right)...)
		}
	}
	return out
}

func TestEveryPartIsThere(t *testing.T) {
	got := told(t, whole())
	for _, want := range []string{
		"Night leg symptoms, 90 nights", "Maria K. · 67 years · female · 26 August to 23 November 2026 · 72 of 90 nights recorded",
		"This fits night leg cramps. It does not look like restless legs.", "third edition: definite | 2 | 0 | 1",
		"None reported: 2 of 3 were asked and are not there. 1 is not checked: “One leg swollen, warm or red, or a calf that stays tender”.",
		"Indapamide 2.5 mg, since June 2026 | linked with cramps (one decent controlled study); begun at most 12 months before the trouble",
		"Metformin, since 2019", "ferritin 42 micrograms a litre, taken October 2026, told on 23 November 2026",
		"38% fewer cramps (64% fewer to 8% more) | 95 in 100 | 24 with, 26 without; 6 missing", "Running: Loose covers, 56 nights",
		"Garden work: very likely more | 1.9 (1.3 to 2.9) | 14 of 30 | 9 of 40 | 2", "Sat for long stretches, above 6 hours: cannot tell yet |  | 7 of 20 | 16 of 50 | 2", "Is a test of the nerves due?",
		"it is not a diagnosis", "18 nights, of which nothing is known: 26 Aug; 31 Aug;", "PMID 22157068", "76e5, over 90 changes", "No clinician has reviewed these texts yet.",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("there is no %q in\n%s", want, got)
			return
		}
	}
	for _, never := range []string{" you ", " your ", "NaN", "restless legs in children", "before and after"} {
		if strings.Contains(strings.ToLower(got), never) {
			t.Errorf("it says %q", never)
		}
	}
}

// While a warning sign stands, it is told before everything else, and nothing explains, advises or reassures.
func TestAWarningSignIsFirst(t *testing.T) {
	r := whole()
	r.Warning = share.Warning{Urgency: knowledge.SameDay, Urgent: true, Standing: []share.Sign{{RedFlag: tell.RedFlag{ID: "RF20", Urgency: knowledge.SameDay, State: tell.Fired, Said: []string{"one leg swollen"}}, Since: made}}}
	doc := Report(r, english(t), shipped(), Options{})
	if p, ok := doc.Blocks[2].(sheet.Paragraph); !ok || !p.Mark {
		t.Errorf("the third block is %+v, want the warning sign", doc.Blocks[2])
	}
	got := told(t, r)
	for _, want := range []string{"A warning sign stands. To be seen: today.", "One leg swollen, warm or red, or a calf that stays tender.", "Said: one leg swollen. Since 24 November 2026.", "Medicines | Indapamide 2.5 mg, since June 2026; Metformin, since 2019"} {
		if !strings.Contains(got, want) {
			t.Errorf("there is no %q in\n%s", want, got)
		}
	}
	for _, never := range []string{"fits", "fewer cramps", "helps", "Warm bath", "Garden work", "linked with cramps (one", "Other medicines", "met not met", "What may stand behind it", "in 100"} {
		if strings.Contains(got, never) {
			t.Errorf("it says %q while a warning sign stands", never)
		}
	}
}

func TestNothingIsKnown(t *testing.T) {
	got := told(t, share.Report{From: charley.Night{Year: 2026, Month: 1, Day: 1}, To: charley.Night{Year: 2026, Month: 1, Day: 1}, Made: made})
	for _, want := range []string{"Nothing has been answered about these legs yet.", "There are no nights to show.", "Cramps | not said | not said", "No day has been told yet"} {
		if !strings.Contains(got, want) {
			t.Errorf("there is no %q in\n%s", want, got)
		}
	}
}

// Any period is legible: its pictures keep their size and have no more rows than can be told apart, and no shape
// lies outside or has a length that is none.
func TestAnyPeriod(t *testing.T) {
	for _, n := range []int{1, 2, 14, 31, 90, 112, 113, 784, 785, 1200, 3653, 20000} {
		doc := Report(period(n), english(t), shipped(), Options{Paper: sheet.Letter})
		pictures := figures(doc.Blocks)
		if len(pictures) == 0 {
			t.Errorf("%d nights have no picture", n)
		}
		for _, f := range pictures {
			if f.Alt == "" || f.Picture.Width > 260 || f.Picture.Height > 200 {
				t.Errorf("%d nights: a picture of %g by %g says %q", n, f.Picture.Width, f.Picture.Height, f.Alt)
			}
			inside(t, fmt.Sprintf("%d nights", n), f.Picture)
		}
	}
}

func figures(blocks []sheet.Block) []sheet.Figure {
	var out []sheet.Figure
	for _, b := range blocks {
		switch b := b.(type) {
		case sheet.Figure:
			out = append(out, b)
		case sheet.Columns:
			out = append(append(out, figures(b.Left)...), figures(b.Right)...)
		}
	}
	return out
}

func inside(t *testing.T, name string, p sheet.Picture) {
	t.Helper()
	for _, s := range p.Shapes {
		var xs, ys []float64
		switch s := s.(type) {
		case sheet.Line:
			xs, ys = []float64{s.X1, s.X2}, []float64{s.Y1, s.Y2}
		case sheet.Box:
			xs, ys = []float64{s.X, s.X + s.Width}, []float64{s.Y, s.Y + s.Height}
		case sheet.Dot:
			xs, ys = []float64{s.X}, []float64{s.Y}
		case sheet.Label:
			xs, ys = []float64{s.X}, []float64{s.Y}
		}
		for i := range xs {
			if !(xs[i] >= -1 && xs[i] <= p.Width+1 && ys[i] >= -1 && ys[i] <= p.Height+1) || math.IsNaN(xs[i]+ys[i]) {
				t.Fatalf("%s: %+v lies outside of %g by %g", name, s, p.Width, p.Height)
			}
		}
	}
}

// Every writer takes every report, whatever is missing in it.
func TestAnyReportIsWritten(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 8))
	for range 12 {
		r := whole()
		for _, drop := range []func(){
			func() { r.Who = share.Who{} }, func() { r.Rows, r.Stretches = nil, nil }, func() { r.Verdict = share.Verdict{} }, func() { r.Causes, r.Medicines = nil, nil },
			func() { r.Tested = nil }, func() { r.Patterns = share.Patterns{} }, func() { r.Patterns.Working = true }, func() { r.Patterns.Failed = true }, func() { r.Patterns.Found.TooEarly = true },
			func() { r.Kept = share.Kept{} }, func() { r.Cramps, r.Restless = share.Spells{}, share.Spells{} }, func() { r.Questions, r.Sources = nil, nil },
			func() { r.Tested = append(r.Tested, share.Tested{Name: "y", State: share.Finished}) }, func() { r.Tested = []share.Tested{{Name: "x", State: share.Stopped, Working: true}, {Tampered: true}} },
			func() {
				r.Patterns.Found.Outcome, r.Patterns.Measure = measure.Value, measure.Measure{ID: measure.SitStill, Outcome: measure.Value}
			},
		} {
			if random.IntN(5) == 0 {
				drop()
			}
			if len(r.Tested) == 0 && r.Patterns.Measure.ID != "" {
				r.Tested = []share.Tested{{Name: "x", State: share.Stopped, Measure: r.Patterns.Measure, Result: &trial.Result{State: trial.StateOneArm}, Verdict: trial.OneArm}}
			}
		}
		doc := Report(r, english(t), shipped(), Options{})
		var page, paper strings.Builder
		if err := html.Write(&page, doc); err != nil {
			t.Fatal(err)
		}
		if err := pdf.Write(&paper, doc); err != nil {
			t.Fatal(err)
		}
		if all := inText(t, r) + page.String(); strings.Contains(all, "NaN") || strings.Contains(all, "{0}") || strings.Contains(all, "+Inf") {
			t.Fatalf("a figure that is none is written in\n%s", all)
		}
	}
}

// What a doctor reads in a minute is one sheet of either paper.
func TestTheFirstPageIsOneSheet(t *testing.T) {
	for _, paper := range []sheet.Paper{sheet.A4, sheet.Letter} {
		r := whole()
		r.Tested, r.Labs = r.Tested[1:], nil // as much as the person of the demo has
		doc := Report(r, english(t), shipped(), Options{Paper: paper})
		end := slices.IndexFunc(doc.Blocks, func(b sheet.Block) bool { _, ends := b.(sheet.NewPage); return ends })
		doc.Blocks = doc.Blocks[:end]
		var file bytes.Buffer
		if err := pdf.Write(&file, doc); err != nil {
			t.Fatal(err)
		}
		if n := sheets(t, file.Bytes()); n != 1 {
			t.Errorf("%s: got %d sheets", paper, n)
		}
	}
}

// sheets counts the pages of a PDF, whose objects lie packed in streams.
func sheets(t *testing.T, file []byte) int {
	t.Helper()
	n := 0
	for _, part := range bytes.Split(file, []byte("/Type/ObjStm"))[1:] {
		_, packed, _ := bytes.Cut(part, []byte("stream\n"))
		r, err := zlib.NewReader(bytes.NewReader(packed))
		if err != nil {
			t.Fatal(err)
		}
		objects, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		n += bytes.Count(objects, []byte("/Type/Page")) - bytes.Count(objects, []byte("/Type/Pages"))
	}
	return n
}

// Whoever reads a count takes it for known. These were told as 0, as most, as "asked and not there" or as planned.
func TestNothingIsToldThatNobodyKnows(t *testing.T) {
	night := func(i int) charley.Night { return charley.Night{Year: 2026, Month: time.November, Day: 1}.Add(i) }
	r := whole()
	r.Cramps, r.Kept.Recorded = share.Spells{What: charley.Cramp}, 0
	r.Stretches = []share.Stretch{{From: night(0), To: night(6), Nights: 7, Complete: 5, Cramps: 3}, {From: night(7), To: night(13), Nights: 7, Complete: 5, Cramps: 1, Counted: 4, Spells: 2}}
	r.Warning.Past = []tell.PastFlag{{ID: "RF20", Ended: made, How: charley.FlagSeen}}
	r.Tested[0].State = share.Stopped
	r.Causes = append(r.Causes, share.Cause{About: charley.Cramp, Finding: cause.Finding{ID: "cramps_dehydration", State: cause.Likely, Grade: "C"}})
	got := told(t, r)
	for _, want := range []string{
		"Cramps | not said | not said", "90 nights, none of them recorded.",
		"1 Nov to 7 Nov | 5 of 7 | 3 |  |  |  | ", "8 Nov to 14 Nov | 5 of 7 | 1 |  |  | 2, n 4",
		"None stands now: 2 of 4 were asked and are not there.", "stood earlier; a doctor saw it, told on 24 November 2026.",
		"by lot for each evening, not hidden, ended early", "likely there by the answers, not certain",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("there is no %q in\n%s", want, got)
		}
	}
	if long := told(t, period(200)); !strings.Contains(long, "53 of the 53 that have a time") {
		t.Errorf("the hour with most cramps is not out of all that have a time in\n%s", long)
	}
}

// The picture of many nights says that it shows cramps and restless spells: something else was among them.
func TestManyNightsShowNothingElse(t *testing.T) {
	r := period(200)
	shapes := func() int {
		return len(figures((&report{r: r, w: english(t), base: shipped()}).nights())[0].Picture.Shapes)
	}
	before := shapes()
	for i, n := range r.Rows {
		if n.Complete {
			r.Rows[i].Episodes = append(slices.Clone(n.Episodes), charley.Episode{What: charley.Other, Start: charley.Moment{Time: n.From.Add(12 * time.Hour), Zone: "UTC"}})
		}
	}
	if got := shapes(); got != before {
		t.Errorf("got %d shapes with other events, want %d as without", got, before)
	}
}
