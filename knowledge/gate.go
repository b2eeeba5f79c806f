package knowledge

import "errors"

// A Gate is something about a person that can make a remedy unsafe for them.
// Whether it is so is a rule over answers: unknown means ask first, never no.
type Gate struct {
	ID       string  `toml:"id"`
	Name     string  `toml:"name" say:"careful"`     // for lists: "Numb feet"
	Phrase   string  `toml:"phrase" say:"careful"`   // inside a sentence: "numb feet"
	Question string  `toml:"question" say:"careful"` // what to find out while it is not known
	When     Rule    `toml:"when"`
	Who      string  `toml:"who" say:"careful"` // whom to ask, a full sentence
	Order    int     `toml:"order"`
	Claims   []Claim `toml:"claim"`
}

func (g *Gate) name() string { return g.ID }

func (g *Gate) check() error {
	if g.Name == "" || g.Phrase == "" || g.Question == "" || g.Who == "" {
		return errors.New("a gate needs its name, phrase, question and who")
	}
	if g.When.IsZero() {
		return errors.New("when is missing")
	}
	return nil
}
