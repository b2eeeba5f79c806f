package knowledge

import "errors"

// A CriteriaSet is what a society or a study has published as the criteria of
// a condition, in our own words.
type CriteriaSet struct {
	ID         string      `toml:"id"`
	Name       string      `toml:"name" say:"plain"`
	Condition  string      `toml:"condition"`
	Kind       string      `toml:"kind"`                    // one of SetKinds
	SourceNote string      `toml:"source_note" say:"plain"` // which version, and what is not published
	Clinician  bool        `toml:"clinician"`               // for a clinician's eyes only
	Unless     Rule        `toml:"unless"`                  // yes: the set was not made for this person and is left out
	Criteria   []Criterion `toml:"criterion"`
	Tiers      []Tier      `toml:"tier"`
	Claims     []Claim     `toml:"claim"`
}

// SetKinds are how the criteria of a set go together.
func SetKinds() []Word {
	return []Word{
		{"all", "all are needed"},
		{"any", "one is enough"},
		{"score", "points are added"},
		{"picture", "a typical picture; no count is published"},
	}
}

// A Criterion is one of a set. A zero rule cannot be answered without an
// examination and stays unknown.
type Criterion struct {
	ID      string  `toml:"id"`
	Says    string  `toml:"says" say:"plain"`
	When    Rule    `toml:"when"`
	Points  float64 `toml:"points"`
	Patient bool    `toml:"patient"` // a person can answer it
}

// A Tier is a name for having met some criteria and not others.
type Tier struct {
	Name    string   `toml:"name" say:"plain"`
	All     []string `toml:"all"`
	None    []string `toml:"none"`
	Mark    string   `toml:"mark"`
	Sources []string `toml:"sources"`
}

func (s *CriteriaSet) name() string { return s.ID }

func (s *CriteriaSet) check() error {
	if s.Name == "" || s.Condition == "" || len(s.Criteria) == 0 {
		return errors.New("a set needs its name, condition and criteria")
	}
	return nil
}

// A Contradiction is two answers that cannot both be right.
type Contradiction struct {
	ID       string   `toml:"id"`
	When     Rule     `toml:"when"`
	Says     string   `toml:"says" say:"plain"`
	Features []string `toml:"features"` // what to ask again
}

func (c *Contradiction) name() string { return c.ID }

func (c *Contradiction) check() error {
	if c.When.IsZero() || c.Says == "" || len(c.Features) == 0 {
		return errors.New("a contradiction needs its when, says and features")
	}
	return nil
}

// A Topic is one part of the page for somebody who only wants to read.
type Topic struct {
	ID     string  `toml:"id"`
	Title  string  `toml:"title" say:"plain"`
	Lead   string  `toml:"lead" say:"plain"`
	Order  int     `toml:"order"`
	Rows   []Row   `toml:"row"`
	Claims []Claim `toml:"claim"`
}

// A Row sets two things side by side.
type Row struct {
	Label    string `toml:"label" say:"plain"`
	Cramps   string `toml:"cramps" say:"plain"`
	Restless string `toml:"restless" say:"plain"`
}

func (t *Topic) name() string { return t.ID }

func (t *Topic) check() error {
	if t.Title == "" || t.Lead == "" {
		return errors.New("a topic needs its title and lead")
	}
	return nil
}
