package web

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"charley/knowledge"
)

// largestDrawing in bytes: a drawing stands inside the page that is opened at
// three in the morning.
const largestDrawing = 4 << 10

// Every relief has its drawing, and no drawing lies about unused.
func TestDrawingsAndReliefs(t *testing.T) {
	base, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]string{}
	for _, r := range base.Reliefs().All() {
		if r.Drawing == "" {
			t.Errorf("%s has no drawing", r.ID)
			continue
		}
		used[r.Drawing+".svg"] = r.ID
	}
	folder := os.DirFS("relief")
	for file, id := range used {
		if _, err := fs.Stat(folder, file); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
	for _, file := range drawings(t, folder) {
		if used[file] == "" {
			t.Errorf("no relief uses %s", file)
		}
	}
}

// Drawings are put into pages as they are, in the colour of the text around
// them, under a policy that allows no styles and no scripts.
func TestDrawingsAreFitForPages(t *testing.T) {
	folder := os.DirFS("relief")
	for _, file := range drawings(t, folder) {
		svg, err := fs.ReadFile(folder, file)
		if err != nil {
			t.Fatal(err)
		}
		for _, wrong := range unfit(svg) {
			t.Errorf("%s: %s", file, wrong)
		}
	}
}

// The guard above sees what it is there for.
func TestUnfitDrawings(t *testing.T) {
	const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 180">`
	for _, c := range []struct{ svg, want string }{
		{head + `<path d="M0 0"/>`, "XML"},
		{head + `</svg>` + head + `</svg>`, "one svg"},
		{`<g/>`, "one svg"},
		{``, "one svg"},
		{`<svg viewBox="0 0 240 180"/>`, "one svg"},
		{`<svg xmlns="http://www.w3.org/2000/svg"/>`, "viewBox"},
		{head + `<!-- note --></svg>`, "comment"},
		{head + `<!DOCTYPE svg></svg>`, "comment"},
		{head + `<style/></svg>`, "<style>"},
		{head + `<script/></svg>`, "<script>"},
		{head + `<text/></svg>`, "<text>"},
		{head + `<title/></svg>`, "<title>"},
		{head + `leg</svg>`, "holds text"},
		{head + `<path style="fill:none"/></svg>`, "style"},
		{head + `<path id="a"/></svg>`, "id"},
		{head + `<path onclick="a()"/></svg>`, "onclick"},
		{head + `<path xmlns:x="http://www.w3.org/1999/xlink" x:href="#a"/></svg>`, "href"},
		{head + `<path class="other"/></svg>`, "class"},
		{head + `<path fill="red"/></svg>`, "fill"},
		{head + `<path stroke="#e0442f"/></svg>`, "stroke"},
		{head + `<path d="` + strings.Repeat("M0 0", largestDrawing/4) + `"/></svg>`, "bytes"},
	} {
		if got := strings.Join(unfit([]byte(c.svg)), "\n"); !strings.Contains(got, c.want) {
			t.Errorf("%.120s: got %q, want a complaint about %s", c.svg, got, c.want)
		}
	}
	if got := unfit([]byte(head + `<path class="mark" fill="currentColor" stroke="none"/></svg>`)); got != nil {
		t.Errorf("a plain drawing: %q", got)
	}
}

func drawings(t *testing.T, folder fs.FS) []string {
	t.Helper()
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, e := range entries {
		if e.IsDir() || !strings.HasSuffix(e.Name(), ".svg") {
			t.Errorf("relief/%s is no drawing", e.Name())
			continue
		}
		files = append(files, e.Name())
	}
	if len(files) == 0 {
		t.Fatal("there are no drawings")
	}
	return files
}

const svgSpace = "http://www.w3.org/2000/svg"

// What a drawing may be made of; everything else is a complaint.
var (
	drawingElements   = []string{"svg", "g", "path", "circle", "ellipse", "line", "polyline", "rect"}
	drawingAttributes = []string{
		"xmlns", "viewBox", "class", "d", "cx", "cy", "r", "rx", "ry", "x", "y", "x1", "y1", "x2", "y2", "width", "height", "points", "transform",
		"fill", "fill-rule", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "opacity", "aria-hidden", "focusable",
	}
	drawingValues = map[string][]string{
		"fill":   {"currentColor", "none"},
		"stroke": {"currentColor", "none"},
		"class":  {"mark", "pull"}, // the muscle; which way it is pulled
	}
)

// unfit says what keeps a drawing out of a page.
func unfit(svg []byte) []string {
	var wrong []string
	if len(svg) >= largestDrawing {
		wrong = append(wrong, "too many bytes")
	}
	roots, depth := 0, 0
	for d := xml.NewDecoder(bytes.NewReader(svg)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return append(wrong, "not well-formed XML: "+err.Error())
		}
		switch e := token.(type) {
		case xml.StartElement:
			if depth == 0 && e.Name.Local == "svg" && e.Name.Space == svgSpace {
				roots++
			}
			depth++
			wrong = append(wrong, unfitElement(e)...)
		case xml.EndElement:
			depth--
		case xml.CharData:
			if len(bytes.TrimSpace(e)) > 0 {
				wrong = append(wrong, "holds text")
			}
		default:
			wrong = append(wrong, "holds a comment or a directive")
		}
	}
	if roots != 1 {
		wrong = append(wrong, "is not one svg")
	}
	return wrong
}

func unfitElement(e xml.StartElement) []string {
	var wrong []string
	if !slices.Contains(drawingElements, e.Name.Local) {
		wrong = append(wrong, "has a <"+e.Name.Local+">")
	}
	hasBox := false
	for _, a := range e.Attr {
		name := a.Name.Local
		hasBox = hasBox || name == "viewBox"
		if a.Name.Space != "" || !slices.Contains(drawingAttributes, name) {
			wrong = append(wrong, "has the attribute "+name)
		} else if allowed := drawingValues[name]; allowed != nil && !slices.Contains(allowed, a.Value) {
			wrong = append(wrong, "has "+name+" "+a.Value)
		}
	}
	if e.Name.Local == "svg" && !hasBox {
		wrong = append(wrong, "has no viewBox")
	}
	return wrong
}
