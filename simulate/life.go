package simulate

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"charley"
)

// facts are what the person told about herself on the first evening.
func (l lifetime) facts(n charley.Night) []Item {
	since := n.Add(-60)
	at := l.wall(n, 19, 30)
	var items []Item
	for i, body := range []map[string]any{
		{"about": charley.FactAge, "born": float64(n.Year - 67)},
		{"about": charley.FactSex, "sex": "F"},
		{"about": charley.FactCondition, "code": "diabetes", "name": "Diabetes", "answer": "yes", "from": strconv.Itoa(n.Year - 7)},
		{"about": charley.FactMedicine, "code": "indapamide", "name": "Indapamide", "dose": "2.5 mg", "from": fmt.Sprintf("%d-%02d", since.Year, since.Month)},
		{"about": charley.FactMedicine, "code": "metformin", "name": "Metformin", "from": strconv.Itoa(n.Year - 7)},
	} {
		items = append(items, l.item(charley.KindFact, n, at.Add(time.Duration(i)*20*time.Second), body))
	}
	return items
}

// absences are the entries about being away or ill, written when it begins.
func (l lifetime) absences(i int, n Night) []Item {
	gapStarts := n.Gap > 0 && (i == 0 || l.d.Nights[i-1].Gap != n.Gap)
	illStarts := l.ill[i] > 0 && (i == 0 || l.ill[i-1] != l.ill[i])
	reason, last := "", i
	switch {
	case gapStarts && n.Gap%2 == 1: // every other gap is silence
		reason = "away"
		for last+1 < len(l.d.Nights) && l.d.Nights[last+1].Gap == n.Gap {
			last++
		}
	case illStarts:
		reason = "ill"
		for last+1 < len(l.ill) && l.ill[last+1] == l.ill[i] {
			last++
		}
	default:
		return nil
	}
	body := map[string]any{"until": l.d.Nights[last].Night.String(), "reason": reason}
	return []Item{l.item(charley.KindAway, n.Night, l.wall(n.Night, 17, 5), body)}
}

// asked are the exposures that this person's evening shows: those of the board
// and two more.
func asked() []string {
	return []string{"sitting", "hard_floor", "hard_strain", "fluids", "alcohol", "warm_bath", "caffeine_late", "stress"}
}

// evening answers what was asked. Columns of the model that the diary does not
// ask about stay in the CSV only.
func (l lifetime) evening(c chance, n Night) Item {
	said := map[string]any{}
	for _, id := range asked() {
		col := id
		if id == "fluids" {
			col = "low_fluids"
		}
		drinks, dry := float64(c.between(1, 3)), c.yes(0.5) // drawn always: answers do not shift later luck
		j := at(col)
		if !n.Told[j] {
			continue
		}
		said[id] = answer(id, n.Exposures[j], drinks, dry)
	}
	at := l.wall(n.Night, 20, 30).Add(time.Duration(c.IntN(90*60)) * time.Second)
	return l.item(charley.KindEvening, n.Night, at, map[string]any{"exposures": said, "asked": asked()})
}

// answer is a column's value as the evening's choices would say it.
func answer(id string, x, drinks float64, dry bool) any {
	switch id {
	case "sitting": // hours: little, some, most of the day
		return nearest(x, 2, 6, 10)
	case "stress": // of 10: calm, some, a lot
		return nearest(x, 1, 4, 8)
	case "alcohol":
		return x * drinks
	case "fluids": // litres
		switch {
		case x == 0:
			return 1.75
		case dry:
			return 0.75
		}
		return 1.25
	}
	return x == 1
}

func nearest(x float64, choices ...float64) float64 {
	best := choices[0]
	for _, c := range choices {
		if math.Abs(x-c) < math.Abs(x-best) {
			best = c
		}
	}
	return best
}
