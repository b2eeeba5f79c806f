package handout

import (
	"bytes"
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"charley"
	"charley/sheet"
	"charley/sheet/pdf"
	"charley/words"
)

// Four weeks are one page of either paper, with every night on it and every exposure that was asked for.
func TestPaperDiary(t *testing.T) {
	w, err := words.English()
	if err != nil {
		t.Fatal(err)
	}
	first := charley.Night{Year: 2026, Month: 11, Day: 23}
	for _, paper := range []sheet.Paper{sheet.A4, sheet.Letter} {
		for asked, pages := range map[int]int{0: 1, 4: 1, 9: 1, 10: 2, 30: 3} {
			name := fmt.Sprintf("%s, %d exposures", paper, asked)
			var list []Asked
			for i := range asked {
				list = append(list, Asked{Name: []string{"Compression stockings", "Alcohol", "Lay awake before midnight"}[i%3] + fmt.Sprint(" ", i), Unit: "drinks", Amount: i%3 == 1})
			}
			doc := PaperDiary(w, list, first, Options{Paper: paper})
			var out bytes.Buffer
			if err := pdf.Write(&out, doc); err != nil {
				t.Fatal(err)
			}
			if got := pagesIn(t, doc); got != pages {
				t.Errorf("%s: got %d tables, want %d", name, got, pages)
			}
			held := written(doc)
			for _, want := range append(names(list), "Mon\u00a023\u00a0Nov", "Sun\u00a020\u00a0Dec", "Nothing happened", "empty means unknown") {
				if !strings.Contains(held, want) {
					t.Errorf("%s: found no %q", name, want)
				}
			}
			if got := printed(t, out.Bytes()); got != pages && got >= 0 {
				t.Errorf("%s: it is %d pages, want %d", name, got, pages)
			}
		}
	}
}

func names(list []Asked) []string {
	var out []string
	for _, a := range list {
		out = append(out, short(a.Name))
	}
	return out
}

func pagesIn(t *testing.T, d sheet.Document) int {
	t.Helper()
	n := 0
	for _, b := range d.Blocks {
		if table, ok := b.(sheet.Table); ok {
			n++
			if len(table.Rows) != PaperNights || table.RowHeight < 14 {
				t.Errorf("got a form of %d rows, %g points high: nobody can write into that", len(table.Rows), table.RowHeight)
			}
		}
	}
	return n
}

// written is all text of a form.
func written(d sheet.Document) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		switch block := block.(type) {
		case sheet.Paragraph:
			for _, r := range block.Text {
				b.WriteString(r.Text + "\n")
			}
		case sheet.Table:
			for _, c := range block.Columns {
				b.WriteString(c.Name + "\n")
			}
			for _, r := range block.Rows {
				b.WriteString(strings.Join(r, " ") + "\n")
			}
		}
	}
	return b.String()
}

// printed is how many pages a PDF has, as another program counts them; -1 where there is no such program.
func printed(t *testing.T, file []byte) int {
	t.Helper()
	if _, err := exec.LookPath("pdfinfo"); err != nil {
		return -1
	}
	count := exec.Command("pdfinfo", "-")
	count.Stdin = bytes.NewReader(file)
	out, err := count.CombinedOutput()
	if err != nil {
		t.Fatalf("pdfinfo: %v\n%s", err, out)
	}
	_, after, _ := strings.Cut(string(out), "Pages:")
	n := 0
	for _, r := range strings.TrimSpace(after) {
		if r < '0' || r > '9' {
			break
		}
		n = 10*n + int(r-'0')
	}
	return n
}
