package web

import (
	"net/url"
	"strconv"
	"time"

	"charley"
)

// The ways to look at nights: the last four weeks, a month of the calendar, and
// twelve months at a glance.
const (
	viewWeeks = "weeks"
	viewMonth = "month"
	viewYear  = "year"
)

// Lengths of time in nights, as addresses name them. Three months were a picture
// of their own once; an address that asks for them shows the year.
const (
	weekNights    = 7
	weeksNights   = 28
	quarterNights = 91
	yearNights    = 365
)

// A period is a run of nights to look at.
type period struct {
	view        string
	first, last charley.Night
	year        int // the calendar year that was asked for; 0: the twelve months up to last
}

// period reads which nights to show. newest is the last night that can be shown.
//
// Errors: ErrNotFound for nights to come, and for what is no date.
func (v *visit) period(q url.Values, newest charley.Night) (period, error) {
	last, err := v.askedNight(q.Get("to"), newest)
	if err != nil {
		return period{}, err
	}
	switch days := q.Get("days"); {
	case q.Has("month"):
		first, err := charley.ParseNight(q.Get("month") + "-01")
		if err != nil {
			return period{}, charley.ErrNotFound
		}
		_, err = v.askedNight(first.String(), newest)
		return period{view: viewMonth, first: first, last: months(first, 1).Add(-1)}, err
	case q.Has("year"):
		first, err := charley.ParseNight(q.Get("year") + "-01-01")
		if err != nil {
			return period{}, charley.ErrNotFound
		}
		_, err = v.askedNight(first.String(), newest)
		return period{view: viewYear, first: first, last: months(first, 12).Add(-1), year: first.Year}, err
	case days == strconv.Itoa(yearNights), days == strconv.Itoa(quarterNights):
		return period{view: viewYear, first: months(last, -11), last: last}, nil
	}
	return period{view: viewWeeks, first: last.Add(1 - weeksNights), last: last}, nil
}

// months is the first of a month, some months away from that of a night.
func months(n charley.Night, away int) charley.Night {
	y, m, _ := time.Date(n.Year, n.Month+time.Month(away), 1, 0, 0, 0, 0, time.UTC).Date()
	return charley.Night{Year: y, Month: m, Day: 1}
}

// within is the period cut to the nights of a diary; ok is false if none is left.
// Nights before the diary began are not missing, and nights to come are not either.
func (p period) within(begin, newest charley.Night) (out period, ok bool) {
	out = p
	if out.first.Before(begin) {
		out.first = begin
	}
	if newest.Before(out.last) {
		out.last = newest
	}
	return out, !out.last.Before(out.first)
}

// older and newer are the addresses of the periods beside this one; "" where
// the diary has nothing there.
func (p period) older(begin charley.Night) string {
	if !begin.Before(p.first) {
		return ""
	}
	switch {
	case p.view == viewMonth:
		return monthPath(months(p.first, -1))
	case p.year != 0:
		return yearPath(p.year - 1)
	}
	return p.path(p.first.Add(-1))
}

func (p period) newer(newest charley.Night) string {
	if !p.last.Before(newest) {
		return ""
	}
	next := p.last.Add(weeksNights)
	switch {
	case p.view == viewMonth:
		return monthPath(months(p.first, 1))
	case p.year != 0:
		return yearPath(p.year + 1)
	case p.view == viewYear:
		next = months(p.last, 13).Add(-1)
	}
	if newest.Before(next) {
		next = newest
	}
	return p.path(next)
}

// path is the address of a period of the same length that ends with a night.
func (p period) path(last charley.Night) string {
	if p.view == viewYear {
		return lastYearPath(last)
	}
	return weeksPath(last)
}

func weeksPath(last charley.Night) string { return "/nights?to=" + last.String() }

func monthPath(n charley.Night) string { return "/nights?month=" + n.String()[:len("2026-11")] }

func yearPath(year int) string { return "/nights?year=" + strconv.Itoa(year) }

func lastYearPath(last charley.Night) string {
	return "/nights?days=" + strconv.Itoa(yearNights) + "&to=" + last.String()
}
