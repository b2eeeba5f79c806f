package web

import (
	"charley/knowledge"
	"charley/tell"
)

// A reasonCard is why one condition fits or does not.
type reasonCard struct {
	Name, Band string
	Groups     []reasonGroup
}

// A reasonGroup is what speaks for a condition, or against it, or is not known.
// Where all of it stands on the same footing, that is said once.
type reasonGroup struct {
	Heading, Sign, Class string
	Mark                 string
	Lines                []reasonLine
}

type reasonLine struct{ Says, Mark string }

// Most reasons that a card shows: those that moved the condition most.
const (
	mostFor     = 4
	mostAgainst = 3
	mostUnknown = 2
)

func (s *site) reasons(rec knowledge.Condition, c tell.Condition) reasonCard {
	w := s.words
	var yes, no, open []reasonLine
	for _, r := range c.Reasons {
		line := reasonLine{Says: r.Says, Mark: w.T("mark." + r.Mark)}
		if r.Weight > 0 && len(yes) < mostFor {
			yes = append(yes, line)
		} else if r.Weight < 0 && len(no) < mostAgainst {
			no = append(no, line)
		}
	}
	for _, short := range capitals(s.app.Counsel.Teller.Shorts(c.Unknown, mostUnknown)) {
		open = append(open, reasonLine{Says: short})
	}
	card := reasonCard{Name: rec.Name, Band: w.T("band." + c.Band)}
	for _, g := range []reasonGroup{
		{Heading: w.T("reason.for"), Sign: "✓", Class: "yes", Lines: yes},
		{Heading: w.T("reason.against"), Sign: "✗", Class: "no", Lines: no},
		{Heading: w.T("reason.unknown"), Sign: "?", Class: "unk", Lines: open},
	} {
		if len(g.Lines) > 0 {
			card.Groups = append(card.Groups, g.marked())
		}
	}
	return card
}

// marked moves the mark to the heading if all lines have the same.
func (g reasonGroup) marked() reasonGroup {
	for _, l := range g.Lines {
		if l.Mark != g.Lines[0].Mark {
			return g
		}
	}
	g.Mark = g.Lines[0].Mark
	for i := range g.Lines {
		g.Lines[i].Mark = ""
	}
	return g
}
