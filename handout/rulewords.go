package handout

import (
	"strings"

	"charley/knowledge"
	"charley/rule"
)

// rule is a rule in words. AND, OR and NOT are set in capitals, and what is built of several stands in brackets, so that
// it can be read in one way only.
func (r *review) rule(when knowledge.Rule) string { return r.built(when.Outline(), false) }

func (r *review) built(o rule.Outline, inner bool) string {
	var arms []string
	for _, a := range o.Arms {
		arms = append(arms, r.built(a, true))
	}
	out := ""
	switch o.Is {
	case "all":
		out = strings.Join(arms, " "+r.w.T("review.and")+" ")
	case "any":
		out = strings.Join(arms, " "+r.w.T("review.or")+" ")
	case "not":
		return r.w.T("review.not", arms[0])
	case "count":
		return r.w.T("review.count", o.Least, strings.Join(arms, "; "))
	default:
		return r.test(o.Test)
	}
	if inner {
		return "(" + out + ")"
	}
	return out
}

// test is one comparison in words.
func (r *review) test(t rule.Test) string {
	f, known := r.Base.Features().Get(t.Name)
	short := f.Short
	if !known {
		short = spaced(t.Name)
	}
	switch t.Is {
	case "":
		return short
	case "is", "has":
		return r.answers(f, short, t.Words, r.w.ListOr)
	case "not":
		return r.w.T("review.test.none_of", short, r.answers(f, "", t.Words, r.w.List))
	case "only":
		return r.w.T("review.test.only", short, r.answers(f, "", t.Words, r.w.List))
	case "count":
		return r.w.T("review.test.count", t.Number, r.answers(f, "", t.Words, r.w.List))
	case "known", "constant":
		return r.w.T("review.test."+t.Is, short)
	}
	if t.End != "" {
		short = r.w.T("review.test."+t.End, short)
	}
	sign := strings.NewReplacer("<=", "≤", ">=", "≥").Replace(t.Is)
	return strings.TrimSpace(short + " " + sign + " " + r.w.Number(t.Number) + " " + f.Unit)
}

// answers are the answers that a comparison names, behind what is asked.
func (r *review) answers(f knowledge.Feature, about string, ids []string, list func([]string) string) string {
	var out []string
	for _, id := range ids {
		out = append(out, r.answer(f, id))
	}
	if about == "" {
		return list(out)
	}
	return r.w.T("review.test.is", about, list(out))
}

// answer is one answer: as its tap has it, or what the record of that id is called.
func (r *review) answer(f knowledge.Feature, id string) string {
	if v, ok := f.Value(id); ok {
		return "“" + v.Label + "”"
	}
	for _, kind := range []string{"standing", "conditions", "medicine_groups", "medicines"} {
		if name := r.names[kind+"/"+id]; name != "" {
			return name
		}
	}
	return spaced(id)
}
