package words

import (
	"strconv"
	"strings"
)

// List is "calf, foot, toes".
func (c *Catalogue) List(items []string) string { return c.joined("list.comma", items) }

// Set is "one leg swollen; a hot joint": items that hold commas themselves.
func (c *Catalogue) Set(items []string) string { return c.joined("list.semicolon", items) }

// ListAnd is "calf, foot and toes".
func (c *Catalogue) ListAnd(items []string) string { return c.closed("list.and", items) }

// ListOr is "calf, foot or toes".
func (c *Catalogue) ListOr(items []string) string { return c.closed("list.or", items) }

func (c *Catalogue) joined(key string, items []string) string {
	all := ""
	for i, item := range items {
		if i == 0 {
			all = item
		} else {
			all = c.T(key, all, item)
		}
	}
	return all
}

func (c *Catalogue) closed(key string, items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return c.T(key, c.List(items[:last]), items[last])
}

// Number is a number without needless digits: "2.5".
func (c *Catalogue) Number(n float64) string {
	return strings.Replace(strconv.FormatFloat(n, 'f', -1, 64), ".", c.form("number.point", "other"), 1)
}

// keptInside is what a language says under language.inside if its nouns keep
// their capital inside a sentence.
const keptInside = "as it is"

// Lower is a word of the catalogue inside a sentence: in lower case, unless the
// language keeps it as it is.
func (c *Catalogue) Lower(word string) string {
	if c.form("language.inside", "other") == keptInside {
		return word
	}
	return strings.ToLower(word)
}
