package knowledge

import (
	"math"
	"testing"
)

func TestReadingGrade(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       float64 // by hand, from the words, sentences and syllables named beside it
	}{
		{"a children's rhyme: 14 words, 2 sentences, 15 syllables", "Jack and Jill went up the hill. Both of them came down with water.", 0.39*14/2 + 11.8*15/14 - 15.59},
		{"one long sentence: 25 words, 28 syllables", "When the leg hurts in the night and will not stop then see whether it is hard and whether the skin over it is warm", 0.39*25 + 11.8*28/25 - 15.59},
		{"a semicolon ends a thought: 14 words, 2 sentences, 14 syllables", "Pull the foot up and hold it there; then let it go and rest.", 0.39*14/2 + 11.8*14/14 - 15.59},
		{"a figure in brackets is skipped: 13 words, 13 syllables", "Of ten men who drank this, five (41% to 58%) got less cramps all at once.", 0.39*13 + 11.8*13/13 - 15.59},
		{"a name that has no shorter word counts as two: 14 words, 15 syllables", "Some took magnesium each night for two weeks and felt no change at all.", 0.39*14 + 11.8*15/14 - 15.59},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, ok := ReadingGrade(tc.text)
			if !ok || math.Abs(got-tc.want) > 0.01 {
				t.Errorf("got %.2f, %v, want %.2f", got, ok, tc.want)
			}
		})
	}
	if _, ok := ReadingGrade("Ring a doctor today if it does not get any better at all."); !ok {
		t.Error("13 words are enough for a grade")
	}
	if _, ok := ReadingGrade("Ring a doctor today if it does not get better at all."); ok {
		t.Error("12 words are too few for a grade")
	}
}

// What the guard is for: a sentence from a handbook does not pass, the same said
// to a neighbour does.
func TestReadingGradeTellsHandbooksFromNeighbours(t *testing.T) {
	handbook := "Nocturnal muscular contractions affecting the lower extremities frequently necessitate discontinuation of causative pharmacological agents."
	neighbour := "Cramps at night are often brought on by a tablet. Ask who gave it to you before you change anything."
	if g, _ := ReadingGrade(handbook); g <= hardest {
		t.Errorf("the handbook has grade %.1f, which passes", g)
	}
	if g, _ := ReadingGrade(neighbour); g > hardest-3 {
		t.Errorf("the neighbour has grade %.1f, which is hard", g)
	}
}

func TestSyllables(t *testing.T) {
	for word, want := range map[string]int{
		"leg": 1, "muscle": 2, "cramp": 1, "cramps": 1, "hardened": 2, "walked": 1, "started": 2, "table": 2, "time": 1, "times": 1, "exercise": 3,
		"doctor": 2, "evening": 3, "2,005": 1, "magnesium": 2, "the": 1, "eye": 1, "quiet": 1, "causes": 2, "able": 2, "why": 1,
	} {
		if got := syllables(word); got != want {
			t.Errorf("%s: got %d, want %d", word, got, want)
		}
	}
}
