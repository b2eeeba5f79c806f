package web

import (
	"math"
	"strings"

	"charley"
)

// An episodeLine is one episode in a list: "02:47 Cramp, left calf, 3 min, 8/10".
type episodeLine struct {
	ID      charley.EntryID
	Clock   string
	What    string // the word of the vocabulary, for its colour
	Label   string
	Details string
}

func (s *site) episodeLine(e charley.Episode) episodeLine {
	return episodeLine{ID: e.ID, Clock: s.clockWords(e), What: e.What, Label: s.words.T("what." + e.What), Details: s.words.List(s.episodeDetails(e))}
}

// episodeDetails are what is known of an episode beside its time, in words.
func (s *site) episodeDetails(e charley.Episode) []string {
	w := s.words
	var out []string
	where := w.ListAnd(s.labels("place.", e.Places))
	switch {
	case e.Side != "" && where != "":
		out = append(out, w.T("where."+e.Side, where))
	case e.Side != "":
		out = append(out, w.T("where.only."+e.Side))
	case where != "":
		out = append(out, where)
	}
	switch {
	case e.Minutes != nil && e.Guess:
		out = append(out, w.T("line.about", s.minutes(float64(*e.Minutes))))
	case e.Minutes != nil:
		out = append(out, s.minutes(float64(*e.Minutes)))
	case e.Open:
		out = append(out, w.T("line.open"))
	}
	if e.Intensity != nil {
		out = append(out, w.T("line.intensity", *e.Intensity))
	}
	if e.Woke == charley.Yes {
		out = append(out, w.T("line.woke"))
	}
	if e.NotEasing {
		out = append(out, w.T("line.not_easing"))
	}
	return out
}

// labels are words of the vocabulary as people read them, in lower case. Words
// that the catalogue does not know are shown as they are.
func (s *site) labels(prefix string, list []string) []string {
	var out []string
	for _, word := range list {
		out = append(out, s.words.Lower(s.label(prefix, word)))
	}
	return out
}

func (s *site) label(prefix, word string) string {
	if s.words.Has(prefix + word) {
		return s.words.T(prefix + word)
	}
	return strings.ReplaceAll(word, "_", " ")
}

// minutes is a length of time in words: "under 1 min", "3 min", "1 h 20 min".
func (s *site) minutes(m float64) string {
	whole := int(math.Round(m))
	switch {
	case m > 0 && m < 1:
		return s.words.T("line.moment")
	case whole >= 60 && whole%60 == 0:
		return s.words.T("line.hours", whole/60)
	case whole >= 60:
		return s.words.T("line.hours_minutes", whole/60, whole%60)
	}
	return s.words.T("line.minutes", whole)
}
