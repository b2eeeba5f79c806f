package words

import (
	"strconv"
	"time"

	"charley"
)

// Weekday is "Sunday".
func (c *Catalogue) Weekday(d time.Weekday) string { return c.T("weekday." + strconv.Itoa(int(d))) }

// WeekdayInitials are the weekdays at the head of a calendar, from Monday on.
func (c *Catalogue) WeekdayInitials() []string {
	var out []string
	for d := range 7 {
		out = append(out, c.T("weekday.initial."+strconv.Itoa((d+1)%7)))
	}
	return out
}

// Month is "November".
func (c *Catalogue) Month(m time.Month) string { return c.T("month." + strconv.Itoa(int(m))) }

// Day is "Monday 23 November".
func (c *Catalogue) Day(n charley.Night) string {
	return c.T("date.day", c.Weekday(n.Weekday()), n.Day, c.Month(n.Month))
}

// DayYear is "23 November 2026".
func (c *Catalogue) DayYear(n charley.Night) string {
	return c.T("date.dayyear", n.Day, c.Month(n.Month), n.Year)
}

// DayMonth is "23 November".
func (c *Catalogue) DayMonth(n charley.Night) string {
	return c.T("date.daymonth", n.Day, c.Month(n.Month))
}

// Short is "23 Nov".
func (c *Catalogue) Short(n charley.Night) string {
	return c.T("date.short", n.Day, c.T("month.short."+strconv.Itoa(int(n.Month))))
}

// ShortDay is "Mon 23 Nov".
func (c *Catalogue) ShortDay(n charley.Night) string {
	return c.T("date.shortday", c.T("weekday.short."+strconv.Itoa(int(n.Weekday()))), c.Short(n))
}

// NightDates is "Sunday 22 to Monday 23 November": the evening and the morning
// of a night, with the month said once where it is the same.
func (c *Catalogue) NightDates(n charley.Night) string {
	next := n.Next()
	if n.Month == next.Month {
		return c.T("date.night", c.Weekday(n.Weekday()), n.Day, c.Weekday(next.Weekday()), next.Day, c.Month(next.Month))
	}
	return c.T("date.night.months", c.Weekday(n.Weekday()), n.Day, c.Month(n.Month), c.Weekday(next.Weekday()), next.Day, c.Month(next.Month))
}

// WeekdayDay is "Mon 23", where the month is said elsewhere.
func (c *Catalogue) WeekdayDay(n charley.Night) string {
	return c.T("date.weekdayday", c.T("weekday.short."+strconv.Itoa(int(n.Weekday()))), n.Day)
}

// ShortNight is NightDates in short: "Mon 23 to Tue 24 November".
func (c *Catalogue) ShortNight(n charley.Night) string {
	next := n.Next()
	if n.Month == next.Month {
		return c.T("date.shortnight", c.WeekdayDay(n), c.WeekdayDay(next), c.Month(next.Month))
	}
	return c.T("date.shortnight.months", c.WeekdayDay(n), c.Month(n.Month), c.WeekdayDay(next), c.Month(next.Month))
}

// MonthYear is "November 2026".
func (c *Catalogue) MonthYear(n charley.Night) string {
	return c.T("date.monthyear", c.T("month.alone."+strconv.Itoa(int(n.Month))), n.Year)
}

// Partial reads a date that may lack its day or month: "2026", "June 2026",
// "1 June 2026". What cannot be read is shown as it is.
func (c *Catalogue) Partial(date string) string {
	if n, err := charley.ParseNight(date); err == nil {
		return c.DayYear(n)
	}
	if n, err := charley.ParseNight(date + "-01"); err == nil {
		return c.MonthYear(n)
	}
	return date
}

// Clock is the time of day as the person's clock showed it: "02:47".
func (c *Catalogue) Clock(t time.Time) string {
	return c.T("date.clock", t.Format("15"), t.Format("04"))
}
