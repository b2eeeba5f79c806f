package pdf

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"charley/sheet"
)

// report is a document with one of everything, about as long as the one for a doctor.
func report() sheet.Document {
	return sheet.Document{
		Title: "Night leg symptoms, 90 days", Lang: "en-GB", Upright: true,
		Made: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC),
		Foot: "Maria K. · Made by Charley from a person's own diary", PageOf: "page %d of %d",
		Blocks: []sheet.Block{
			sheet.Heading{Level: 1, Text: "Night leg symptoms, 90 days"},
			sheet.Paragraph{Text: sheet.Plain("Maria K., 67 · 26 Aug to 23 Nov 2026 · 84 of 90 nights recorded")},
			sheet.Paragraph{Mark: true, Text: []sheet.Run{{Text: "See a doctor today. ", Bold: true}, {Text: "One calf is swollen and warm (said on 22 Nov). Everything below comes after that. A clot in a deep vein must be looked for first, and it cannot be told from here."}}},
			sheet.Columns{
				Share: 0.55,
				Left: []sheet.Block{
					sheet.Heading{Level: 2, Text: "In short"},
					sheet.Paragraph{Text: sheet.Plain("Painful calf and foot cramps, 3.1 a week, median 3 minutes, intensity 7/10, sore next day on 4 of 10. Meets all seven of the published cramp criteria; meets one of five for restless legs. No red flag reported.")},
					sheet.Heading{Level: 2, Text: "Worth a look"},
					sheet.Table{Caption: "Worth a look", Bare: true, RowHeads: true, Columns: []sheet.Column{{Name: "What", Share: 0.4}, {Name: "What the diary shows"}}, Rows: [][]string{
						{"Indapamide since June 2026", "1.4 cramps a week (0.9 to 2.1) before, 3.1 (2.3 to 4.0) after: a look, not a proof"},
						{"Diabetes type 2", "HbA1c not known; feet sometimes numb: unknown"},
					}},
				},
				Right: []sheet.Block{
					sheet.Heading{Level: 2, Text: "Nights"},
					sheet.Figure{Alt: "A row a night: cramps fall between 2 and 4 at night.", Caption: "A row a night, from 18:00 to 12:00. Hatched: not recorded.", Picture: nights(28, 220, 150)},
				},
			},
			sheet.Heading{Level: 2, Text: "What was tested"},
			sheet.Table{Caption: "Tests with nights drawn by lot", Columns: []sheet.Column{{Name: "Remedy", Share: 0.22}, {Name: "Design"}, {Name: "Effect on cramps a night", Right: true, Share: 0.25}, {Name: "Chance that it helps", Right: true, Share: 0.15}}, RowHeads: true, Rows: [][]string{
				{"Warm bath before bed", "56 nights, drawn by lot nightly, open", "−38% (−64 to +8)", "0.95"},
				{"Magnesium 300 mg", "6 periods of four weeks, hidden by a friend", "+4% (−32 to +58)", "0.43"},
			}},
			sheet.Heading{Level: 2, Text: "What brings it on"},
			sheet.Figure{Alt: "Hard floors 1.9 (1.25 to 2.9), warm bath 0.62 (0.42 to 0.9).", Picture: forest()},
			sheet.List{Items: [][]sheet.Run{sheet.Plain("Should the water tablet be changed?"), {{Text: "Bold ", Bold: true}, {Text: "and plain: ≥ 4, ½, 5 µg, Łódź, Ştefan, Ελλάδα, Київ, 漢字, e\u0301, x\u0301, ✓, 🦵."}}}},
			sheet.NewPage{},
			sheet.Heading{Level: 2, Text: "How this was made"},
			sheet.Paragraph{Fine: true, Text: sheet.Plain(strings.Repeat("A bad night: any cramp, or restless bother of 4 or more, or 15 minutes or more of sleep lost. ", 6))},
			sheet.Table{Caption: "Nights", Ruled: true, RowHeight: 18, Columns: []sheet.Column{{Name: "Night"}, {Name: "Cramps", Right: true}, {Name: "Note"}}, Rows: rows(60)},
		},
	}
}

func rows(n int) [][]string {
	var out [][]string
	for i := range n {
		at := time.Date(2026, 9, 1+i, 0, 0, 0, 0, time.UTC)
		out = append(out, []string{at.Format("Mon 2 Jan"), strings.Repeat("1", i%3), ""})
	}
	return out
}

func nights(n int, width, height float64) sheet.Picture {
	p := sheet.Picture{Width: width, Height: height}
	row := height / float64(n)
	for i := range n {
		y := float64(i) * row
		p.Shapes = append(p.Shapes, sheet.Box{X: 40, Y: y + 1, Width: width - 60, Height: row - 2, Fill: 0.12, Hatched: i%9 == 4})
		if i%7 == 0 {
			p.Shapes = append(p.Shapes, sheet.Label{X: 34, Y: y + row - 1, Size: 7, Text: "1 Nov", Anchor: sheet.End})
		}
		if i%3 == 0 {
			p.Shapes = append(p.Shapes, sheet.Box{X: 90 + float64(i), Y: y, Width: 5, Height: row, Fill: 1})
		}
	}
	return p
}

func forest() sheet.Picture {
	p := sheet.Picture{Width: 480, Height: 80}
	p.Shapes = append(p.Shapes, sheet.Line{X1: 280, Y1: 0, X2: 280, Y2: 66, Width: 0.7, Ink: 0.6, Dashed: true})
	for i, name := range []string{"Hard floors", "Warm bath", "Sat over 6 h"} {
		y := 14 + 20*float64(i)
		p.Shapes = append(p.Shapes, sheet.Label{X: 120, Y: y + 3, Size: 9, Text: name, Anchor: sheet.End, Bold: i == 0},
			sheet.Line{X1: 200 + 30*float64(i), Y1: y, X2: 360, Y2: y, Width: 1.2, Ink: 1},
			sheet.Dot{X: 260 + 20*float64(i), Y: y, R: 3.5, Ink: 1, Hollow: i == 2})
	}
	p.Shapes = append(p.Shapes, sheet.Path{Points: [][2]float64{{400, 60}, {420, 30}, {440, 45}, {460, 10}}, Width: 1, Ink: 1},
		sheet.Path{Points: [][2]float64{{400, 70}, {460, 70}, {460, 64}}, Filled: true, Ink: 0.5},
		sheet.Label{X: 280, Y: 78, Size: 8, Text: "no difference", Anchor: sheet.Middle, Ink: 0.7})
	return p
}

func written(t testing.TB, d sheet.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// tool runs a program of another house over a PDF, and skips where there is none.
func tool(t *testing.T, pdf []byte, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("no %s here: scripts/install-test-needs installs it", name)
	}
	file := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		if a == "FILE" {
			args[i] = file
		}
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

// A report goes by mail, and is made while somebody waits.
func TestAReportIsSmall(t *testing.T) {
	if size := len(written(t, report())); size > 100_000 {
		t.Errorf("a report of three pages has %d bytes, want at most 100,000", size)
	}
}

func BenchmarkReport(b *testing.B) {
	for b.Loop() {
		written(b, report())
	}
}
