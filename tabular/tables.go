package tabular

import (
	"iter"
	"slices"

	"charley"
	"charley/diary"
)

// Tables are all tables, in the order in which they are written.
func Tables() []Table {
	tables := []Table{nightTable(), episodeTable(), exposureTable(), factTable(), answerTable(), trialTable(), trialNightTable(),
		awayTable(), sitTable(), ratingTable(), aboutTable()}
	return append(tables, dictionaryTable(tables))
}

// Named finds a table by its name.
func Named(name string) (Table, bool) {
	all := Tables()
	i := slices.IndexFunc(all, func(t Table) bool { return t.Name == name })
	if i < 0 {
		return Table{}, false
	}
	return all[i], true
}

// Names are the names of all tables.
func Names() (out []string) {
	for _, t := range Tables() {
		out = append(out, t.Name)
	}
	return out
}

// always makes the entry of a row that has one.
func always[T any](of func(T) charley.Entry) func(T) (charley.Entry, bool) {
	return func(v T) (charley.Entry, bool) { return of(v), true }
}

func episodeTable() Table {
	entry := func(e charley.Episode) charley.Entry { return e.Entry }
	columns := slices.Concat(entryColumns(entry), fieldColumns(charley.KindEpisode, always(entry)), writtenColumns(entry))
	for i, c := range columns {
		if c.Name == "night" || c.Name == "zone" {
			columns[i].Missing = "" // they are worked out where the writer did not say them
		}
	}
	return newTable("episodes", "a row for each cramp, restless spell or other event", columns, func(m material) iter.Seq2[charley.Episode, error] {
		return func(yield func(charley.Episode, error) bool) {
			for n, err := range m.Nights {
				if err != nil {
					yield(charley.Episode{}, err)
					return
				}
				for _, e := range n.Episodes {
					if !yield(e, nil) {
						return
					}
				}
			}
		}
	})
}

func factTable() Table {
	entry := func(f charley.Fact) charley.Entry { return f.Entry }
	columns := slices.Concat(entryColumns(entry), fieldColumns(charley.KindFact, always(entry)), writtenColumns(entry))
	return newTable("facts", "a row for each thing that stands until it changes, oldest first; a later one about the same takes its place", columns,
		func(m material) iter.Seq2[charley.Fact, error] { return each(m.Facts) })
}

// An answer is one answer about legs at night.
type answer struct {
	fact charley.Fact
	key  string
}

func answerTable() Table {
	columns := []column[answer]{
		{Column{"fact", Text, "", "", "", "id in facts"}, func(a answer) Cell { return textOf(string(a.fact.ID)) }},
		{Column{"night", Date, "", "", "", "the day on which it was answered"}, func(a answer) Cell { return dateOf(a.fact.Night) }},
		{Column{"key", Text, "", "", "", "of the codebook"}, func(a answer) Cell { return textOf(a.key) }},
		{Column{"answer", Text, "", "as the codebook says", "an empty text", "yes, no, a word, a number, several with ; between them, \"none\" for none of a list, or dont_know"},
			func(a answer) Cell { return answerCell(a.fact.Answers[a.key]) }},
	}
	return newTable("answers", "a row for each answer about legs at night, oldest first; the latest of a key counts", columns, func(m material) iter.Seq2[answer, error] {
		var all []answer
		for _, f := range m.Facts {
			for _, key := range f.Answers.Keys() {
				all = append(all, answer{f, key})
			}
		}
		return each(all)
	})
}

func awayTable() Table {
	entry := func(a charley.Away) charley.Entry { return a.Entry }
	columns := slices.Concat(entryColumns(entry), fieldColumns(charley.KindAway, always(entry)), writtenColumns(entry))
	return newTable("away", "a row for each run of nights away or ill", columns,
		func(m material) iter.Seq2[charley.Away, error] { return each(m.Aways) })
}

func sitTable() Table {
	entry := func(s charley.SitTest) charley.Entry { return s.Entry }
	columns := slices.Concat(entryColumns(entry), fieldColumns(charley.KindSitTest, always(entry)), writtenColumns(entry))
	return newTable("sit_tests", "a row for each evening of sitting still", columns,
		func(m material) iter.Seq2[charley.SitTest, error] { return each(m.SitTests) })
}

// A rating is how the legs felt at one moment of sitting still.
type rating struct {
	test charley.SitTest
	i    int
}

// ratingEvery is how many minutes lie between two ratings.
const ratingEvery = 5

func ratingTable() Table {
	scale := ""
	for _, f := range diary.FieldsOf(charley.KindSitTest) {
		if f.Name == "ratings" {
			scale = plain(f.Min) + " to " + plain(f.Max)
		}
	}
	columns := []column[rating]{
		{Column{"sit_test", Text, "", "", "", "id in sit_tests"}, func(r rating) Cell { return textOf(string(r.test.ID)) }},
		{Column{"night", Date, "", "", "", "civil date of the evening"}, func(r rating) Cell { return dateOf(r.test.Night) }},
		{Column{"minute", Whole, "min", "from 0", "", "since the person sat down"}, func(r rating) Cell { return wholeOf(r.i * ratingEvery) }},
		{Column{"rating", Number, "", scale, "skipped", "discomfort of the legs"}, func(r rating) Cell { return maybeNumber(r.test.Ratings[r.i]) }},
	}
	return newTable("sit_ratings", "a row for each rating while sitting still", columns, func(m material) iter.Seq2[rating, error] {
		var all []rating
		for _, s := range m.SitTests {
			for i := range s.Ratings {
				all = append(all, rating{s, i})
			}
		}
		return each(all)
	})
}
