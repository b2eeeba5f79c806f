package simulate

import (
	"encoding/binary"
	"iter"
	"slices"
	"time"

	"charley"
	"github.com/google/uuid"
)

// An Item is an entry as the person wrote it.
type Item struct {
	ID   charley.EntryID // time-ordered, the same for the same options
	Kind charley.Kind
	Body map[string]any // fields by their JSON names, as diary.NewDraft takes them
	At   time.Time      // when it was written
}

// Items are the diary as entries, night by night: facts, evenings with what the
// day held, episodes, mornings, and nights away or ill. A missing night has no
// morning, and at times one episode that was tapped in the dark; a gap has
// nothing, but every other gap is announced as away. No item is written after
// the end of the last night. The iterator can be run again and costs no memory.
func (d Diary) Items() iter.Seq[Item] {
	return func(yield func(Item) bool) {
		life := d.life()
		for i, n := range d.Nights {
			items := life.night(i, n)
			slices.SortStableFunc(items, func(a, b Item) int { return a.At.Compare(b.At) })
			for j := range items {
				items[j].ID = entryID(d.Options.Seed, i, j, items[j].At)
				if !yield(items[j]) {
					return
				}
			}
		}
	}
}

// entryID is a UUIDv7 (RFC 9562) whose random bits follow from the seed and the
// place of the item.
func entryID(seed uint64, night, item int, at time.Time) charley.EntryID {
	var u uuid.UUID
	place := uint64(night)<<16 | uint64(item)
	binary.BigEndian.PutUint64(u[:8], uint64(at.UnixMilli())<<16|mix(seed^mix(place))&0x0fff|0x7000)
	binary.BigEndian.PutUint64(u[8:], mix(mix(seed)+place)&^(3<<62)|2<<62)
	return charley.EntryID(u.String())
}

// A lifetime knows what is the same on all nights of a diary.
type lifetime struct {
	d    Diary
	zone *time.Location
	ill  []int // number of the spell of illness a night lies in, 0 = none
}

func (d Diary) life() lifetime {
	zone, err := charley.LoadZone(d.Options.Zone)
	if err != nil {
		panic("simulate: " + err.Error()) // Person has checked it
	}
	l := lifetime{d: d, zone: zone, ill: make([]int, len(d.Nights))}
	c := stream(d.Options.Seed, streamLife)
	for spell := 1; spell <= len(d.Nights)/gapEvery; spell++ {
		from := c.IntN(len(d.Nights) - gapLong)
		for i := range c.between(2, 3) {
			if d.Nights[from+i].Gap == 0 {
				l.ill[from+i] = spell
			}
		}
	}
	return l
}

// night is everything written about one night.
func (l lifetime) night(i int, n Night) []Item {
	c := stream(l.d.Options.Seed, streamItems+i)
	var items []Item
	if i == 0 {
		items = append(items, l.facts(n.Night)...)
	}
	items = append(items, l.absences(i, n)...)
	if n.Gap > 0 {
		return items
	}
	b := l.bedtime(c, n.Night)
	items = append(items, l.evening(c, n))
	told := n.Count
	if n.Missing {
		told = 0
		if n.Count > 0 && c.yes(0.6) {
			told = 1
		}
	}
	items = append(items, l.cramps(c, n, b, told)...)
	if n.Missing {
		return items
	}
	restless := l.restless(c, n, b)
	return append(append(items, restless...), l.morning(c, n, b, len(restless) > 0))
}

// wall is the instant at which the clock shows an hour and minute on the
// evening's date; hours from 24 are the next morning. Clock changes are kept to.
func (l lifetime) wall(n charley.Night, hour, minute int) time.Time {
	return time.Date(n.Year, n.Month, n.Day, hour, minute, 0, 0, l.zone)
}

// moment is how an instant is written in an entry.
func (l lifetime) moment(t time.Time) string { return charley.MomentAt(t, l.zone).String() }

// item starts the entry with what all kinds carry.
func (l lifetime) item(kind charley.Kind, n charley.Night, at time.Time, body map[string]any) Item {
	body["night"] = n.String()
	body["zone"] = l.d.Options.Zone
	return Item{Kind: kind, Body: body, At: at}
}
