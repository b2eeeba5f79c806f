// Package remind makes the calendar of a person's reminders: an iCalendar text
// (RFC 5545) that a calendar program can subscribe to or take in.
//
// A reminder is a time on the person's own clock, every day. It stays at that
// time when clocks change, because the calendar says in which zone it is meant
// and what that zone does. The same reminders give the same bytes. There are no
// words about health in it: a calendar is shown to colleagues and copied around.
//
// It does not know when a reminder is due, and sends nothing.
//
//	text := remind.Calendar{ID: "f3…", Reminders: set.Reminders, Zone: berlin, Until: inTwoYears, Words: words}.Text()
package remind
