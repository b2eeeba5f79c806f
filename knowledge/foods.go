package knowledge

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"sync"
)

//go:embed foods/foods.csv
var foodTable []byte

// A Food is one food of the table. Amounts are in 100 g of what is eaten.
type Food struct {
	FDC       int // number in FoodData Central
	Name      string
	Group     string
	Common    bool // used in the US national dietary survey
	Magnesium float64
	Potassium float64
	Water     *float64 // g; nil where it is not known
	Servings  []Serving
}

// A Serving is a household portion and what it weighs.
type Serving struct {
	Name  string
	Grams float64
}

// A FoodTable is all foods, in the order of the file.
type FoodTable struct {
	list []Food
	at   map[int]int
}

// All are the foods. The slice must not be changed.
func (t *FoodTable) All() []Food { return t.list }

// Get finds a food by its number.
func (t *FoodTable) Get(fdc int) (Food, bool) {
	i, ok := t.at[fdc]
	if !ok {
		return Food{}, false
	}
	return t.list[i], true
}

// Foods is the table that ships with the program, read on first use (about
// 10 ms). It panics if the table is broken, which a test would have seen.
var Foods = sync.OnceValue(func() *FoodTable {
	t, err := readFoods(foodTable)
	if err != nil {
		panic("knowledge: " + err.Error())
	}
	return t
})

func readFoods(data []byte) (*FoodTable, error) {
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read the foods: %w", err)
	}
	t := &FoodTable{at: map[int]int{}}
	for n, row := range rows[min(1, len(rows)):] {
		if err := t.add(row); err != nil {
			return nil, fmt.Errorf("foods.csv:%d: %w", n+2, err)
		}
	}
	return t, nil
}

// The columns of the table.
const (
	colFDC = iota
	colName
	colPortion
	colGrams
	colMagnesium
	colPotassium
	colWater
	colGroup
	_
	colCommon
	foodColumns
)

func (t *FoodTable) add(row []string) error {
	if len(row) != foodColumns {
		return fmt.Errorf("%d columns, want %d", len(row), foodColumns)
	}
	fdc, err := strconv.Atoi(row[colFDC])
	if err != nil {
		return fmt.Errorf("read fdc_id: %w", err)
	}
	var numbers [3]float64
	for i, col := range []int{colGrams, colMagnesium, colPotassium} {
		if numbers[i], err = strconv.ParseFloat(row[col], 64); err != nil || numbers[i] < 0 {
			return fmt.Errorf("column %d is %q, must be a number from 0 up", col+1, row[col])
		}
	}
	serving := Serving{Name: row[colPortion], Grams: numbers[0]}
	if i, ok := t.at[fdc]; ok {
		t.list[i].Servings = append(t.list[i].Servings, serving)
		return nil
	}
	f := Food{FDC: fdc, Name: row[colName], Group: row[colGroup], Common: row[colCommon] == "1", Magnesium: numbers[1], Potassium: numbers[2], Servings: []Serving{serving}}
	if row[colWater] != "" {
		water, err := strconv.ParseFloat(row[colWater], 64)
		if err != nil {
			return fmt.Errorf("read water_g: %w", err)
		}
		f.Water = &water
	}
	t.at[fdc] = len(t.list)
	t.list = append(t.list, f)
	return nil
}
