// Package tabular writes a diary down as tables, for spreadsheets and for whoever counts: one list of tables whose
// columns say their type, unit, range and what an empty cell means, and two ways of writing them, CSV and Parquet.
// Both hold the same rows and columns. Silence is an empty cell and never a zero or a no.
//
// The tables hold what the diary says, not how it came to say it: earlier values and deleted entries are in the JSON
// export alone. What a trial drew is in them only where the person may see it.
//
//	err := tabular.CSV.Archive(w, diary, base)
package tabular
