package web

import (
	"strconv"

	"charley"
	"charley/diary"
)

// A nightsPage shows a run of nights: figures, a picture, and the table behind it.
type nightsPage struct {
	View    string
	Figures []figure
	Limits  string // what makes a night bad
	Chart   *chart
	Rows    []nightRow // of the table behind Chart
	Year    *yearChart
	Views   []periodLink
	Years   []periodLink // the years of the diary, where it has several
	Older   *periodLink
	Newer   *periodLink
	Span    string // "27 October to 23 November 2026"
	Empty   bool   // nothing was ever written down
	Before  bool   // the diary had not begun yet
	Tested  bool   // a test had drawn something for one of the nights
	Days    *dayMarks
	Marks   *markForm
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
	Test     string // what a test had drawn
	Day      string // whether the day before held what is marked
}

type periodLink struct {
	Text, Link string
	Here       bool
}

func showNights(v *visit) error {
	newest, err := v.lastToShow()
	if err != nil {
		return err
	}
	asked, err := v.period(v.r.URL.Query(), newest)
	if err != nil {
		return err
	}
	begin, _, err := v.site.app.Extent(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	w := v.site.words
	p := nightsPage{View: asked.view, Empty: begin.IsZero() || newest.Before(begin)}
	cut, ok := asked.within(begin, newest)
	if p.Before = !ok && !p.Empty; p.Empty || p.Before {
		return v.show("nights", frame{Title: w.T("nights.title"), Nav: "nights", Page: p})
	}
	records, err := v.site.app.Nights(v.r.Context(), v.caller, cut.first, cut.last)
	if err != nil {
		return err
	}
	p.Figures, p.Limits = v.site.figures(diary.Summarise(records)), v.site.badWords(v.settings.Bad)
	p.Span = v.site.spanWords(cut)
	if asked.view == viewYear {
		y := v.site.year(records)
		p.Year = &y
	} else {
		tests, err := v.testNights()
		if err != nil {
			return err
		}
		tested := tests.in(records, v.tonight())
		if p.Days, err = v.dayMarks(records); err != nil {
			return err
		}
		p.Marks = v.markForm(records, p.Days)
		c := v.site.chart(records, v.settings.NightSpan, tested, p.Days)
		p.Chart, p.Tested = &c, len(tested) > 0
		for i := range records {
			row := v.site.nightRow(records[len(records)-1-i])
			if t, ok := tested[row.Night]; ok {
				row.Test = v.site.drawnWords(t)
			}
			if p.Days != nil {
				row.Day = p.Days.words(len(records) - 1 - i)
			}
			p.Rows = append(p.Rows, row)
		}
	}
	v.site.addWays(&p, asked, begin, newest)
	p.keep(v.r.URL.Query().Get("with"))
	return v.show("nights", frame{Title: v.site.periodTitle(asked, p.Span), Nav: "nights", Page: p})
}

// addWays are the links from one period to the others.
func (s *site) addWays(p *nightsPage, asked period, begin, newest charley.Night) {
	w := s.words
	here := asked.last
	if newest.Before(here) {
		here = newest
	}
	weeks, year := "/nights", lastYearPath(newest)
	if here != newest {
		weeks, year = weeksPath(here), lastYearPath(here)
	}
	p.Views = []periodLink{
		{w.T("nights.view.weeks"), weeks, asked.view == viewWeeks},
		{w.T("nights.view.month"), monthPath(here), asked.view == viewMonth},
		{w.T("nights.view.year"), year, asked.view == viewYear},
	}
	if asked.view == viewYear && begin.Year < newest.Year {
		p.Years = append(p.Years, periodLink{w.T("nights.year.last"), lastYearPath(newest), asked.year == 0 && !asked.last.Before(newest)})
		for y := newest.Year; y >= begin.Year; y-- {
			p.Years = append(p.Years, periodLink{Text: strconv.Itoa(y), Link: yearPath(y), Here: y == asked.year})
		}
	}
	if to := asked.older(begin); to != "" {
		p.Older = &periodLink{Text: w.T("nights.older"), Link: to}
	}
	if to := asked.newer(newest); to != "" {
		p.Newer = &periodLink{Text: w.T("nights.newer"), Link: to}
	}
	if asked.view == viewMonth {
		if p.Older != nil {
			p.Older.Text = w.MonthYear(months(asked.first, -1))
		}
		if p.Newer != nil {
			p.Newer.Text = w.MonthYear(months(asked.first, 1))
		}
	}
}

// spanWords say which nights are shown.
func (s *site) spanWords(cut period) string {
	w := s.words
	if cut.first == cut.last {
		return w.DayYear(cut.last)
	}
	from := w.DayMonth(cut.first)
	switch {
	case cut.first.Year != cut.last.Year:
		from = w.DayYear(cut.first)
	case cut.first.Month == cut.last.Month:
		from = strconv.Itoa(cut.first.Day)
	}
	return w.T("nights.span", from, w.DayYear(cut.last))
}

// periodTitle names the page.
func (s *site) periodTitle(asked period, span string) string {
	w := s.words
	switch asked.view {
	case viewMonth:
		return w.T("nights.title.month", w.MonthYear(asked.first))
	case viewYear:
		return w.T("nights.title.year", span)
	}
	return w.T("nights.title")
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

// figures are the head of the page, each with its n.
func (s *site) figures(sum diary.Summary) []figure {
	w := s.words
	rate := figure{Value: s.rate(sum), Label: w.T("figure.week"), Of: w.N("figure.week.later", diary.MinWeek)}
	if sum.CrampsPerWeek != nil {
		rate.Of = w.N("figure.week.of", sum.Complete)
	}
	return []figure{
		rate,
		{Value: w.T("figure.of", sum.Quiet, sum.KnownQuiet), Label: w.T("figure.quiet"), Of: w.T("figure.quiet.of")},
		{Value: w.T("figure.of", sum.Bad, sum.KnownBad), Label: w.T("figure.bad"), Of: w.T("figure.bad.of")},
		{Value: w.T("figure.of", sum.Recorded, sum.Nights), Label: w.T("figure.recorded")},
	}
}

func (s *site) nightRow(r diary.NightRecord) nightRow {
	row := nightRow{Night: r.Night, Label: s.words.ShortDay(r.Night), Known: s.nightWords(r), Bed: s.bedWords(r, "bed.times.short")}
	if r.Complete || r.Count(charley.Cramp) > 0 {
		row.Cramps = s.count(r, charley.Cramp)
	}
	if r.Exact(charley.Restless) || r.Count(charley.Restless) > 0 {
		row.Restless = s.count(r, charley.Restless)
	}
	return row
}
