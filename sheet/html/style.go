package html

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"charley/sheet"
)

//go:embed style.css
var looks string

// Policy is the content security policy of the page that Write makes of a document: nothing is fetched, nothing
// runs, and the one style sheet in it is named by its hash. The page says it too; a server sends it so that it
// holds before the page is read.
func Policy(d sheet.Document) string {
	sum := sha256.Sum256([]byte(style(d)))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
}

// style is all that stands in the style element: the looks of every document, and what this one's paper, shares and
// row heights need. Those are rules and not attributes, because a policy that allows one style sheet allows no
// style attribute.
func style(d sheet.Document) string {
	var b strings.Builder
	b.WriteString(looks)
	page := "A4"
	if d.Paper == sheet.Letter {
		page = "letter"
	}
	way := "landscape"
	if d.Upright {
		way = "portrait"
	}
	fmt.Fprintf(&b, "@page{size:%s %s;margin:10mm 15mm 12mm;", page, way)
	fmt.Fprintf(&b, "@bottom-left{content:%s;font:8.5pt sans-serif}", quoted(d.Foot))
	if d.PageOf != "" {
		fmt.Fprintf(&b, "@bottom-right{content:%s;font:8.5pt sans-serif}", pageNumber(d.PageOf))
	}
	b.WriteString("}\n")
	rules := map[string]string{}
	collect(d.Blocks, rules)
	for _, class := range slices.Sorted(maps.Keys(rules)) {
		b.WriteString(rules[class])
	}
	return b.String()
}

// collect gathers the rules of the lengths in some blocks, by their class.
func collect(blocks []sheet.Block, rules map[string]string) {
	for _, b := range blocks {
		switch b := b.(type) {
		case sheet.Columns:
			if b.Share > 0 && b.Share < 1 {
				rules[widthClass(b.Share)] = widthRule(b.Share)
			}
			collect(b.Left, rules)
			collect(b.Right, rules)
		case sheet.Table:
			for _, c := range b.Columns {
				if c.Share > 0 {
					rules[widthClass(c.Share)] = widthRule(c.Share)
				}
			}
			if b.RowHeight > 0 {
				rules[heightClass(b.RowHeight)] = fmt.Sprintf(".%s tr{height:%spt}\n", heightClass(b.RowHeight), number(b.RowHeight))
			}
		}
	}
}

// perMille is how finely shares of the width are told apart.
const perMille = 1000

func widthClass(share float64) string { return fmt.Sprintf("w%d", int(math.Round(share*perMille))) }

// widthRule gives a column of a table its width, and a stack beside another its part of the row.
func widthRule(share float64) string {
	class, width := widthClass(share), number(share*100)
	return fmt.Sprintf("col.%s{width:%s%%}\n.columns>.%s{flex:0 1 %s%%}\n", class, width, class, width)
}

func heightClass(points float64) string { return fmt.Sprintf("h%d", int(math.Round(points*10))) }

// pageNumber is the text of a page's number as a style sheet counts it.
func pageNumber(of string) string {
	parts := strings.SplitN(of, "%d", 3)
	out := quoted(parts[0])
	for i, counter := range [...]string{"counter(page)", "counter(pages)"} {
		if i+1 < len(parts) {
			out += " " + counter + " " + quoted(parts[i+1])
		}
	}
	return out
}

// quoted is a text as a string of a style sheet. All but letters, digits and spaces is written as an escape, so that
// no text can end the string, the rule or the style element.
func quoted(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range sheet.Clean(text) {
		if r == ' ' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "\\%x ", r) // the space ends it, and is no part of the text
		}
	}
	b.WriteByte('"')
	return b.String()
}
