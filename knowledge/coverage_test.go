package knowledge

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// numbered are the ids of the rows of a table: prefix, and 1 to n.
func numbered(prefix string, n int) (out []string) {
	for i := range n {
		out = append(out, fmt.Sprintf("%s%d", prefix, i+1))
	}
	return out
}

// The rows of the evidence, written by hand from its tables. The review of causes
// numbers what varies by night (n for cramps, r for restless legs) and what stands
// (f, s); its rows on medicines have names. The review of remedies numbers on its
// own: its r1 is another row than the r1 of causes.
var (
	nightRows  = slices.Concat(numbered("n", 22), numbered("r", 12))
	factRows   = slices.Concat(numbered("f", 21), numbered("s", 12))
	remedyRows = slices.Concat(numbered("a", 6), numbered("p", 9), numbered("h", 3), numbered("m", 12), numbered("d", 10), numbered("r", 11),
		[]string{"cause"}) // "cause": the paragraph on treating what lies behind

	medicineRows = strings.Fields(`
3-laba 3-saba 3-potassium-sparing 3-thiazide-like 3-loop 3-statins 3-fibrates 3-iron-sucrose 3-conjugated-estrogens 3-raloxifene
3-tamoxifen 3-aromatase-inhibitors 3-naproxen 3-teriparatide 3-oral-contraceptive 3-ace-arb-beta 3-nifedipine 3-corticosteroids-etc
3-donepezil-etc 3-imatinib-etc 3-ppis 3-insulin 3-reported-and-used 3-stopping-abruptly
6-mirtazapine 6-mianserin 6-ssris 6-snris 6-tcas 6-neutral 6-sedating-antihistamines 6-antinausea 6-antipsychotics 6-lithium 6-tramadol
6-levothyroxine 6-dopamine 6-topiramate-etc 6-stopping-abruptly`)
)

// namedBy are the rows that records come from, each with those records.
func namedBy(rows map[string][]string, id string, named []string) {
	for _, r := range named {
		rows[r] = append(rows[r], id)
	}
}

// Every row of the evidence is a record, and a row that a record names exists. A record that came later names none: its
// claims say what it rests on.
func TestEveryRowOfTheEvidenceIsCovered(t *testing.T) {
	b := base(t)
	nights, facts, remedies := map[string][]string{}, map[string][]string{}, map[string][]string{}
	for _, e := range b.Exposures().All() {
		namedBy(nights, "exposures/"+e.ID, e.Rows)
	}
	for _, c := range b.Causes().All() {
		namedBy(facts, "causes/"+c.ID, c.Rows)
	}
	for _, r := range b.Remedies().All() {
		namedBy(remedies, "remedies/"+r.ID, r.Rows)
	}
	for _, row := range nightRows { // some things of a night are asked as what stands: a medicine that was begun
		if len(nights[row]) == 0 && len(facts[row]) == 0 {
			t.Errorf("no exposure and no cause comes from %s", row)
		}
	}
	for _, row := range slices.Concat(factRows, medicineRows) {
		if len(facts[row]) == 0 {
			t.Errorf("no cause comes from %s", row)
		}
	}
	for _, row := range remedyRows {
		if len(remedies[row]) == 0 {
			t.Errorf("no remedy comes from %s", row)
		}
	}
	for _, of := range []struct {
		named map[string][]string
		known []string
	}{
		{nights, nightRows},
		{facts, slices.Concat(nightRows, factRows, medicineRows)},
		{remedies, remedyRows},
	} {
		for row, ids := range of.named {
			if !slices.Contains(of.known, row) {
				t.Errorf("%s: the evidence has no row %s", strings.Join(ids, ", "), row)
			}
		}
	}
}
