package actogram

import (
	"fmt"
	"strings"

	"charley"
	"charley/diary"
)

// The letters of a text row.
const (
	cellOut      = '.'
	cellBed      = '-'
	cellCramp    = 'C'
	cellRestless = 'r'
	cellOther    = 'o'
	cellSeveral  = '*'
	cellUnknown  = ' '
)

// labelWidth holds "Wed 30 Sep" and two spaces.
const labelWidth = 12

// Text draws the nights with letters, a line a night, at most width characters
// wide (at least 40). Every line also says in words what it shows, so that it
// can be read aloud. No records give one line that says so.
func Text(records []diary.NightRecord, width int) string {
	if len(records) == 0 {
		return "No nights yet.\n"
	}
	width = max(width, 40)
	w := Fit(records)
	perHour := 2
	if labelWidth+int(w.To-w.From)*perHour+20 > width {
		perHour = 1
	}
	var b strings.Builder
	b.WriteString(heading(records[0], w, perHour))
	for _, r := range Rows(records, w) {
		line := fmt.Sprintf("%-*s%s  ", labelWidth, r.Label, cells(r, w, perHour))
		line += fitted(phrases(r), width-len(line))
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	b.WriteString("C cramp  r restless  o other  * several  - in bed  blank: nothing recorded\n")
	return b.String()
}

// heading is the line of clock hours above the rows.
func heading(r diary.NightRecord, w Window, perHour int) string {
	start := r.From
	if zone, err := charley.LoadZone(r.Zone); err == nil {
		start = start.In(zone)
	}
	line := []byte(fmt.Sprintf("%-*s", labelWidth+int(w.To-w.From)*perHour, "Night of"))
	step := 4 / perHour // hours from one label to the next, so that they never touch
	for h := int(w.From); h < int(w.To); h++ {
		clock := (start.Hour() + h) % 24
		at := labelWidth + (h-int(w.From))*perHour
		if clock%step == 0 && at+2 <= len(line) {
			copy(line[at:], fmt.Sprintf("%02d", clock))
		}
	}
	return strings.TrimRight(string(line), " ") + "\n"
}

// cells is the picture of one row.
func cells(r Row, w Window, perHour int) string {
	n := int(w.To-w.From) * perHour
	line := make([]rune, n)
	for i := range line {
		from := w.From + float64(i)/float64(perHour)
		line[i] = ground(r, from, from+1/float64(perHour))
	}
	for _, m := range r.Marks {
		i := min(n-1, int((m.At-w.From)*float64(perHour)))
		line[i] = letter(line[i], m.Kind)
	}
	return string(line)
}

// ground is a cell before any mark: in bed, out of bed, or not known.
func ground(r Row, from, to float64) rune {
	if r.Bed != nil && from < r.Bed.To && r.Bed.From < to {
		return cellBed
	}
	if r.State == Missing || r.State == Away || r.State == Ill {
		return cellUnknown
	}
	return cellOut
}

func letter(there rune, kind string) rune {
	if there == cellCramp || there == cellRestless || there == cellOther || there == cellSeveral {
		return cellSeveral
	}
	switch kind {
	case charley.Cramp:
		return cellCramp
	case charley.Restless:
		return cellRestless
	}
	return cellOther
}
