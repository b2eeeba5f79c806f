package web

import (
	"slices"
	"strings"

	"charley/food"
	"charley/knowledge"
	"charley/rule"
	"charley/treat"
)

// A nutrientCard is what a usual day brings of one mineral, beside what is enough.
type nutrientCard struct {
	ID, Name  string
	Sentence  string
	Reference []string // what is enough, for whom, and what kind of number it is
	Sources   []sourceLine
	Band      string
	Share     string   // of that amount
	Missing   []string // what was not answered
	Warnings  []string
	About     bool // age or sex decides, and is not known
	Caution   *caution
	Enough    string
	Parts     []fact
}

// A caution is why nobody tells this person to take more of something.
type caution struct {
	Shut bool   // something is so; otherwise it is not known
	Text string // for whom it is not
	Ask  []string
	Who  []string
}

// A bestList is foods that hold much of a mineral, or why none are named.
type bestList struct {
	ID, Name string
	Foods    []bestFood
	More     []bestFood // folded
	Caution  *caution
}

type bestFood struct {
	Name, Size, Share string
	Mg                float64
}

// A fluidCard is how much people take in, and who must ask.
type fluidCard struct {
	Texts   []string
	Enough  string
	About   bool
	Caution *caution
	Sources []sourceLine
}

// firstBest is how many foods of a list are not folded.
const firstBest = 8

func (s *site) nutrientCard(n food.Nutrient, why *caution, answers rule.Answers) nutrientCard {
	w := s.words
	c := nutrientCard{ID: n.Nutrient, Name: n.Name, Enough: n.Enough, Caution: why, Sources: s.sourceLines(n.Sources)}
	c.Sentence = w.T("food.mg", foodMg(n.MgPerDay), foodMg(n.Lo), foodMg(n.Hi))
	if len(n.Missing) > 0 {
		c.Sentence += " " + w.T("food.mg.open", foodMg(n.Unasked))
	}
	c.Band = w.T("food.band." + n.Band)
	if n.Raise == food.MayNot { // usual amounts would be a goal to somebody for whom they can be too much
		c.Band, c.Sources, c.Enough = w.T("food.band.may_not"), nil, ""
	} else {
		c.Reference = s.referenceWords(n.Reference)
		if n.Band != food.CannotTell {
			c.Share = w.T("food.share", percent(n.Share), percent(n.ShareLo), percent(n.ShareHi))
		}
	}
	for _, id := range n.Missing {
		p, _ := s.knowledge.Portions().Get(id)
		c.Missing = append(c.Missing, p.Name)
	}
	for _, x := range n.Warnings {
		if n.Raise == food.MayNot && x.Code != "lower_bound" {
			continue // it is about a band, and there is none
		}
		c.About = c.About || x.Code == "range" || x.Code == "none"
		c.Warnings = append(c.Warnings, w.T("food.warning."+x.Code))
	}
	for _, p := range food.Parts(s.knowledge, knowledge.Foods(), n.Nutrient, answers) {
		if p.Mg == 0 {
			break // the rest brings nothing either
		}
		c.Parts = append(c.Parts, fact{Name: p.Name, Value: w.T("food.part", foodMg(p.Mg), percent(p.Percent))})
	}
	return c
}

// percent is a share without its sign, as whole as it is known.
func percent(x float64) int { return int(x + 0.5) }

// referenceWords say how much is enough, for whom, and what kind of number it is.
func (s *site) referenceWords(r food.Reference) []string {
	switch {
	case r.Amount == nil:
		return nil
	case len(r.Levels) > 1 && r.Amount.Lo < r.Amount.Hi:
		return []string{s.words.T("food.reference.range", r.Amount.Lo, r.Amount.Hi), s.words.T("food.kind." + r.Kind)}
	}
	return []string{s.words.T("food.reference", s.forWhom(r), r.Amount.Lo), s.words.T("food.kind." + r.Kind)}
}

// forWhom are the groups that a person belongs to, or may.
func (s *site) forWhom(r food.Reference) string {
	var who []string
	for _, l := range r.Levels {
		who = append(who, l.Who)
	}
	return s.words.ListOr(who)
}

// caution says why more of something is not advised; nil where it may be. Keys
// begin with prefix: what is so, and what is not known.
func (s *site) caution(prefix string, r food.Reference) *caution {
	c := r.Caution(s.knowledge)
	if c == nil {
		return nil
	}
	key := "ask"
	if c.Shut {
		key = "not"
	}
	return &caution{Shut: c.Shut, Text: s.words.T(prefix+key, s.words.ListAnd(c.Phrases)), Ask: c.Ask, Who: c.Who}
}

// moreCaution says why food that holds more of a mineral is not advised to this
// person. The remedy that names such food has gates of its own: the page that
// offers it and this one must not differ. The stricter of both counts.
func (s *site) moreCaution(nutrient string, r food.Reference, a treat.Advice) *caution {
	plain := s.caution("food.more.", r)
	i := slices.IndexFunc(a.Remedies, func(x treat.Remedy) bool { return x.ID == nutrient+"-diet" })
	if i < 0 || plain != nil && plain.Shut {
		return plain
	}
	remedy := a.Remedies[i]
	so, open := remedy.Standing()
	c := &caution{Shut: remedy.Status == treat.Gated, Ask: remedy.Ask, Who: remedy.Who}
	switch {
	case c.Shut && len(so) > 0:
		c.Text, c.Ask = s.words.T("food.more.not", s.words.ListAnd(so)), nil
	case len(so) > 0:
		c.Text = s.words.T("food.more.so", s.words.ListAnd(so))
	case len(open) > 0:
		c.Text, c.Who = s.words.T("food.more.ask"), nil
	case remedy.Reason == treat.Evidence:
		c.Text = strings.Join(remedy.Why, " ")
	default:
		return plain // it is worth trying, or is for something else
	}
	return c
}

func (s *site) bestList(name string, list food.List, why *caution) bestList {
	out := bestList{ID: list.Nutrient, Name: s.words.T("food.best.of", name), Caution: why}
	if why != nil {
		return out
	}
	for i, r := range list.Foods {
		b := bestFood{Name: r.Name, Size: unbroken(r.Size), Mg: foodMg(r.Mg)}
		if list.Amount != nil && list.Amount.Lo == list.Amount.Hi {
			b.Share = s.words.T("food.best.share", percent(r.PercentLo))
		}
		if i < firstBest {
			out.Foods = append(out.Foods, b)
		} else {
			out.More = append(out.More, b)
		}
	}
	return out
}

func (s *site) fluidCard(f food.Fluid) fluidCard {
	w := s.words
	c := fluidCard{Caution: s.caution("food.fluid.", f.Reference)}
	if f.Raise == food.MayNot { // the team that treats it says how much
		return c
	}
	c.Enough, c.Sources = f.Enough, s.sourceLines(f.Sources)
	if f.Amount == nil {
		c.Texts, c.About = []string{w.T("food.fluid.none")}, true
		return c
	}
	c.About = len(f.Levels) > 1
	if f.Amount.Lo == f.Amount.Hi {
		c.Texts = append(c.Texts, w.T("food.fluid.amount", f.Amount.Lo, s.forWhom(f.Reference)))
	} else {
		c.Texts = append(c.Texts, w.T("food.fluid.range", f.Amount.Lo, f.Amount.Hi))
	}
	if f.Drinks != nil {
		fromFood := func(of, drinks float64) float64 { return one(of - of*drinks) }
		c.Texts = append(c.Texts, w.T("food.fluid.drinks", one(f.Drinks.Lo), one(f.Drinks.Hi),
			fromFood(f.Amount.Lo, f.Drinks.Hi/f.Amount.Hi), fromFood(f.Amount.Hi, f.Drinks.Lo/f.Amount.Lo)))
	}
	return c
}
