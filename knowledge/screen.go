package knowledge

import (
	"errors"
	"fmt"
)

// A Screen asks for several warning signs at once. "None of these" says no to
// each item that was shown.
type Screen struct {
	ID    string       `toml:"id"`
	Title string       `toml:"title" say:"careful"`
	Why   string       `toml:"why" say:"careful"` // for who wants to know why these
	Order int          `toml:"order"`
	Items []ScreenItem `toml:"item"`
}

// A ScreenItem is one box to tick.
type ScreenItem struct {
	Feature string   `toml:"feature"`
	Value   string   `toml:"value"`              // of a word or a list: what a tick says
	No      string   `toml:"no"`                 // of a word: what "none of these" says
	Says    string   `toml:"says" say:"careful"` // beside the box
	Also    []string `toml:"also"`               // yes/no features that its text names too: "none of these" says no to them, and yes to yes.NAME
	When    Rule     `toml:"when"`               // shown unless this is no
	Only    bool     `toml:"only"`               // shown only if When is yes
}

func (s *Screen) name() string { return s.ID }

func (s *Screen) check() error {
	if s.Title == "" || s.Why == "" || len(s.Items) == 0 {
		return errors.New("a screen needs a title, a why and items")
	}
	for i, it := range s.Items {
		if it.Feature == "" || it.Says == "" {
			return fmt.Errorf("item %d needs a feature and its text", i+1)
		}
	}
	return nil
}

// Key names an item on its screen: its feature, and its value where it has one.
func (it ScreenItem) Key() string {
	if it.Value == "" {
		return it.Feature
	}
	return it.Feature + "." + it.Value
}
