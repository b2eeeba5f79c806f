package lookup

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAMedicineIsFoundAsAPatientTypesIt(t *testing.T) {
	m := NewMedicines(base(t))
	for _, c := range []struct {
		name, typed, want string
		exact             bool
	}{
		{"by its name", "Furosemide", "furosemide", true},
		{"in capitals", "FUROSEMIDE", "furosemide", true},
		{"with the dose, as on the box", "furosemide 40mg", "furosemide", true},
		{"with the form", "Furosemide 40 mg tablets", "furosemide", true},
		{"with a number only", "furosemide 40", "furosemide", true},
		{"as the doctor wrote it", "ramipril 5 mg caps od", "ramipril", true},
		{"with when it is taken", "ramipril every morning", "ramipril", true},
		{"by its brand", "Lyrica", "pregabalin", true},
		{"by its code", "c03ca01", "furosemide", true},
		{"by an abbreviation", "hctz", "hydrochlorothiazide", true},
		{"by a short name with a number", "T4", "levothyroxine", true},
		{"a vitamin with a space", "vitamin b 12", "vitamin_b12", true},
		{"a vitamin with its dose", "vitamin d 1000", "colecalciferol", true},
		{"without the hyphen", "cocodamol", "codeine_paracetamol", true},
		{"with an accent", "Amitriptylinè", "amitriptyline", true},
		{"a form that belongs to the name", "iron tablets", "ferrous_sulfate", true},
		{"as it sounds", "kwetiapin", "quetiapine", false},
		{"with the salt", "metformin hydrochloride", "metformin", false},
		{"with the maker", "zopiclone teva", "zopiclone", false},
		{"the second word of the name", "glargine", "insulin_glargine", false},
		{"not finished yet", "amitrip", "amitriptyline", false},
		{"mistyped, with the dose", "amitriptalin 25 mg", "amitriptyline", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := m.Find(c.typed, 3)
			if len(got) == 0 || got[0].Medicine.ID != c.want || got[0].Exact != c.exact {
				t.Errorf("%q: got %q, want %s first, exact: %v", c.typed, ids(got), c.want, c.exact)
			}
		})
	}
}

func TestWhatIsNoMedicineIsNotGuessedAt(t *testing.T) {
	m := NewMedicines(base(t))
	for _, typed := range []string{"", " ", "-", "40 mg", "tablet", "chocolate", "my heart", "nothing", "none", "water", "asdfgh", "для сна", "b9", "vitamin c", "vitamin d 2", "vitamin b 5", "T5", "C03CA99", "xq"} {
		if got := m.Find(typed, 3); len(got) > 0 {
			t.Errorf("%q: got %q, want nothing", typed, ids(got))
		}
	}
}

func TestViaSaysWhichNameWasMeant(t *testing.T) {
	m := NewMedicines(base(t))
	for typed, want := range map[string]string{"lyrika": "Lyrica", "furosemid": "Furosemide", "c03ca01": "C03CA01", "codeine_paracetamol": "Codeine with paracetamol"} {
		if got := m.Find(typed, 1); len(got) == 0 || got[0].Via != want {
			t.Errorf("%q: got %+v, want via %s", typed, got, want)
		}
	}
}

func TestAnExactNameShowsItsLookAlikesOnlyByName(t *testing.T) {
	m := NewMedicines(base(t))
	got := m.Find("hydroxyzine", 1)
	if len(got) != 1 || !got[0].Exact || !slices.Contains(got[0].Alike, "hydralazine") {
		t.Errorf("got %+v, want hydroxyzine alone, with hydralazine as what it is confused with", got)
	}
	got = m.Find("hydroxizine", 1)
	if want := []string{"hydroxyzine", "hydralazine"}; !slices.Equal(ids(got), want) {
		t.Errorf("mistyped: got %q, want %q", ids(got), want)
	}
}

func TestEveryNameIsFoundFirstAndExact(t *testing.T) {
	b := base(t)
	m := NewMedicines(b)
	for _, one := range b.Medicines().All() {
		for _, name := range slices.Concat([]string{one.ID, one.Name}, one.ATC, one.Names, one.Brands) {
			if got := m.Find(name, 1); len(got) == 0 || got[0].Medicine.ID != one.ID || !got[0].Exact || got[0].Score != 1 {
				t.Errorf("%q: got %q, want %s, exact", name, ids(got), one.ID)
			}
		}
	}
}

// A slip of one finger in a name, which is a harder mistake than one that sounds right.
func TestOneSlipInALongNameIsForgiven(t *testing.T) {
	b := base(t)
	m := NewMedicines(b)
	r := rand.New(rand.NewPCG(1, 2))
	found, of := 0, 0
	for _, one := range b.Medicines().All() {
		for _, name := range slices.Concat([]string{one.Name}, one.Names, one.Brands) {
			if len(name) < 7 {
				continue
			}
			of++
			got := ids(m.Find(slip(r, strings.ToLower(name)), 3))
			if slices.Contains(got[:min(3, len(got))], one.ID) {
				found++
			}
		}
	}
	atLeast(t, "found after one slip", found, of, 0.90)
}

// slip changes one letter, leaves it out, doubles a key or swaps two.
func slip(r *rand.Rand, name string) string {
	at := r.IntN(len(name) - 1)
	letter := string(rune('a' + r.IntN(26)))
	switch r.IntN(4) {
	case 0:
		return name[:at] + letter + name[at+1:]
	case 1:
		return name[:at] + name[at+1:]
	case 2:
		return name[:at] + letter + name[at:]
	}
	return name[:at] + name[at+1:at+2] + name[at:at+1] + name[at+2:]
}

func TestWhatIsFoundKeepsItsPromises(t *testing.T) {
	b := base(t)
	m := NewMedicines(b)
	var names []string
	for _, one := range b.Medicines().All() {
		names = append(names, slices.Concat([]string{one.Name}, one.Names, one.Brands)...)
	}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(names).Draw(t, "name")
		seed := rapid.Uint64().Draw(t, "seed")
		typed := slip(rand.New(rand.NewPCG(seed, 1)), strings.ToLower(name)+" ")
		promises(t, m.Find(typed, 3), 3)
	})
}

// promises checks what holds for everything that is found.
func promises(t interface{ Fatalf(string, ...any) }, got []MedicineMatch, most int) {
	seen := map[string]bool{}
	for i, g := range got {
		switch {
		case seen[g.Medicine.ID]:
			t.Fatalf("%s comes twice", g.Medicine.ID)
		case g.Score <= 0 || g.Score > 1 || g.Exact != (g.Score == 1):
			t.Fatalf("%s: got the score %v, exact: %v", g.Medicine.ID, g.Score, g.Exact)
		case i > 0 && g.AlikeOf == "" && got[i-1].Score < g.Score:
			t.Fatalf("%s with %v comes after %v", g.Medicine.ID, g.Score, got[i-1].Score)
		}
		seen[g.Medicine.ID] = true
	}
	if len(got) == 0 || got[0].Exact {
		if len(got) > most {
			t.Fatalf("got %d, want at most %d", len(got), most)
		}
		return
	}
	for _, g := range got {
		for _, id := range g.Alike {
			if !seen[id] && g.AlikeOf == "" {
				t.Fatalf("%s is found without %s, which looks like it", g.Medicine.ID, id)
			}
		}
	}
}

func FuzzFind(f *testing.F) {
	m := NewMedicines(base(f))
	names := NewNames(base(f))
	for _, typed := range []string{"furosemide 40mg", "hydroxizine", "C03CA01", "", "ſ", "İ", "\xff", strings.Repeat("ph", 80), "9999999999999", "vitamin b 12"} {
		f.Add(typed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		got := m.Find(typed, 3)
		promises(t, got, 3)
		if one, ok := names.Medicine(typed); ok && !slices.ContainsFunc(got, func(g MedicineMatch) bool { return g.Exact && g.Medicine.ID == one.ID }) {
			t.Errorf("%q is %s, but that is not found", typed, one.ID)
		}
	})
}

func TestAVitaminNotFinishedYetIsOfferedWithItsKin(t *testing.T) {
	got := ids(NewMedicines(base(t)).Find("vitamin b", 3))
	if !slices.Contains(got, "vitamin_b12") && !slices.Contains(got, "vitamin_b6") {
		t.Errorf("got %q, want vitamins of that letter", got)
	}
}
