package stats_test

import (
	"compress/gzip"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// table reads a reference file of testdata/bench, row by row, by column.
func table(t testing.TB, name string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "testdata", "bench", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := make([]map[string]string, 0, len(rows))
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, name := range rows[0] {
			m[name] = row[i]
		}
		out = append(out, m)
	}
	return out
}

func number(t testing.TB, s string) float64 {
	t.Helper()
	if s == "" || s == "NA" {
		return math.NaN()
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// A benchTrial is one simulated trial of the reference data.
type benchTrial struct {
	id                 string
	y                  []float64
	arm, block, period []int
	design             string
}

func benchTrials(t testing.TB) []benchTrial {
	t.Helper()
	var out []benchTrial
	for _, r := range table(t, "trial_truth.csv.gz") {
		out = append(out, benchTrial{id: r["trial"], design: r["design"]})
	}
	at := -1
	for _, r := range table(t, "trials.csv.gz") {
		if at < 0 || out[at].id != r["trial"] {
			at++
		}
		b := &out[at]
		b.y = append(b.y, number(t, r["count"]))
		b.arm = append(b.arm, int(number(t, r["arm"])))
		b.block = append(b.block, int(number(t, r["block"])))
		b.period = append(b.period, int(number(t, r["period"])))
	}
	return out
}
