// Package ingest reads tables that people bring: comma-separated text with a
// line of names and a row a night, compressed or not. It is strict. A cell that
// is not what its column holds is refused by name and line, and the trial or diary
// it belongs to is not judged on what is left of it; an empty cell is missing,
// never zero and never no.
//
// It decides nothing about the numbers, opens no file, and keeps only as much in
// memory as one of them needs, however many there are in a table.
//
//	trials, err := ingest.Trials(open, "count")
//	err = trials.Each(func(t ingest.Trial) error { … })
//	diaries, err := ingest.Diaries(open, "count", nil)
//	err = diaries.Each(func(d ingest.Diary) error { … })
package ingest
