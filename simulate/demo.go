package simulate

import "iter"

// The person of the demo began a water tablet half way through the diary, so
// that there are nights before it and after.
const (
	demoTablet = "indapamide"
	demoHalf   = 60 // nights from its start to the last
)

// DemoItems are the diary of the demo's person as entries: as Items, but for the
// tablet, which is written down on the evening on which it was begun if the diary
// is long enough. The order is that of Items.
func (d Diary) DemoItems() iter.Seq[Item] {
	return func(yield func(Item) bool) {
		o := d.Options
		for it := range d.Items() {
			if it.Body["code"] == demoTablet && o.Nights >= 2*demoHalf {
				later := o.Nights - demoHalf
				it.Body["night"], it.Body["from"] = o.Start.Add(later).String(), o.Start.Add(later).String()
				it.At = it.At.AddDate(0, 0, later)
			}
			if !yield(it) {
				return
			}
		}
	}
}
