package diary

import (
	"time"

	"charley"
)

// A Context is what a draft needs to know beyond itself.
type Context struct {
	Now      time.Time // the server's clock
	Settings charley.Settings
	Caller   charley.Caller
}

// bigSkew is how wrong a writer's clock may be before it is remarked on:
// reliability.md, rule M5. It is never a reason to refuse.
const bigSkew = 2 * time.Minute

// place puts a draft into a zone and a night. What the writer had seen (nil for
// a new entry) decides where they said nothing: a night is never worked out a
// second time for a time that has not changed.
func (d Draft) place(current *charley.Entry, c Context) (charley.Fields, error) {
	out := charley.Fields{}
	for k, v := range d.Fields {
		out[k] = v
	}
	name := out.Text("zone")
	if name == "" && current != nil {
		name = current.Fields.Text("zone")
	}
	if name == "" {
		name = c.Settings.Zone
	}
	zone, err := charley.LoadZone(name)
	if err != nil {
		return nil, &charley.FieldError{Field: "zone", Got: charley.Clip(name), Why: "must be a time zone like Europe/Berlin"}
	}
	out["zone"] = charley.Value(zone.String())
	latest := c.Now.In(zone).AddDate(charley.TenYears, 0, 0) // what is today for the writer must not lie in the future
	if err := placeTimes(d.Kind, out, zone, latest); err != nil {
		return nil, err
	}
	night := out.Night("night")
	if night.IsZero() {
		night = workOutNight(d.Kind, out, current, zone, c)
		out["night"] = charley.Value(night)
	}
	return out, fits(d, out, night, latest)
}

// placeTimes writes every time as the clock in the zone showed it.
func placeTimes(kind charley.Kind, out charley.Fields, zone *time.Location, latest time.Time) error {
	for _, f := range schema[kind] {
		if f.Shape != ShapeTime || out[f.Name] == nil {
			continue
		}
		at, err := charley.ParseMoment(out.Text(f.Name), zone)
		if err != nil {
			return &charley.FieldError{Field: f.Name, Got: charley.Clip(out.Text(f.Name)), Why: "must be a time like 2026-11-23T02:47:10+01:00, not before 1970"}
		}
		if at.Time.After(latest) {
			return &charley.FieldError{Field: f.Name, Got: at.String(), Why: "lies more than ten years ahead"}
		}
		out[f.Name] = charley.Value(at.String())
	}
	return nil
}

// workOutNight finds the night of an entry whose writer named none.
func workOutNight(kind charley.Kind, out charley.Fields, current *charley.Entry, zone *time.Location, c Context) charley.Night {
	if kind != charley.KindEpisode {
		if current != nil {
			return current.Night
		}
		return c.Settings.NightSpan.NightOf(charley.MomentAt(c.Now, zone))
	}
	start := out.Moment("start")
	if current != nil && current.Fields.Moment("start").Time.Equal(start.Time) {
		return current.Night
	}
	return c.Settings.NightSpan.NightOf(start)
}

// nearNight is how many days a time may lie from the night it is said to
// belong to: a person may move an entry by a night, not by a week.
const nearNight = 2

// fits checks a placed entry's dates and times against each other and against today.
func fits(d Draft, out charley.Fields, night charley.Night, latest time.Time) error {
	y, m, day := latest.Date()
	last := charley.Night{Year: y, Month: m, Day: day}
	for _, f := range schema[d.Kind] {
		if s := out.Text(f.Name); (f.Shape == ShapeDate || f.Shape == ShapePartial) && s > last.String() { // dates sort as texts, also those of a month or a year
			return &charley.FieldError{Field: f.Name, Got: s, Why: "lies more than ten years ahead"}
		}
	}
	for _, name := range []string{"start", "in_bed", "out_of_bed"} {
		at := out.Moment(name)
		if at.IsZero() {
			continue
		}
		y, m, day := at.Wall().Date()
		if away := (charley.Night{Year: y, Month: m, Day: day}).Sub(night); away < -nearNight || away > nearNight {
			return &charley.FieldError{Field: name, Got: at.String(), Why: "is days away from the night of " + night.String()}
		}
	}
	if in, up := out.Moment("in_bed"), out.Moment("out_of_bed"); !in.IsZero() && !up.IsZero() && !up.Time.After(in.Time) {
		return &charley.FieldError{Field: "out_of_bed", Got: up.String(), Why: "must be later than in_bed"}
	}
	if until := out.Night("until"); spans(d.Kind) && (until.Before(night) || until.Sub(night) > maxAwayDays) {
		return &charley.FieldError{Field: "until", Got: until.String(), Why: "must be the first night or one of the ten years after it"}
	}
	if d.Kind == charley.KindFact {
		if err := possible(out, latest.AddDate(-charley.TenYears, 0, 0)); err != nil {
			return err
		}
	}
	for _, own := range []struct {
		name string
		at   time.Time
	}{{"client_time", d.Client}, {"sent_time", d.Sent}} {
		if own.at.After(latest) {
			return &charley.FieldError{Field: own.name, Got: own.at.String(), Why: "lies more than ten years ahead"}
		}
	}
	return nil
}

// skew is how far the writer's clock was ahead of the server's, or 0 if that is
// not known or not worth a remark. An entry may be old when it arrives, so only
// the time of sending, or a time of writing in the future, tells.
func (d Draft) skew(now time.Time) time.Duration {
	ahead := d.Sent.Sub(now)
	if d.Sent.IsZero() {
		ahead = max(d.Client.Sub(now), 0)
	}
	if d.Sent.IsZero() && d.Client.IsZero() || ahead.Abs() <= bigSkew {
		return 0
	}
	return ahead.Truncate(time.Second)
}
