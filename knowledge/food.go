package knowledge

import (
	"errors"
	"fmt"
)

// A Portion is one household portion of the two-minute food check: a kind of
// food, and foods of the table that stand for it. Its id is also the feature
// that counts portions a week.
type Portion struct {
	ID    string        `toml:"id"`
	Name  string        `toml:"name" say:"plain"`
	Size  string        `toml:"size" say:"plain"` // "a small handful, 30 g"
	Order int           `toml:"order"`
	Foods []PortionFood `toml:"food"`
	Note  string        `toml:"note" say:"plain"`
}

// A PortionFood is one food of the table and how much of it is a portion.
type PortionFood struct {
	FDC   int     `toml:"fdc"`   // id in FoodData Central
	Name  string  `toml:"name"`  // for the reader of the record
	Grams float64 `toml:"grams"` // of the portion
}

// An Intake is how much of something is enough for a day, by age, sex and
// pregnancy: a median or a recommendation for groups of people, not a target.
type Intake struct {
	ID     string        `toml:"id"` // magnesium, potassium, water
	Name   string        `toml:"name" say:"plain"`
	Unit   string        `toml:"unit" say:"plain"`
	Levels []IntakeLevel `toml:"level"`
	Enough string        `toml:"enough" say:"plain"` // what "enough, not more" means here
	Gates  []string      `toml:"gates"`              // ids: whoever one of these holds for is never told to take more
	Least  float64       `toml:"drinks_least"`       // of water: the least share of it that drinks bring
	Most   float64       `toml:"drinks_most"`        // and the largest
	Best   []BestFood    `toml:"best"`               // foods that hold much in a usual portion
	Claims []Claim       `toml:"claim"`
}

// An IntakeLevel is the amount for some people.
type IntakeLevel struct {
	When    Rule     `toml:"when"`
	Who     string   `toml:"who" say:"plain"` // "women from 31"
	Amount  float64  `toml:"amount"`
	Kind    string   `toml:"kind"` // RDA, AI
	Mark    string   `toml:"mark"`
	Sources []string `toml:"sources"`
}

// A BestFood is a food of the table in a portion that people eat.
type BestFood struct {
	FDC   int     `toml:"fdc"`
	Name  string  `toml:"name" say:"plain"`
	Size  string  `toml:"size" say:"plain"`
	Grams float64 `toml:"grams"`
}

func (p *Portion) name() string { return p.ID }

func (p *Portion) check() error {
	if p.Name == "" || p.Size == "" || len(p.Foods) == 0 {
		return errors.New("a portion needs its name, size and foods")
	}
	for _, f := range p.Foods {
		if f.FDC <= 0 || f.Grams <= 0 {
			return errors.New("a food needs its number in the table and its grams")
		}
	}
	return nil
}

func (i *Intake) name() string { return i.ID }

func (i *Intake) check() error {
	if i.Name == "" || i.Unit == "" || i.Enough == "" || len(i.Levels) == 0 {
		return errors.New("an intake needs its name, unit, enough and levels")
	}
	for n, l := range i.Levels {
		if l.When.IsZero() || l.Amount <= 0 || l.Who == "" {
			return fmt.Errorf("level %d needs its when, who and amount", n+1)
		}
	}
	if i.Least < 0 || i.Most < i.Least || i.Most > 1 || i.Least == 0 && i.Most > 0 {
		return errors.New("drinks_least and drinks_most are shares up to 1, the second no smaller")
	}
	return nil
}
