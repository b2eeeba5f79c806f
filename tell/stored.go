package tell

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"charley"
	"charley/knowledge"
	"charley/rule"
)

// An event is one thing that was said about legs: answers, or that a flag ended.
type event struct {
	at      time.Time
	seq     int64
	answers rule.Answers
	unsure  map[string][]string // of lists: items that were asked and not known
	flag    string
	how     string
}

// events are what was said, oldest first.
func (t *Teller) events(h History) []event {
	var out []event
	for _, f := range h.Facts {
		e := event{at: f.Client, seq: f.Seq}
		switch f.About {
		case charley.FactAnswers:
			e.answers, e.unsure = t.answers(f.Answers), map[string][]string{}
			for name := range f.Answers {
				for _, word := range f.Answers.List(name) {
					if item, unsure := strings.CutPrefix(word, unsurePrefix); unsure {
						e.unsure[name] = append(e.unsure[name], item)
					}
				}
			}
		case charley.FactLab:
			if e.answers = t.lab(f, h.Facts); e.answers == nil {
				continue
			}
		case charley.FactFlag:
			e.flag, e.how = f.Flag, f.Ended
		default:
			continue
		}
		out = append(out, e)
	}
	slices.SortStableFunc(out, func(a, b event) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.seq, b.seq)) })
	return out
}

// lab is what a blood test answers, for rules that ask for it; nil where they do not, or where a later one was told of.
func (t *Teller) lab(f charley.Fact, all []charley.Fact) rule.Answers {
	feature, ok := t.features[f.Code]
	if !ok || feature.Kind != knowledge.Quantity || f.Value == nil {
		return nil
	}
	for _, other := range all {
		if other.About == charley.FactLab && other.Code == f.Code && other.Taken() > f.Taken() {
			return nil
		}
	}
	v, _, err := t.value(feature, charley.Value(*f.Value))
	if err != nil { // beyond what the codebook takes for possible
		return nil
	}
	return rule.Answers{f.Code: v}
}

// answers reads stored answers. What the codebook does not know (any more) says
// nothing; what was asked and not known is kept as unknown.
func (t *Teller) answers(stored charley.Fields) rule.Answers {
	out := rule.Answers{}
	for name, raw := range stored {
		f, ok := t.features[name]
		if !ok {
			continue
		}
		if stored.Text(name) == charley.DontKnow {
			out[name] = rule.Value{}
			continue
		}
		if f.Kind == knowledge.Span && stored.Text(name) == Constant {
			raw = json.RawMessage("null")
		}
		if namesSome(f) {
			out[name] = t.partial(f, stored.List(name))
			continue
		}
		if v, _, err := t.value(f, raw); err == nil {
			out[name] = v
		}
	}
	return out
}

// Marks in the stored answer of a list that is not complete: what was said to be
// no, and what was asked and not known.
const (
	notPrefix    = "not "
	unsurePrefix = "unsure "
)

// partial reads the stored answer of a list that names what is so and, by
// notPrefix, what is not.
func (t *Teller) partial(f knowledge.Feature, words []string) rule.Value {
	v := rule.Value{Kind: rule.List, Named: map[string]int{}}
	for _, w := range words {
		word, no := strings.CutPrefix(w, notPrefix)
		if slices.Contains(f.Words(), word) {
			v = withItem(v, word, !no)
		}
	}
	return v
}

// merged is an answer with a later one: the later one counts, but for a list
// that is not complete, where it only adds.
func merged(was, is rule.Value) rule.Value {
	if was.Kind != rule.List || is.Kind != rule.List || is.Complete {
		return is
	}
	out := was
	for word := range is.Named {
		out = withItem(out, word, true)
		out.Denied = slices.DeleteFunc(out.Denied, func(d string) bool { return d == word })
	}
	for _, word := range is.Denied {
		out = withItem(out, word, false)
		delete(out.Named, word)
	}
	return out
}

// Constant is the stored answer of a spell that never stops.
const Constant = "constant"
