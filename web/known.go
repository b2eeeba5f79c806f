package web

import (
	"slices"
	"time"

	"charley"
	"charley/knowledge"
)

// A knownPage is what is known, for somebody who only wants to read.
type knownPage struct {
	Topics   []knowledge.Topic
	Reviewed string
	Version  string
	Flag     string // a warning sign that stands, in words; "" if none does
}

// A claimLine is one statement with its footing.
type claimLine struct {
	Says, Grade, Mark, Reviewed string
	Sources                     []sourceLine
}

func showKnown(v *visit) error {
	p := knownPage{Topics: v.site.knowledge.Topics().All(), Reviewed: v.site.words.T("known.reviewed"), Version: v.site.knowledge.Version()}
	var err error
	if p.Flag, err = v.standingFlag(); err != nil {
		return err
	}
	if p.Flag != "" { // while it stands, nothing to try is shown
		p.Topics = slices.DeleteFunc(p.Topics, func(t knowledge.Topic) bool { return slices.Contains(topicsOfHelp[:], t.ID) })
	}
	return v.show("known", frame{Title: v.site.words.T("known.title"), Nav: "answers", Page: p})
}

// topicsOfHelp are the topics that say what may help.
var topicsOfHelp = [...]string{"what_helps_cramps", "what_helps_restless"}

// standingFlag is the headline of an urgent warning sign that stands, or "".
func (v *visit) standingFlag() (string, error) {
	told, err := v.site.app.Tell(v.r.Context(), v.caller)
	if err != nil || !told.Urgent() {
		return "", err
	}
	urgency, _ := v.site.knowledge.Urgencies().Get(told.Urgency)
	return urgency.Headline, nil
}

func (s *site) claims(list []knowledge.Claim) []claimLine {
	var out []claimLine
	for _, c := range list {
		out = append(out, claimLine{Says: c.Says, Grade: capital(s.words.T("grade." + c.Grade)), Mark: s.words.T("mark." + c.Mark), Reviewed: s.words.DayYear(charley.Night{Year: c.Reviewed.Year, Month: time.Month(c.Reviewed.Month), Day: c.Reviewed.Day}), Sources: s.sourceLines(c.Sources)})
	}
	return out
}
