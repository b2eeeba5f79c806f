package lookup

import (
	"testing"

	"charley/knowledge"
)

// The peers compare what was typed with every name from its first letter to its
// last: naive at the same prices, plain with all mistakes of one price.

var typedMedicines = []string{"amitriptalin", "hydroxizine", "furosemide 40mg", "predisolone", "simvistatin", "chocolate"}

func BenchmarkMedicines(b *testing.B) {
	m := NewMedicines(base(b))
	b.Run("index", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			m.Find(typedMedicines[i%len(typedMedicines)], 3)
		}
	})
	b.Run("naive", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			d := newDistance(fold(typedMedicines[i%len(typedMedicines)]), far)
			fullScan(m.index.entries, d.typed, func(name, _ []byte) price {
				d.back(0)
				for _, c := range name {
					d.add(c)
				}
				return d.whole()
			})
		}
	})
	b.Run("plain", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			fullScan(m.index.entries, fold(typedMedicines[i%len(typedMedicines)]), edits)
		}
	})
}

var typedFoods = []string{"almonds", "courgete", "beef mince", "whole milk", "porrige oats", "alm"}

func BenchmarkFoods(b *testing.B) {
	f := NewFoods(knowledge.Foods())
	b.Run("index", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			f.Find(typedFoods[i%len(typedFoods)], 10)
		}
	})
	var names []entry
	for i, food := range knowledge.Foods().All() {
		names = append(names, entry{key: fold(food.Name), owner: i})
	}
	b.Run("plain", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			fullScan(names, fold(typedFoods[i%len(typedFoods)]), edits)
		}
	})
}

// Making the indexes, once at the start of the program.
func BenchmarkNew(b *testing.B) {
	records, foods := base(b), knowledge.Foods()
	b.Run("medicines", func(b *testing.B) {
		for b.Loop() {
			NewMedicines(records)
		}
	})
	b.Run("foods", func(b *testing.B) {
		for b.Loop() {
			NewFoods(foods)
		}
	})
}

func fullScan(entries []entry, typed []byte, distance func(a, b []byte) price) (best int) {
	least := price(far)
	for _, e := range entries {
		if d := distance(e.key, typed); d < least {
			best, least = e.owner, d
		}
	}
	return best
}

// edits is the optimal string alignment distance with all edits of one price.
func edits(a, b []byte) price {
	var rows [3][longest + 1]price
	for j := range len(b) + 1 {
		rows[0][j] = price(j)
	}
	for i := 1; i <= len(a); i++ {
		row, last, before := &rows[i%3], &rows[(i+2)%3], &rows[(i+1)%3]
		row[0] = price(i)
		for j := 1; j <= len(b); j++ {
			change := last[j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			row[j] = min(last[j]+1, row[j-1]+1, change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return rows[len(a)%3][len(b)]
}
