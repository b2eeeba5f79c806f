package tabular

import (
	"iter"

	"charley"
)

// A said is one thing that holds for all tables.
type said struct{ key, value, doc string }

func aboutTable() Table {
	columns := []column[said]{
		{Column{"key", Text, "", "", "", "what"}, func(s said) Cell { return textOf(s.key) }},
		{Column{"value", Text, "", "", "there is none", "its value"}, func(s said) Cell { return textOf(s.value) }},
		{Column{"doc", Text, "", "", "", "what that means"}, func(s said) Cell { return textOf(s.doc) }},
	}
	return newTable("about", "what holds for all tables: which diary this is, and what makes a night bad", columns,
		func(m material) iter.Seq2[said, error] { return each(about(m)) })
}

// about says what holds for all tables. It holds no time of making, so that the same diary gives the same bytes.
func about(m material) []said {
	clock := charley.Value(int(m.Settings.NightSpan))
	return []said{
		{"tables", plain(Version), "version of the tables: see the table dictionary"},
		{"hash", m.Hash, "over every change that was ever made to the diary: the same hash, the same diary"},
		{"from", m.From.String(), "first night"},
		{"to", m.To.String(), "last night, included"},
		{"zone", m.Settings.Zone, "home zone"},
		{"night_start", string(clock), "minute of the day at which a night begins"},
		{"bad_bother", plain(float64(m.Settings.Bad.Bother)), "a night is bad with any cramp, with restless bother of at least this (0 to 10)"},
		{"bad_sleep_lost", plain(float64(m.Settings.Bad.SleepLost)), "or with at least so many minutes of sleep lost"},
		{"program", m.Program, "version of the program that wrote this"},
		{"knowledge", m.Knowledge, "version of what it knew"},
	}
}

// A described is a column of a table.
type described struct {
	table string
	Column
}

func dictionaryTable(tables []Table) Table {
	columns := []column[described]{
		{Column{"table", Text, "", "", "", "name of the table"}, func(d described) Cell { return textOf(d.table) }},
		{Column{"column", Text, "", "", "", "name of the column; empty in the row about the table itself"}, func(d described) Cell { return textOf(d.Name) }},
		{Column{"type", Text, "", "", "the row is about a table", "what the cells hold; in CSV true and false are written so, a date as 2026-11-23, a time as 2026-11-23T02:47:10+01:00"}, func(d described) Cell { return textOf(string(d.Type)) }},
		{Column{"unit", Text, "", "", "none", "of numbers"}, func(d described) Cell { return textOf(d.Unit) }},
		{Column{"range", Text, "", "", "any", "of numbers, or the words that there are"}, func(d described) Cell { return textOf(d.Range) }},
		{Column{"missing", Text, "", "", "no cell is empty", "what an empty cell means"}, func(d described) Cell { return textOf(d.Missing) }},
		{Column{"doc", Text, "", "", "", "what it says"}, func(d described) Cell { return textOf(d.Doc) }},
	}
	columns[1].Missing = "the row is about a table"
	var rows []described
	dictionary := newTable("dictionary", "a row for each table and each column; in CSV a text that begins with ' = + - @, a tab or a line's end has a ' before it, so that no spreadsheet takes it for a formula: take that one off",
		columns, func(material) iter.Seq2[described, error] { return each(rows) })
	for _, t := range append(tables, dictionary) {
		rows = append(rows, described{t.Name, Column{Doc: t.Doc}})
		for _, c := range t.Columns {
			rows = append(rows, described{t.Name, c})
		}
	}
	return dictionary
}
