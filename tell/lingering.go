package tell

import (
	"cmp"
	"slices"
	"time"

	"charley"
	"charley/knowledge"
	"charley/rule"
)

// lingers keeps what a medicine leaves behind for some days after its end. One
// of which it is not known what it was may have left anything.
func (p *telling) lingers(f charley.Fact) {
	ids, known := p.names.Taken(cmp.Or(f.Code, f.Name))
	known = known && f.Code != charley.AsWritten
	for _, g := range p.base.Groups().All() {
		switch {
		case g.Lingers == 0 || lastDay(f.Until) < p.now.AddDate(0, 0, -g.Lingers).Format(time.DateOnly):
		case !known:
			p.perhaps = append(p.perhaps, g.As)
		case slices.Contains(ids, g.ID):
			p.recent = append(p.recent, g.As)
			p.told["conditions"] = true
		}
	}
}

// lastDay is the last day of a partial date, as a text that sorts by time.
func lastDay(partial string) string {
	return partial + "-12-31"[min(len(partial)-len("2026"), len("-12-31")):]
}

// reopen makes what was denied unknown again, whether it was denied by itself or
// with all others.
func (p *telling) reopen(list *rule.Value, id string) {
	if list.Complete {
		list.Complete = false
		for _, s := range p.base.Standing().All() {
			list.Denied = append(list.Denied, s.ID)
		}
		for _, c := range p.base.Conditions().All() {
			list.Denied = append(list.Denied, c.ID)
		}
	}
	list.Denied = slices.DeleteFunc(list.Denied, func(d string) bool { return d == id })
}

// outlived takes back what was denied about pregnancy and after before the
// pregnancy was told of, or before the birth: it was true then.
func (p *telling) outlived(list *rule.Value) {
	for _, s := range p.base.Standing().All() {
		at := p.denied[s.ID]
		if p.deniedAll.After(at) {
			at = p.deniedAll
		}
		if s.Part == knowledge.OfWomen && at.Before(p.since) && list.Named[s.ID] == 0 {
			p.reopen(list, s.ID)
		}
	}
}

// outlivedBy is the moment before which a pregnancy makes what was denied about
// it doubtful. What was said on the same day counts as said with it, and a birth
// is as late as it can be.
func (p *telling) outlivedBy(f charley.Fact) time.Time {
	if f.Answer == "no" {
		return time.Time{}
	}
	since := f.Client.Add(-days)
	if !f.Due.IsZero() && p.out["postpartum_weeks"].Kind == rule.Number {
		last := f.Due.Add(int(7 * (p.weigh.PregnancyLongest - p.weigh.PregnancyWeeks)))
		since = time.Date(last.Year, last.Month, last.Day, 0, 0, 0, 0, p.now.Location())
	}
	return since
}
