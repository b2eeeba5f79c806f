package web

import (
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"charley"
	"charley/words"
)

// A form holds what stands in the fields of a page, from the diary or as the
// person typed it, and what is wrong with it. Reading a field that cannot be
// understood notes why; the page is then shown again with everything kept.
type form struct {
	values url.Values
	wrong  map[string]string // by field name: why, in words
	words  *words.Catalogue
}

func (s *site) newForm(values url.Values) *form {
	return &form{values: values, wrong: map[string]string{}, words: s.words}
}

// posted is the form that a request brings.
//
// Errors: *http.MaxBytesError; ErrInvalid if it is not a form at all.
func (v *visit) posted() (*form, error) {
	if err := v.r.ParseForm(); err != nil {
		return nil, formError(err)
	}
	return v.site.newForm(v.r.PostForm), nil
}

func formError(err error) error {
	if strings.Contains(err.Error(), "request body too large") {
		return &http.MaxBytesError{Limit: maxForm}
	}
	return &charley.FieldError{Field: "form", Why: "cannot be read"}
}

// ok says that nothing was wrong so far.
func (f *form) ok() bool { return len(f.wrong) == 0 }

// refuse notes what is wrong with a field; the first reason stands.
func (f *form) refuse(name, key string, args ...any) {
	if f.wrong[name] == "" {
		f.wrong[name] = f.words.T(key, args...)
	}
}

func (f *form) get(name string) string { return strings.TrimSpace(f.values.Get(name)) }

// text is free text of at most a number of characters; "" if nothing is there.
func (f *form) text(name string, most int) string {
	s := strings.ReplaceAll(f.get(name), "\r\n", "\n")
	switch {
	case utf8.RuneCountInString(s) > most:
		f.refuse(name, "wrong.long", most)
	case !utf8.ValidString(s) || strings.ContainsFunc(s, unprintable):
		f.refuse(name, "wrong.text")
	}
	return s
}

// unprintable are the characters that package diary refuses in texts.
func unprintable(r rune) bool {
	return r < 0x20 && r != '\n' && r != '\t' && r != '\r' || r >= 0x7f && r < 0xa0
}

// number is a number in a range; nil if nothing is there. A decimal comma is
// read as a point.
func (f *form) number(name string, low, high float64) *float64 {
	s := strings.Replace(f.get(name), ",", ".", 1)
	if s == "" {
		return nil
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(n) || n < low || n > high {
		f.refuse(name, "wrong.number", low, high)
		return nil
	}
	return &n
}

// whole is a whole number in a range; nil if nothing is there.
func (f *form) whole(name string, low, high int) *int {
	n := f.number(name, float64(low), float64(high))
	if n == nil {
		return nil
	}
	whole := int(*n)
	if float64(whole) != *n {
		f.refuse(name, "wrong.whole", low, high)
		return nil
	}
	return &whole
}

// one is a choice among some words; "" if none was made.
func (f *form) one(name string, from []string) string {
	s := f.get(name)
	if s != "" && !slices.Contains(from, s) {
		f.refuse(name, "wrong.choice")
		return ""
	}
	return s
}

// many are choices among some words, in the order of the list.
func (f *form) many(name string, from []string) []string {
	var out []string
	for _, w := range from {
		if slices.Contains(f.values[name], w) {
			out = append(out, w)
		}
	}
	return out
}

// tick says whether a box was ticked.
func (f *form) tick(name string) bool { return f.get(name) != "" }

// clock is a time of day in minutes from midnight; ok is false if nothing, or
// nothing readable, is there.
func (f *form) clock(name string) (minute int, ok bool) {
	s := f.get(name)
	if s == "" {
		return 0, false
	}
	h, m, found := strings.Cut(strings.Replace(s, ".", ":", 1), ":")
	hour, err1 := strconv.Atoi(h)
	min, err2 := strconv.Atoi(m[:min(2, len(m))])
	if !found || err1 != nil || err2 != nil || hour < 0 || hour > 23 || min < 0 || min > 59 {
		f.refuse(name, "wrong.clock")
		return 0, false
	}
	return hour*60 + min, true
}

// date is a civil date; zero if nothing is there.
func (f *form) date(name string) charley.Night {
	s := f.get(name)
	if s == "" {
		return charley.Night{}
	}
	n, err := charley.ParseNight(s)
	if err != nil || n.Year < 1970 {
		f.refuse(name, "wrong.date")
	}
	return n
}

// id is the entry id that the page carried. A page always carries one; a
// missing or broken one is a page that somebody made up.
func (f *form) id(name string) charley.EntryID {
	id, err := charley.ParseEntryID(f.get(name))
	if err != nil {
		f.refuse(name, "wrong.page")
	}
	return id
}

// rev is the revision that the page showed; 0 for an entry that is new.
func (f *form) rev(name string) int {
	n, err := strconv.Atoi(f.get(name))
	if err != nil || n < 0 {
		return 0
	}
	return n
}
