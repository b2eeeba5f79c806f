package words

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

//go:embed en.json
var english []byte

// A Catalogue holds every text of one language.
type Catalogue struct {
	Lang  language.Tag
	texts map[string]text
}

// A text is one entry of the catalogue: by plural category ("one", "other" …);
// texts without a number in them have "other" alone.
type text map[string]string

// English is the catalogue that comes with the program.
func English() (*Catalogue, error) { return Parse(language.English, english) }

// Parse reads the English catalogue: a JSON object of texts, each a string with {0}, {1} …
// where something is put in, or an object of plural forms with {n} for the number.
// A key that comes twice, and a text without an "other" form, are errors.
func Parse(lang language.Tag, data []byte) (*Catalogue, error) {
	c := &Catalogue{Lang: lang, texts: map[string]text{}}
	err := eachEntry(data, func(key string, raw json.RawMessage) (err error) {
		if _, twice := c.texts[key]; twice {
			return errors.New("it is there twice")
		}
		var forms text
		if err := json.Unmarshal(raw, &forms); err != nil {
			return err
		}
		c.texts[key] = forms
		if _, ok := forms["other"]; !ok {
			return fmt.Errorf("there is no form for %q", "other")
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the %s catalogue: %w", lang, err)
	}
	return c, nil
}

// eachEntry reads a JSON object entry by entry.
func eachEntry(data []byte, read func(key string, raw json.RawMessage) error) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	if _, err := dec.Token(); err != nil {
		return err
	}
	for dec.More() {
		token, err := dec.Token()
		if err != nil {
			return err
		}
		key, _ := token.(string)
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		if err := read(key, raw); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
	}
	_, err := dec.Token()
	return err
}

// UnmarshalJSON reads a string, which is the form for any number, or an object of forms.
func (t *text) UnmarshalJSON(raw []byte) error {
	var one string
	if json.Unmarshal(raw, &one) == nil {
		*t = text{"other": one}
		return nil
	}
	var forms map[string]string
	if err := json.Unmarshal(raw, &forms); err != nil {
		return err
	}
	*t = forms
	return nil
}

// Keys are all keys, sorted.
func (c *Catalogue) Keys() []string { return slices.Sorted(maps.Keys(c.texts)) }

// Has says that there is a text for a key.
func (c *Catalogue) Has(key string) bool { return c.texts[key] != nil }

// T is the text of a key with its arguments in the places of {0}, {1} …
// A key that is not there panics: the tests of package web see every key.
func (c *Catalogue) T(key string, args ...any) string {
	return c.fill(c.form(key, "other"), args)
}

// N is the text of a key for a number, which stands in the place of {n}.
func (c *Catalogue) N(key string, n int, args ...any) string {
	s := c.form(key, category(c.Lang, n))
	return c.fill(strings.ReplaceAll(s, "{n}", strconv.Itoa(n)), args)
}

// Forms are all plural forms of a text by their category, with {n} where the
// number goes, for scripts that count.
func (c *Catalogue) Forms(key string) map[string]string {
	c.form(key, "other") // a key that is not there panics
	return maps.Clone(c.texts[key])
}

func (c *Catalogue) form(key, category string) string {
	forms, ok := c.texts[key]
	if !ok {
		panic("words: there is no text for " + key)
	}
	if s, ok := forms[category]; ok {
		return s
	}
	return forms["other"]
}

// fill puts arguments into a text in one pass, so that what a person typed is
// never itself read as a place to fill.
func (c *Catalogue) fill(s string, args []any) string {
	if len(args) == 0 {
		return s
	}
	pairs := make([]string, 0, 2*len(args))
	for i, a := range args {
		if n, ok := a.(float64); ok {
			a = c.Number(n)
		}
		pairs = append(pairs, "{"+strconv.Itoa(i)+"}", fmt.Sprint(a))
	}
	return strings.NewReplacer(pairs...).Replace(s)
}

// category is the CLDR plural category of a whole number.
func category(lang language.Tag, n int) string {
	names := map[plural.Form]string{
		plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other",
	}
	return names[plural.Cardinal.MatchPlural(lang, n, 0, 0, 0, 0)]
}
