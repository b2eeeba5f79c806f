package web

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"charley"
	"charley/diary"
	"charley/tell"
)

// fieldFacts are the fields of an entry, or of an edit of it, in words, in the order
// in which people meet them. What a person does not read is left out.
func (s *site) fieldFacts(of charley.Entry, fields charley.Fields) []fact {
	kind, bad := of.Kind, of.Fields.Text("about") == charley.FactHarm
	var out []fact
	for _, key := range orderedKeys(kind, fields) {
		if key == "zone" || key == "night" && fields["start"] != nil || key == "asked" || key == "about" && kind == charley.KindFact || key == "code" && fields["name"] != nil || key == "sealed" || key == "seal" || key == "trial" {
			continue
		}
		if harm := map[string]string{"name": "field.what", "from": "harm.day"}[key]; harm != "" && bad {
			out = append(out, fact{Name: s.words.T(harm), Value: s.fieldWords(of, key, fields[key])})
			continue
		}
		out = append(out, fact{Name: s.fieldName(key), Value: s.fieldWords(of, key, fields[key])})
	}
	return out
}

// orderedKeys are the keys of fields in the order of the diary's own list.
func orderedKeys(kind charley.Kind, fields charley.Fields) []string {
	known := diary.FieldsOf(kind)
	place := func(key string) int {
		if i := slices.IndexFunc(known, func(f diary.Field) bool { return f.Name == key }); i >= 0 {
			return i
		}
		return len(known)
	}
	keys := fields.Keys()
	slices.SortStableFunc(keys, func(a, b string) int { return place(a) - place(b) })
	return keys
}

// fieldName is what a person calls a field.
func (s *site) fieldName(key string) string {
	if id, ok := strings.CutPrefix(key, charley.ExposurePrefix); ok {
		if x, known := s.knowledge.Exposures().Get(id); known {
			return x.Name
		}
		return s.label("", id)
	}
	if name, ok := strings.CutPrefix(key, charley.ExtraPrefix); ok {
		return s.words.T("field.extra", name)
	}
	if name, ok := strings.CutPrefix(key, charley.AnswerPrefix); ok {
		if f, known := s.knowledge.Features().Get(name); known {
			return f.Question
		}
		return name
	}
	return s.label("field.", key)
}

// fieldWords are a stored value of an entry as a person reads it.
func (s *site) fieldWords(of charley.Entry, key string, raw json.RawMessage) string {
	if raw == nil || charley.IsNull(raw) {
		return s.words.T("field.cleared")
	}
	one := charley.Fields{key: raw}
	if name, ok := strings.CutPrefix(key, charley.AnswerPrefix); ok {
		return s.saidWords(name, one, key)
	}
	if id, ok := strings.CutPrefix(key, charley.ExposurePrefix); ok {
		a := charley.Answer{Said: one.Flag(key), Amount: one.Number(key)}
		return s.answerWords(id, a)
	}
	if list := one.List(key); list != nil {
		return s.words.List(s.labels(listPrefix[key], list))
	}
	if n := one.Number(key); n != nil {
		return s.numberWords(key, *n)
	}
	if yes := one.Flag(key); yes != charley.Unknown {
		return s.words.T("tri." + strconv.FormatBool(yes == charley.Yes))
	}
	if text := one.Text(key); text != "" {
		return s.textWords(of, key, text)
	}
	return strings.Trim(string(raw), `"`)
}

// saidWords are an answer to a question about legs, as the taps of the question say it.
func (s *site) saidWords(feature string, one charley.Fields, key string) string {
	f, _ := s.knowledge.Features().Get(feature)
	label := func(word string) string {
		if v, ok := f.Value(word); ok {
			return v.Label
		}
		return s.codeName(word)
	}
	var span []float64
	switch text := one.Text(key); {
	case text == charley.DontKnow:
		return s.words.T("ask.dont_know")
	case text == tell.Constant:
		return s.words.T("span.constant")
	case text != "":
		return label(text)
	case one.Number(key) != nil:
		return s.words.T("evening.amount", *one.Number(key), f.Unit)
	case one.Flag(key) != charley.Unknown:
		return s.words.T("tri." + strconv.FormatBool(one.Flag(key) == charley.Yes))
	case json.Unmarshal(one[key], &span) == nil && len(span) == 2:
		return s.words.T("answer.span", span[0], span[1], f.Unit)
	}
	var list []string
	for _, word := range one.List(key) {
		list = append(list, label(word))
	}
	return s.words.List(list)
}

// listPrefix and wordPrefix say under which keys of the catalogue the words of
// a field are found.
var (
	listPrefix = map[string]string{"places": "place.", "tried": "easer.", "eased_by": "easer."}
	wordPrefix = map[string]string{"what": "what.", "side": "side.", "soreness": "sore.", "reason": "reason.", "sex": "sex.", "answer": "answer.", "ended_why": "trial.ended.", "guess": "trial.guess.", "blind": "trial.blind.", "grade": "harm.is."}
)

func (s *site) numberWords(key string, n float64) string {
	switch key {
	case "minutes", "sleep_lost":
		return s.minutes(n)
	case "intensity", "restless_bother", "cramp_worst":
		return s.words.T("line.intensity", n)
	}
	return s.words.Number(n)
}

func (s *site) textWords(of charley.Entry, key, text string) string {
	kind := of.Kind
	if prefix := wordPrefix[key]; prefix != "" {
		return s.label(prefix, text)
	}
	switch key {
	case "code", "remedy":
		return s.codeName(text)
	case "group":
		return s.label("group.", text)
	case "start", "in_bed", "out_of_bed", "told":
		if m, err := charley.ParseMoment(text, time.UTC); err == nil {
			return s.words.T("history.when", s.words.Day(dateOf(m)), s.words.Clock(m.Wall()))
		}
	case "ended":
		switch {
		case kind == charley.KindTrial:
			return s.words.Partial(text)
		case of.Fields.Text("about") == charley.FactHarm:
			return s.label("ended.harm.", text)
		}
		return s.label("ended.flag.", text) // for a warning sign a pharmacist will not do
	case "night":
		if n, err := charley.ParseNight(text); err == nil && kind != charley.KindFact && kind != charley.KindAway {
			return s.words.NightDates(n)
		}
		return s.words.Partial(text)
	case "until", "from", "due":
		return s.words.Partial(text)
	}
	return text
}

// codeName is what an id of a condition, medicine or remedy is called.
func (s *site) codeName(id string) string {
	if r, ok := s.knowledge.Standing().Get(id); ok {
		return r.Name
	}
	if r, ok := s.knowledge.Medicines().Get(id); ok {
		return r.Name
	}
	if r, ok := s.knowledge.Remedies().Get(id); ok {
		return r.Name
	}
	return s.label("", id)
}
