package web

import (
	"slices"
	"strings"
	"time"

	"charley"
	"charley/handout"
	"charley/knowledge"
	"charley/words"
)

// A knownPage is what is known, for somebody who only wants to read.
type knownPage struct {
	Topics   []knowledge.Topic
	Reviewed string
	Version  string
	Flag     string // a warning sign that stands, in words; "" if none does
	Lists    []knownList
}

// A knownList leads to the records of one kind.
type knownList struct {
	Heading string
	Links   []sourceLine
}

// A claimLine is one statement with its footing.
type claimLine struct {
	Says, Grade, Mark, Reviewed string
	Sources                     []sourceLine
}

func showKnown(v *visit) error {
	p := knownPage{Topics: v.site.knowledge.Topics().All(), Reviewed: v.site.reviewed(), Version: v.site.knowledge.Version()}
	var err error
	if p.Flag, err = v.standingFlag(); err != nil {
		return err
	}
	if p.Flag != "" { // while it stands, nothing to try is shown
		p.Topics = slices.DeleteFunc(p.Topics, func(t knowledge.Topic) bool { return slices.Contains(topicsOfHelp[:], t.ID) })
	}
	p.Lists = v.site.knownLists(p.Flag == "")
	return v.show("known", frame{Title: v.site.words.T("known.title"), Nav: "answers", Page: p})
}

// knownLists are all records of some kinds, by name; remedies only where they
// may be shown.
func (s *site) knownLists(remedies bool) []knownList {
	list := func(key string, links []sourceLine) knownList {
		return knownList{Heading: s.words.T("known.list."+key, len(links)), Links: links}
	}
	var out []knownList
	if remedies {
		var links []sourceLine
		for _, r := range s.knowledge.Remedies().All() {
			links = append(links, sourceLine{ID: r.ID, Title: r.Name, Link: "/known/" + r.ID + "?kind=remedies"})
		}
		out = append(out, list("remedies", links))
	}
	for _, about := range []string{"cramps", "restless"} {
		var links []sourceLine
		for _, c := range s.knowledge.Causes().All() {
			if c.About == about {
				links = append(links, sourceLine{ID: c.ID, Title: c.Name, Link: "/known/" + c.ID})
			}
		}
		out = append(out, list(about, links))
	}
	var exposures, gates []sourceLine
	for _, x := range s.knowledge.Exposures().All() {
		exposures = append(exposures, sourceLine{ID: x.ID, Title: x.Name, Link: "/known/" + x.ID + "?kind=exposures"})
	}
	for _, g := range s.knowledge.Gates().All() {
		gates = append(gates, sourceLine{ID: g.ID, Title: g.Name, Link: "/known/" + g.ID + "?kind=gates"})
	}
	return append(out, list("exposures", exposures), list("gates", gates))
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
		out = append(out, claimLine{Says: c.Says, Grade: words.Capital(s.words.T("grade." + c.Grade)), Mark: s.words.T("mark." + c.Mark), Reviewed: s.words.DayYear(charley.Night{Year: c.Reviewed.Year, Month: time.Month(c.Reviewed.Month), Day: c.Reviewed.Day}), Sources: s.sourceLines(c.Sources)})
	}
	return out
}

// reviewed says how much of what is known was reviewed, and that nobody clinical has while that is so.
func (s *site) reviewed() string { return handout.Reviewed(s.knowledge, s.words) }

// reviewsOf says who has reviewed one record.
func (s *site) reviewsOf(kind, id string) string {
	return strings.Join(handout.ReviewsSaid(s.knowledge.Reviews(knowledge.Item{Kind: kind, ID: id}), s.words), " ")
}
