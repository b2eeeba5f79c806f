package tell

import (
	"charley/knowledge"
	"charley/rule"
)

// Short is what a feature asks, in a few words.
func (t *Teller) Short(feature string) string {
	if f, ok := t.features[feature]; ok {
		return f.Short
	}
	return feature
}

// Shorts are the first few features in a few words each.
func (t *Teller) Shorts(features []string, most int) []string {
	var out []string
	for _, f := range features[:min(len(features), most)] {
		out = append(out, t.Short(f))
	}
	return out
}

// Phrase is an answer as it reads inside a reason: "one leg swollen".
func (t *Teller) Phrase(feature string, v rule.Value) string {
	f, say := t.features[feature], t.base.Phrases()
	switch v.Kind {
	case rule.Flag:
		if !v.Yes {
			return knowledge.Filled(say.Not, f.Short)
		}
	case rule.Word:
		if w, ok := f.Value(v.Word); ok {
			return w.Phrase
		}
	case rule.List:
		var words []string
		for _, w := range f.Values {
			if v.Named[w.Value] > 0 {
				words = append(words, w.Phrase)
			}
		}
		if len(words) > 0 {
			return say.Listed(words)
		}
	case rule.Number:
		return knowledge.Filled(say.Number, f.Short, v.Low, f.Unit)
	case rule.Range:
		if v.Constant {
			return knowledge.Filled(say.Constant, f.Short)
		}
		return knowledge.Filled(say.Range, f.Short, v.Low, v.High, f.Unit)
	}
	return t.Short(feature)
}

// Phrases are answers as they read inside a reason.
func (t *Teller) Phrases(features []string, a rule.Answers) []string {
	var out []string
	for _, f := range features {
		out = append(out, t.Phrase(f, a[f]))
	}
	return out
}

// A Summary is what a verdict says of each condition, for skins to make a
// sentence of: phrases of the records, cramps and restless legs always among them.
type Summary struct {
	Fits   []string // what fits, best first
	Strong bool     // all of those are strong fits
	Not    []string // of cramps and restless legs: unlikely
	Open   []string // of the two: cannot tell
	None   bool     // enough is known, and nothing fits
}

// Summary sums up a verdict without an urgent flag.
func (t *Teller) Summary(v Verdict) Summary {
	s := Summary{Strong: true, None: v.Main != nil && *v.Main == none}
	for _, c := range v.Conditions {
		rec, ok := t.base.Conditions().Get(c.ID)
		switch {
		case !ok || c.ID == none:
		case named(c.Band):
			s.Fits = append(s.Fits, rec.Phrase)
			s.Strong = s.Strong && c.Band == Strong
		case !t.pair(c.ID):
		case c.Band == UnlikelyIs:
			s.Not = append(s.Not, rec.Phrase)
		default:
			s.Open = append(s.Open, rec.Phrase)
		}
	}
	return s
}

// none is the condition that stands for nothing that Charley knows.
const none = "none"

// pair says that a condition is one of the two that this is all about.
func (t *Teller) pair(id string) bool {
	return id == t.net.conditions[cramps].ID || id == t.net.conditions[restless].ID
}
