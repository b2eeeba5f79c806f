package handout

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"charley"
	"charley/knowledge"
	"charley/sheet"
	"charley/words"
)

// record is one record: what it is called, who has reviewed it, what it says, what that rests on, and a place to mark.
func (r *review) record(it knowledge.Item) []sheet.Block {
	title := it.Title()
	if !strings.EqualFold(title, it.ID) {
		title = it.ID + ": " + title
	}
	out := []sheet.Block{
		sheet.Heading{Level: 3, Text: title},
		fine(it.Name() + "@" + it.Number() + between + strings.Join(ReviewsSaid(r.Base.Reviews(it), r.w), " ")),
	}
	var lines, claims [][]sheet.Run
	for _, f := range it.Fields() {
		if list, ok := f.Value.([]string); ok && len(list) == 0 {
			continue
		}
		blocks, several := f.Value.([][]knowledge.Field)
		switch {
		case f.Key == "id" || f.Key == "rows" || f.Key == "order" || f.Value == it.Title(): // what only the program's makers need
		case f.Key == "claim":
			for _, b := range blocks {
				claims = append(claims, r.claim(b))
			}
		case several:
			for _, b := range blocks {
				lines = append(lines, labelled(f, r.line(b)))
			}
		default:
			lines = append(lines, labelled(f, r.value(f)))
		}
	}
	if len(lines) > 0 {
		out = append(out, sheet.List{Items: lines})
	}
	if len(claims) > 0 {
		out = append(out, plain(r.w.T("review.rests")), sheet.List{Items: claims})
	}
	return append(out, fine(r.w.T("review.boxes")+"   "+r.w.T("review.remarks")))
}

// labelled is what a field says behind its label.
func labelled(f knowledge.Field, says string) []sheet.Run {
	return []sheet.Run{{Text: f.Label() + ": ", Bold: true}, {Text: says}}
}

// Reviewed says how many of the records reviewers agree with; where that is none, that no clinician has reviewed them.
func Reviewed(base *knowledge.Base, w *words.Catalogue) string {
	if agreed, of := base.AgreedCount(); agreed > 0 {
		return w.T("reviewed.some", agreed, of)
	}
	return w.T("known.reviewed")
}

// ReviewsSaid says who has reviewed a record; where nobody has, that nobody clinical has.
func ReviewsSaid(list []knowledge.Reviewed, w *words.Catalogue) []string {
	if len(list) == 0 {
		return []string{w.T("reviewed.nobody")}
	}
	var out []string
	for _, x := range list {
		line := w.T("reviewed."+x.Verdict, x.By, x.Role, x.Date)
		if x.Remark != "" {
			line += " " + w.T("reviewed.remark", x.Remark)
		}
		if !x.Current {
			line += " " + w.T("reviewed.changed")
		}
		out = append(out, line)
	}
	if !slices.ContainsFunc(list, func(x knowledge.Reviewed) bool { return x.Current }) {
		out = append(out, w.T("reviewed.not_as_is"))
	}
	return out
}

// claim is one thing that is said, with its footing behind it.
func (r *review) claim(fields []knowledge.Field) []sheet.Run {
	says, footing := "", ""
	for _, f := range fields {
		switch v := r.value(f); f.Key {
		case "says":
			says = strings.Trim(v, "“”")
		case "about":
			footing += r.w.T("review.about", v)
		case "reviewed": // by who wrote it down, which is no review
			footing += "; " + r.w.T("claim.reviewed", v)
		default:
			footing += "; " + r.w.Lower(f.Label()) + " " + v
		}
	}
	return []sheet.Run{{Text: says + " "}, {Text: "(" + footing + ".)"}}
}

// line is a block of a record in one line.
func (r *review) line(fields []knowledge.Field) string {
	var parts []string
	for _, f := range fields {
		if blocks, several := f.Value.([][]knowledge.Field); several {
			for _, b := range blocks {
				parts = append(parts, r.w.Lower(f.Label())+" ["+r.line(b)+"]")
			}
			continue
		}
		parts = append(parts, r.w.Lower(f.Label())+": "+r.value(f))
	}
	return strings.Join(parts, "; ")
}

// value is what a field says: what people read in quotation marks, what is another record by its name, a rule in words.
func (r *review) value(f knowledge.Field) string {
	switch v := f.Value.(type) {
	case string:
		switch {
		case !f.Rule.IsZero():
			return r.rule(f.Rule)
		case f.Said:
			return "“" + v + "”"
		case f.Key == "reviewed":
			return r.date(v)
		}
		if means := f.Means(); means != "" && f.Key != "grade" && f.Key != "mark" { // those two are explained once, in front
			return means
		}
		return r.called(f.Key, v)
	case []string:
		var out []string
		for _, one := range v {
			if f.Said {
				one = "“" + one + "”"
			}
			out = append(out, r.called(f.Key, one))
		}
		return strings.Join(out, ", ")
	case bool:
		if !v {
			return r.w.T("review.no")
		}
		return r.w.T("review.yes")
	}
	return fmt.Sprint(f.Value)
}

// leads says in which kinds of record the value of a field is an id.
var leads = map[string][]string{
	"urgency": {"urgencies"}, "points_to": {"conditions"}, "condition": {"conditions"}, "first_for": {"conditions"}, "id": {"gates"}, "gates": {"gates"},
	"groups": {"medicine_groups"}, "group": {"medicine_groups"}, "parents": {"medicine_groups"}, "confused_with": {"medicines"},
	"implies": {"standing", "conditions"}, "as": {"standing"}, "cause": {"exposures", "causes"}, "tested_by": {"remedies"}, "remedy": {"remedies"},
	"first": {"flags"}, "usual": {"features"}, "feature": {"features"}, "features": {"features"}, "also": {"features"}, "contains": {"features"},
	"not_easing_ask": {"features"}, "sources": {"sources"},
}

// called is a value, with the name of the record that it stands for.
func (r *review) called(key, id string) string {
	if key == "sources" {
		return r.source(id)
	}
	for _, kind := range leads[key] {
		if name := r.names[kind+"/"+id]; name != "" && !strings.EqualFold(name, id) {
			return name + " (" + id + ")"
		}
	}
	return spaced(id)
}

// source is a source by its id and where it is found; its title stands among the sources.
func (r *review) source(id string) string {
	s, _ := r.Base.Sources().Get(id)
	switch {
	case s.DOI != "":
		return id + " doi:" + s.DOI
	case s.PMID != "":
		return id + " PMID " + s.PMID
	}
	return id
}

// date is a civil date of the records as it is read.
func (r *review) date(text string) string {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return text
	}
	return r.w.DayYear(charley.Night{Year: t.Year(), Month: t.Month(), Day: t.Day()})
}

// spaced is a word of the format as people read it.
func spaced(word string) string { return strings.ReplaceAll(word, "_", " ") }
