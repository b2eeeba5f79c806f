package report

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http/httptest"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"charley"
	"charley/app"
	"charley/diary"
	"charley/share"
	"charley/web"

	"golang.org/x/net/html"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Every number of a report is one that the program says elsewhere: on its pages, in its records, or one that is
// counted here anew, in another way, from the nights as the API gives them. Dates are left out.
func TestEveryNumberIsTheOneThatIsSaidElsewhere(t *testing.T) {
	for _, p := range people {
		t.Run(p.name, func(t *testing.T) {
			dir := p.lives(t)
			text := p.reports(t, dir, "text")
			a, c := opened(t, dir)
			e := elsewhere{said: map[string]bool{}}
			e.readPages(t, a)
			e.readRecords(t, a)
			r, err := a.Report(t.Context(), c, p.period(t))
			if err != nil {
				t.Fatal(err)
			}
			sameAsPages(t, a, c, r)
			e.countAnew(t, a, c, r.From, r.To)
			e.reckonTests(t, a, c)
			e.say(r.Hash, strconv.FormatInt(r.Changes, 10), r.Version)
			var lost []string
			told := undated(text)
			for _, at := range number.FindAllStringIndex(told, -1) {
				if n := told[at[0]:at[1]]; !e.said[n] {
					lost = append(lost, fmt.Sprintf("%s in %q", n, told[max(0, at[0]-60):min(len(told), at[1]+30)]))
				}
			}
			if len(lost) > 0 {
				t.Errorf("%d numbers are said nowhere else:\n%s", len(lost), strings.Join(lost, "\n"))
			}
			if n := len(numbers(told)); n < 100 {
				t.Errorf("the report has only %d numbers", n)
			}
		})
	}
}

// number is one of a text; the minus and the comma of thousands belong to it.
var number = regexp.MustCompile(`\d+(?:,\d{3})*(?:\.\d+)?`)

func numbers(text string) []string { return number.FindAllString(text, -1) }

// date is a day, a month or a run of days, as the report writes them.
var date = regexp.MustCompile(`\b(?:\d{1,2} (?:to \d{1,2} )?)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(?: \d{4})?\b`)

// undated is a text in one line, without its dates, its hash and the program's version.
func undated(text string) string {
	text = version.ReplaceAllString(hash.ReplaceAllString(text, ""), "")
	return date.ReplaceAllString(regexp.MustCompile(`\s+\n?\s*`).ReplaceAllString(text, " "), "")
}

// elsewhere are the numbers that are said elsewhere.
type elsewhere struct{ said map[string]bool }

func (e elsewhere) say(texts ...string) {
	for _, text := range texts {
		for _, n := range numbers(text) {
			e.said[n] = true
		}
	}
}

// value says a figure as the report rounds it: to two digits below 10, to whole numbers above.
func (e elsewhere) value(v float64) {
	switch a := math.Abs(v); {
	case a >= 10:
		v = math.Round(a)
	case a >= 1:
		v = math.Round(a*10) / 10
	default:
		v = math.Round(a*100) / 100
	}
	e.said[strconv.FormatFloat(v, 'f', -1, 64)] = true
}

// readPages reads every page that a person has about what the report tells.
func (e elsewhere) readPages(t testing.TB, a *app.App) {
	t.Helper()
	handler := web.Handler(web.Config{App: a, Knowledge: a.Counsel.Base, Version: "test"})
	seen := map[string]bool{}
	queue := []string{"/answers/what", "/answers/why", "/answers/help", "/tests", "/about-you", "/settings"}
	for len(queue) > 0 {
		address := queue[0]
		queue = queue[1:]
		if seen[address] {
			continue
		}
		seen[address] = true
		w := httptest.NewRecorder()
		req := httptest.NewRequest("GET", "http://127.0.0.1"+address, nil)
		req.RemoteAddr = "127.0.0.1:9"
		handler.ServeHTTP(w, req)
		if w.Code != 200 {
			t.Fatalf("GET %s: %d", address, w.Code)
		}
		root, err := html.Parse(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		var walk func(*html.Node)
		walk = func(n *html.Node) {
			if n.Type == html.TextNode {
				e.say(n.Data)
			}
			for _, at := range n.Attr {
				if at.Key == "href" && strings.HasPrefix(at.Val, "/tests/0") && !strings.Contains(at.Val, "list") {
					queue = append(queue, at.Val)
				}
			}
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				walk(c)
			}
		}
		walk(root)
	}
}

// readRecords reads what the records say: criteria, sources, causes and warning signs.
func (e elsewhere) readRecords(t testing.TB, a *app.App) {
	t.Helper()
	base := a.Counsel.Base
	for _, part := range []any{base.Sources().All(), base.Criteria().All(), base.Causes().All(), base.Flags().All(), base.Features().All(), base.Patterns(), base.Exposures().All()} {
		text, err := json.Marshal(part)
		if err != nil {
			t.Fatal(err)
		}
		e.say(string(text))
	}
	e.say(strconv.Itoa(len(base.Flags().All())))
}

// countAnew counts the nights of the period anew, from what the API says of each.
func (e elsewhere) countAnew(t testing.TB, a *app.App, c charley.Caller, from, to charley.Night) {
	t.Helper()
	records, err := a.Nights(t.Context(), c, from, to)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(records)
	if err != nil {
		t.Fatal(err)
	}
	var nights []night
	if err := json.Unmarshal(text, &nights); err != nil {
		t.Fatal(err)
	}
	e.tally(nights)
	for _, cut := range cuts(nights) {
		e.tally(cut)
	}
}

// night is one as the API gives it.
type night struct {
	Night    string
	Complete bool
	Bad      *bool
	Away     any
	Episodes []struct {
		What      string
		Start     string
		Minutes   *float64
		Intensity *float64
		Places    []string
		Side      string
		EasedBy   []string `json:"eased_by"`
	}
	Morning *struct {
		Soreness  string
		SleepLost *float64 `json:"sleep_lost"`
		Bother    *float64 `json:"restless_bother"`
	}
}

// cuts are the weeks counted back from the last night, and the months and years.
func cuts(nights []night) (out [][]night) {
	for end := len(nights); end > 0; end -= 7 {
		out = append(out, nights[max(0, end-7):end])
	}
	for _, length := range []int{len("2026-11"), len("2026")} {
		by := map[string][]night{}
		for _, n := range nights {
			by[n.Night[:length]] = append(by[n.Night[:length]], n)
		}
		for _, cut := range by {
			out = append(out, cut)
		}
	}
	return out
}

// tally says everything that can be counted of some nights.
func (e elsewhere) tally(nights []night) {
	e.said[strconv.Itoa(len(nights))] = true
	spells := map[string]int{}
	known, places, sides, eased, hours := map[string]float64{}, map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	values := map[string][]float64{}
	worst := []float64{}
	weekly := map[string][]int{}
	for _, n := range nights {
		cramps := map[string]int{}
		most := math.NaN()
		for _, s := range n.Episodes {
			spells[s.What]++
			cramps[s.What]++
			places[s.What+fmt.Sprint(len(s.Places) == 0)]++
			for _, p := range s.Places {
				places[s.What+p]++
			}
			sides[s.What+s.Side]++
			for _, by := range s.EasedBy {
				eased[s.What+by]++
			}
			eased[s.What+fmt.Sprint(len(s.EasedBy) == 0)]++
			if len(s.Start) > 13 {
				hours[s.What+s.Start[11:13]]++
				e.say(s.Start[11:13], strings.TrimPrefix(s.Start[11:13], "0"))
			}
			for name, v := range map[string]*float64{"minutes": s.Minutes, "intensity": s.Intensity} {
				if v != nil {
					values[s.What+name] = append(values[s.What+name], *v)
				}
			}
			if s.What == charley.Cramp && s.Intensity != nil && !(most > *s.Intensity) {
				most = *s.Intensity
			}
		}
		if !math.IsNaN(most) {
			worst = append(worst, most)
		}
		if n.Complete {
			known["complete"]++
			for _, what := range []string{charley.Cramp, charley.Restless} {
				weekly[what] = append(weekly[what], cramps[what])
				spells["exact "+what] += cramps[what]
				if cramps[what] > 0 {
					known["with "+what]++
				}
			}
		}
		if n.Complete || len(n.Episodes) > 0 || n.Morning != nil {
			known["recorded"]++
		} else if n.Away == nil {
			known["missing"]++
		}
		if n.Away != nil {
			known["away"]++
		}
		if n.Bad != nil {
			known["bad known"]++
			if *n.Bad {
				known["bad"]++
			}
		}
		if n.Morning != nil {
			if n.Morning.Soreness != "" && cramps[charley.Cramp] > 0 {
				known["soreness"]++
				if n.Morning.Soreness != "no" {
					known["sore"]++
				}
			}
			for name, v := range map[string]*float64{"lost": n.Morning.SleepLost, "bother": n.Morning.Bother} {
				if v != nil {
					values[name] = append(values[name], *v)
				}
			}
		}
	}
	values["worst"] = worst
	for _, counts := range []map[string]int{spells, places, sides, eased, hours} {
		for _, n := range counts {
			e.said[strconv.Itoa(n)] = true
		}
	}
	for _, n := range known {
		e.said[strconv.Itoa(int(n))] = true
	}
	for _, v := range values {
		e.said[strconv.Itoa(len(v))] = true
		for _, q := range quartiles(v) {
			e.value(q)
		}
	}
	for _, counts := range weekly {
		if lo, mid, hi, ok := rate(counts); ok {
			e.value(lo)
			e.value(mid)
			e.value(hi)
		}
	}
}

// quartiles are the least, the quarters and the most, as R's quantile type 7 has them.
func quartiles(v []float64) []float64 {
	if len(v) == 0 {
		return nil
	}
	v = slices.Sorted(slices.Values(v))
	var out []float64
	for q := range 5 {
		at := float64(q) / 4 * float64(len(v)-1)
		low := math.Floor(at)
		out = append(out, v[int(low)]*(1-at+low)+v[int(math.Ceil(at))]*(at-low))
	}
	return out
}

// rate is a weekly rate with Garwood's limits by the chi-square distribution, widened by how much weeks differ: three
// times a Poisson's variance at least. Source: the records (advice.toml, look_spread, look_level); Garwood 1936.
func rate(counts []int) (lo, mid, hi float64, ok bool) {
	if len(counts) < 7 {
		return 0, 0, 0, false
	}
	total, weeks := 0, []float64{}
	for i, n := range counts {
		total += n
		if i%7 == 0 && i+7 <= len(counts) {
			weeks = append(weeks, 0)
		}
		if i < 7*len(weeks) {
			weeks[len(weeks)-1] += float64(n)
		}
	}
	spread := 3.0
	if len(weeks) >= 4 {
		if mean, variance := stat.MeanVariance(weeks, nil); mean > 0 {
			spread = max(spread, variance/mean)
		}
	}
	count, scale := float64(total)/spread, 7*spread/float64(len(counts))
	if count > 0 {
		lo = distuv.ChiSquared{K: 2 * count}.Quantile(0.025) / 2 * scale
	}
	return lo, 7 * float64(total) / float64(len(counts)), distuv.ChiSquared{K: 2*count + 2}.Quantile(0.975) / 2 * scale, true
}

// period is the wish of a person as the program takes it.
func (p person) period(t testing.TB) (w app.ReportWish) {
	t.Helper()
	for i, word := range p.wish {
		var err error
		switch word {
		case "--from":
			w.From, err = charley.ParseNight(p.wish[i+1])
		case "--to":
			w.To, err = charley.ParseNight(p.wish[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// reckonTests says what came out of tests, from the answer that other programs get.
func (e elsewhere) reckonTests(t testing.TB, a *app.App, c charley.Caller) {
	t.Helper()
	all, err := a.Trials(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range all {
		body := v.Body()
		text, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		e.say(string(text))
		if body.Result == nil {
			continue
		}
		var result any
		if text, err = json.Marshal(body.Result); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &result); err != nil {
			t.Fatal(err)
		}
		e.eachNumber(result)
	}
}

// eachNumber says every number of an answer as the report writes numbers: as a value, a week's worth, a chance in a
// hundred, a percentage that is more or fewer, and a p-value of two digits.
func (e elsewhere) eachNumber(v any) {
	switch v := v.(type) {
	case map[string]any:
		for _, one := range v {
			e.eachNumber(one)
		}
	case []any:
		for _, one := range v {
			e.eachNumber(one)
		}
	case float64:
		e.value(v)
		e.value(7 * v)
		for _, whole := range []float64{100 * v, 100 * (1 - v), 100 * (v - 1)} {
			e.said[strconv.Itoa(int(math.Round(math.Abs(whole))))] = true
		}
		e.said[strconv.FormatFloat(v, 'g', 2, 64)] = true
		if v < 0.0001 {
			e.said["0.0001"] = true // said to be below it
		}
	}
}

// sameAsPages holds the report, as a value, against what the person's own pages are made of.
func sameAsPages(t testing.TB, a *app.App, c charley.Caller, r share.Report) {
	t.Helper()
	ctx := t.Context()
	told, err := a.Tell(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(r.Verdict.Conditions, told.Conditions) || r.Verdict.Confidence != told.Confidence || r.Warning.Urgency != told.Urgency || len(r.Warning.Standing) != len(told.Fired()) {
		t.Errorf("the verdict is %+v, the page's %+v", r.Verdict, told.Verdict)
	}
	patterns, err := a.Patterns(ctx, c, "")
	if err != nil || !reflect.DeepEqual(r.Patterns.Found, patterns.Patterns) || r.Patterns.Urgent != patterns.Urgent || r.Patterns.From != patterns.From {
		t.Errorf("what goes with bad nights is %+v, the page's %+v (%v)", r.Patterns, patterns, err)
	}
	nights, err := a.Nights(ctx, c, r.From, r.To)
	if err != nil {
		t.Fatal(err)
	}
	s := diary.Summarise(nights)
	if r.Kept.Nights != s.Nights || r.Kept.Recorded != s.Recorded || r.Kept.Complete != s.Complete || r.Bad != (share.Of{So: s.Bad, Said: s.KnownBad}) || r.Cramps.Count != s.Cramps || r.Cramps.Rate != nil && r.Cramps.Rate.PerWeek != *s.CrampsPerWeek {
		t.Errorf("the nights are %+v, %+v and %+v, the page's %+v", r.Kept, r.Bad, r.Cramps, s)
	}
	for _, tested := range r.Tested {
		v, err := a.TrialResult(ctx, c, tested.ID)
		if (err == nil) != (tested.Result != nil) {
			t.Errorf("%s: a result %v, the page's %v", tested.Name, tested.Result, err)
		} else if err == nil && (!reflect.DeepEqual(*tested.Result, v.Result.Result) || tested.Verdict != v.Result.Verdict()) {
			t.Errorf("%s came out as %+v, on the page as %+v", tested.Name, tested.Result, v.Result.Result)
		}
	}
}
