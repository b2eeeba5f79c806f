package web

import (
	"net/http"
	"net/url"
	"strconv"

	"charley"
	"charley/diary"
)

// A nightsPage shows a run of nights: figures, a picture, and the table behind it.
type nightsPage struct {
	Figures []figure
	Limits  string // what makes a night bad
	Chart   chart
	Rows    []nightRow
	Periods []periodLink
	Older   string // address; "" if there is nothing older
	Newer   string
	Span    string // "27 October to 23 November 2026"
	Empty   bool   // nothing was ever written down
}

// A figure is a number with what it is of.
type figure struct{ Value, Label, Of string }

// A nightRow is one night in the table.
type nightRow struct {
	Night    charley.Night
	Label    string
	Known    string // in words what the row of the picture shows
	Cramps   string
	Restless string
	Bed      string
}

type periodLink struct {
	Text, Link string
	Here       bool
}

// periods are the lengths of time to look at, in nights.
var periods = [...]int{28, 91, 365}

func showNights(v *visit) error {
	days, last, err := v.period(v.r.URL.Query())
	if err != nil {
		return err
	}
	begin, _, err := v.site.app.Extent(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	first := last.Add(1 - days)
	if first.Before(begin) && !last.Before(begin) {
		first = begin // nights before the diary began are not missing
	}
	records, err := v.site.app.Nights(v.r.Context(), v.caller, first, last)
	if err != nil {
		return err
	}
	w := v.site.words
	p := nightsPage{
		Figures: v.site.figures(diary.Summarise(records)), Limits: v.site.badWords(v.settings.Bad),
		Chart: v.site.chart(records, v.settings.NightSpan), Span: w.T("nights.span", w.Short(first), w.DayYear(last)), Empty: begin.IsZero(),
	}
	for i := range records {
		p.Rows = append(p.Rows, v.site.nightRow(records[len(records)-1-i]))
	}
	for _, n := range periods {
		p.Periods = append(p.Periods, periodLink{Text: w.T("nights.period." + strconv.Itoa(n)), Link: periodPath(n, last), Here: n == days})
	}
	if !begin.IsZero() && begin.Before(first) {
		p.Older = periodPath(days, last.Add(-days))
	}
	if newest, err := v.lastToShow(); err != nil {
		return err
	} else if last.Before(newest) {
		next := last.Add(days)
		if newest.Before(next) {
			next = newest
		}
		p.Newer = periodPath(days, next)
	}
	return v.show("nights", frame{Title: w.T("nights.title"), Nav: "nights", Page: p})
}

// period reads how many nights to show, and which is the last of them.
func (v *visit) period(q url.Values) (days int, last charley.Night, err error) {
	days = periods[0]
	for _, n := range periods {
		if q.Get("days") == strconv.Itoa(n) {
			days = n
		}
	}
	last, err = v.lastToShow()
	if err == nil {
		last, err = v.askedNight(q.Get("to"), last)
	}
	return days, last, err
}

// lastToShow is tonight as soon as something is known of it, and the night
// before until then: a night to come is not a missing one.
func (v *visit) lastToShow() (charley.Night, error) {
	r, err := v.record(v.tonight())
	if err != nil || r.Recorded() {
		return r.Night, err
	}
	return v.lastNight(), nil
}

func periodPath(days int, last charley.Night) string {
	return "/nights?days=" + strconv.Itoa(days) + "&to=" + last.String()
}

// figures are the head of the page, each with its n.
func (s *site) figures(sum diary.Summary) []figure {
	w := s.words
	rate := figure{Value: w.T("figure.unknown"), Label: w.T("figure.week"), Of: w.N("figure.week.later", diary.MinWeek)}
	if sum.CrampsPerWeek != nil {
		rate.Value, rate.Of = strconv.FormatFloat(*sum.CrampsPerWeek, 'f', 1, 64), w.N("figure.week.of", sum.Complete)
	}
	return []figure{
		rate,
		{Value: w.T("figure.of", sum.Quiet, sum.KnownQuiet), Label: w.T("figure.quiet"), Of: w.T("figure.quiet.of")},
		{Value: w.T("figure.of", sum.Bad, sum.KnownBad), Label: w.T("figure.bad"), Of: w.T("figure.bad.of")},
		{Value: w.T("figure.of", sum.Recorded, sum.Nights), Label: w.T("figure.recorded")},
	}
}

// badWords say what makes a night bad, with the person's limits.
func (s *site) badWords(b charley.BadLimits) string {
	return s.words.T("bad.definition", b.Bother, number(float64(b.SleepLost)))
}

func (s *site) nightRow(r diary.NightRecord) nightRow {
	row := nightRow{Night: r.Night, Label: s.words.ShortDay(r.Night), Known: s.nightWords(r), Bed: s.bedWords(r, "bed.times.short")}
	if r.Complete || r.Count(charley.Cramp) > 0 {
		row.Cramps = s.count(r, charley.Cramp)
	}
	if r.Complete || r.Count(charley.Restless) > 0 {
		row.Restless = s.count(r, charley.Restless)
	}
	return row
}

// count is a number of episodes, with a plus where there may have been more.
func (s *site) count(r diary.NightRecord, what string) string {
	n := strconv.Itoa(r.Count(what))
	if !r.Complete {
		return s.words.T("count.atleast", n)
	}
	return n
}

// nightWords say in a word or two what is known of a night.
func (s *site) nightWords(r diary.NightRecord) string {
	switch {
	case r.Away != nil:
		return s.words.T("reason." + r.Away.Reason)
	case !r.Recorded():
		return s.words.T("night.missing")
	case r.Bad == charley.Yes:
		return s.words.T("night.bad")
	case r.Quiet() == charley.Yes:
		return s.words.T("night.quiet")
	}
	return s.words.T("night.partly")
}

// bedWords are the times in bed, "22:40 to 06:50", as far as they are known;
// key is the text to put them in.
func (s *site) bedWords(r diary.NightRecord, key string) string {
	if r.Morning == nil || r.Morning.InBed.IsZero() && r.Morning.OutOfBed.IsZero() {
		return ""
	}
	from, to := clockText(r.Morning.InBed), clockText(r.Morning.OutOfBed)
	if from == "" {
		from = s.words.T("figure.unknown")
	}
	if to == "" {
		to = s.words.T("figure.unknown")
	}
	return s.words.T(key, from, to)
}

// showLater is the honest page for what is promised and not built yet.
func showLater(v *visit) error {
	return v.showStatus(http.StatusOK, "later", frame{Title: v.site.words.T("later.title"), Page: nil})
}
