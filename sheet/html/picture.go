package html

import (
	"fmt"
	"math"
	"strconv"

	"charley/sheet"
)

// figure writes a picture as SVG inside of the page. Its shapes are presented by attributes, which the policy of
// the page allows, and stay text and lines at any size.
func (w *writer) figure(f sheet.Figure) {
	w.pictures++
	id := strconv.Itoa(w.pictures)
	p := f.Picture
	w.put("<figure>\n")
	title, desc := f.Caption, f.Alt
	if title == "" {
		title, desc = f.Alt, ""
	}
	names := "title" + id
	if desc != "" {
		names += " desc" + id
	}
	w.put(fmt.Sprintf(`<svg role="img" aria-labelledby="%s" viewBox="0 0 %s %s" width="%spt" height="%spt">`,
		names, number(p.Width), number(p.Height), number(p.Width), number(p.Height)))
	w.put(`<title id="title`, id, `">`, attribute(title), "</title>")
	if desc != "" {
		w.put(`<desc id="desc`, id, `">`, attribute(desc), "</desc>")
	}
	w.hatching(p, id)
	for _, s := range p.Shapes {
		w.shape(s, id)
	}
	w.put("</svg>\n")
	if f.Caption != "" {
		w.put("<figcaption>", text(f.Caption), "</figcaption>\n")
	}
	w.put("</figure>\n")
}

// hatching is the pattern of slanted lines, where a picture has a box that needs it.
func (w *writer) hatching(p sheet.Picture, id string) {
	for _, s := range p.Shapes {
		if b, ok := s.(sheet.Box); ok && b.Hatched {
			w.put(`<defs><pattern id="hatch`, id, `" width="3" height="3" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">`,
				`<path d="M0 0V3" stroke="#000" stroke-width=".8"/></pattern></defs>`)
			return
		}
	}
}

func (w *writer) shape(s sheet.Shape, id string) {
	switch s := s.(type) {
	case sheet.Line:
		dash := ""
		if s.Dashed {
			dash = ` stroke-dasharray="3 2"`
		}
		w.put(fmt.Sprintf(`<path d="M%s %sL%s %s" stroke="%s" stroke-width="%s"%s/>`,
			number(s.X1), number(s.Y1), number(s.X2), number(s.Y2), ink(s.Ink), number(s.Width), dash))
	case sheet.Box:
		w.box(s, id)
	case sheet.Dot:
		look := `fill="` + ink(s.Ink) + `"`
		if s.Hollow {
			look = `fill="#fff" stroke="` + ink(s.Ink) + `"`
		}
		w.put(fmt.Sprintf(`<circle cx="%s" cy="%s" r="%s" %s/>`, number(s.X), number(s.Y), number(s.R), look))
	case sheet.Path:
		w.path(s)
	case sheet.Label:
		w.label(s)
	}
}

func (w *writer) box(b sheet.Box, id string) {
	fill, border := ink(b.Fill), ""
	if b.Hatched {
		fill = "url(#hatch" + id + ")"
	}
	if b.Border > 0 {
		border = ` stroke="#000" stroke-width="` + number(b.Border) + `"`
	}
	w.put(fmt.Sprintf(`<rect x="%s" y="%s" width="%s" height="%s" fill="%s"%s/>`,
		number(b.X), number(b.Y), number(b.Width), number(b.Height), fill, border))
}

func (w *writer) path(p sheet.Path) {
	if len(p.Points) == 0 {
		return
	}
	w.put(`<path d="`)
	for i, at := range p.Points {
		step := "L"
		if i == 0 {
			step = "M"
		}
		w.put(step, number(at[0]), " ", number(at[1]))
	}
	if p.Filled {
		w.put(`Z" fill="`, ink(p.Ink), `"/>`)
		return
	}
	w.put(`" fill="none" stroke="`, ink(p.Ink), `" stroke-width="`, number(p.Width), `"/>`)
}

func (w *writer) label(l sheet.Label) {
	anchor, weight, shade := "", "", "#000"
	if l.Anchor != sheet.Start {
		anchor = ` text-anchor="` + attribute(string(l.Anchor)) + `"`
	}
	if l.Bold {
		weight = ` font-weight="700"`
	}
	if l.Ink > 0 {
		shade = ink(l.Ink)
	}
	w.put(fmt.Sprintf(`<text x="%s" y="%s" font-size="%s" fill="%s"%s%s>`, number(l.X), number(l.Y), number(l.Size), shade, anchor, weight),
		attribute(l.Text), "</text>")
}

// ink is a shade: 0 white, 1 black.
func ink(i sheet.Ink) string {
	v := int(math.Round((1 - min(max(float64(i), 0), 1)) * 255))
	return fmt.Sprintf("#%02x%02x%02x", v, v, v)
}

// number is a length as a picture writes it: two decimals at most. What is no length is 0.
func number(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "0"
	}
	return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
}
