package text

import (
	"strings"
	"testing"

	"charley/sheet"

	"pgregory.net/rapid"
)

func written(t interface{ Fatal(...any) }, blocks ...sheet.Block) string {
	var b strings.Builder
	if err := Write(&b, sheet.Document{Title: "Nights", Lang: "en", Foot: "Made by Charley", Blocks: blocks}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWrite(t *testing.T) {
	got := written(t,
		sheet.Heading{Level: 1, Text: "Nights"},
		sheet.Paragraph{Text: []sheet.Run{{Text: "84 of 90 nights "}, {Text: "recorded", Bold: true}}},
		sheet.Paragraph{Text: sheet.Plain("See a doctor today."), Mark: true},
		sheet.Columns{
			Left:  []sheet.Block{sheet.Heading{Level: 2, Text: "In short"}, sheet.List{Items: [][]sheet.Run{sheet.Plain("one"), sheet.Plain("two")}}},
			Right: []sheet.Block{sheet.Figure{Caption: "Weeks", Alt: "Two weeks with a cramp."}},
		},
		sheet.NewPage{},
		sheet.Table{Caption: "What was tested", Columns: []sheet.Column{{Name: "Remedy"}, {Name: "Effect", Right: true}},
			Rows: [][]string{{"Warm bath", "−38%"}, {"Magnesium, taken with the evening meal and a large glass of water, every evening", "+4%"}}},
		sheet.Table{Bare: true, Caption: "not shown", Ruled: true, Columns: []sheet.Column{{Name: "Night"}, {Name: "Cramps"}}, Rows: [][]string{{"1", ""}}},
	)
	want := strings.Join([]string{
		"Nights",
		"======",
		"",
		"84 of 90 nights recorded",
		"",
		strings.Repeat("*", 78),
		"See a doctor today.",
		strings.Repeat("*", 78),
		"",
		"In short",
		"--------",
		"",
		"- one",
		"- two",
		"",
		"Weeks",
		"Two weeks with a cramp.",
		"",
		strings.Repeat("=", 78),
		"",
		"What was tested",
		"Remedy                                                                  Effect",
		strings.Repeat("-", 78),
		"Warm bath                                                                 −38%",
		"Magnesium, taken with the evening meal and a large glass of water,         +4%",
		"every evening",
		"",
		"Night | Cramps",
		"--------------",
		"1     |",
		"--------------",
		"",
		strings.Repeat("-", 78),
		"Made by Charley",
		"",
	}, "\n")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Whatever somebody typed, no line is wider than the page, none commands a terminal, and no letter is lost.
func TestAnyTextFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.SliceOfN(rapid.String(), 1, 6).Draw(t, "cells")
		columns := make([]sheet.Column, len(typed))
		for i := range columns {
			columns[i] = sheet.Column{Name: "c", Right: i%2 == 1}
		}
		got := written(t, sheet.Paragraph{Text: sheet.Plain(typed[0])}, sheet.List{Items: [][]sheet.Run{sheet.Plain(typed[0])}},
			sheet.Heading{Level: 3, Text: typed[0]}, sheet.Table{Columns: columns, Rows: [][]string{typed, typed[:1], nil}})
		for _, line := range strings.Split(got, "\n") {
			if width(line) > Columns+1 { // a column of one holds a character of two
				t.Fatalf("a line of %d columns: %q", width(line), line)
			}
		}
		if strings.ContainsAny(got, "\x1b\r\x00") {
			t.Fatalf("a command got through: %q", got)
		}
		for _, cell := range typed {
			for _, r := range sheet.Clean(cell) {
				if !strings.ContainsRune(got, r) && strings.TrimSpace(string(r)) != "" {
					t.Fatalf("%q is lost in %q", r, got)
				}
			}
		}
	})
}
