package lookup

import (
	"slices"
	"testing"
)

func TestAMedicineGoesByEachOfItsNames(t *testing.T) {
	n := NewNames(base(t))
	for written, want := range map[string]string{
		"furosemide": "furosemide", "Furosemide 40 mg in the morning": "furosemide", "C03CA01": "furosemide",
		"LYRICA": "pregabalin", "hctz": "hydrochlorothiazide", "co codamol 30/500": "", "co-codamol": "codeine_paracetamol",
		"St. John's Wort": "st_johns_wort", "opioid": "", "loop_diuretic": "", "furosemid": "", "": "",
	} {
		got, ok := n.Medicine(written)
		if got.ID != want || ok != (want != "") {
			t.Errorf("%q: got %q, %v, want %q", written, got.ID, ok, want)
		}
	}
}

func TestGroupsAreThoseOfTheRecordTheCodeAndTheirParents(t *testing.T) {
	b := base(t)
	n := NewNames(b)
	for _, m := range b.Medicines().All() {
		got := n.Groups(m.ID)
		for _, id := range got {
			g, ok := b.Groups().Get(id)
			if !ok {
				t.Errorf("%s: %s is no group", m.ID, id)
			}
			for _, p := range g.Parents {
				if !slices.Contains(got, p) {
					t.Errorf("%s: got %q, want %s, too, which %s is part of", m.ID, got, p, id)
				}
			}
		}
		for _, g := range m.Groups {
			if !slices.Contains(got, g) {
				t.Errorf("%s: got %q, want %s of its record, too", m.ID, got, g)
			}
		}
		taken, ok := n.Taken(m.Name)
		if want := append([]string{m.ID}, got...); !ok || taken[0] != m.ID || !slices.Equal(sorted(taken), slices.Compact(sorted(want))) {
			t.Errorf("taking %s: got %q, want %q", m.Name, taken, want)
		}
	}
	if got := n.Groups("no such thing"); len(got) > 0 {
		t.Errorf("got %q, want nothing", got)
	}
}

func sorted(s []string) []string { return slices.Sorted(slices.Values(s)) }

func TestAnUnknownCodeIsStillKnownByItsGroup(t *testing.T) {
	n := NewNames(base(t))
	got, ok := n.Taken("C03CA99")
	if !ok || got[0] != "C03CA99" || !slices.Contains(got, "diuretic") {
		t.Errorf("got %q, want the code and its groups", got)
	}
	if m, ok := n.Medicine("C03CA99"); ok {
		t.Errorf("got %s, want no medicine", m.ID)
	}
}

func TestAStandingConditionImpliesOthers(t *testing.T) {
	b := base(t)
	n := NewNames(b)
	for _, s := range b.Standing().All() {
		got, ok := n.Standing(s.Name)
		if !ok || got[0] != s.ID {
			t.Errorf("%q: got %q, want %s first", s.Name, got, s.ID)
		}
		for _, id := range s.Implies {
			if !slices.Contains(got, id) {
				t.Errorf("%s: got %q, want %s, too", s.ID, got, id)
			}
			if back := n.Implying([]string{id}); !slices.Contains(back, s.ID) || !slices.IsSorted(back) {
				t.Errorf("what implies %s: got %q, want %s, too, sorted", id, back, s.ID)
			}
		}
	}
	if got, ok := n.Standing("no such thing"); ok {
		t.Errorf("got %q, want nothing", got)
	}
}
