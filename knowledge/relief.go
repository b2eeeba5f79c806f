package knowledge

import (
	"errors"
	"fmt"

	"charley"
)

// A Relief is what to do while it hurts: steps for one kind of spell in one
// part of the leg, with a drawing.
type Relief struct {
	ID      string   `toml:"id"`
	Name    string   `toml:"name" say:"plain"`     // the first thing to do, in one breath
	What    string   `toml:"what"`                 // cramp or restless
	Places  []string `toml:"places"`               // where; none: anywhere
	Remedy  string   `toml:"remedy"`               // whose gates hold for it
	Drawing string   `toml:"drawing"`              // name of the drawing, without its ending
	Alt     string   `toml:"alt" say:"plain"`      // what the drawing shows
	Steps   []string `toml:"steps" say:"plain"`    // at most three more
	Gentle  string   `toml:"gentle" say:"careful"` // instead of the steps, while a gate of the remedy is yes
	Check   string   `toml:"check" say:"careful"`  // for whom it is not, shown while a gate is not known
	Order   int      `toml:"order"`
}

// Places are where in the body a spell can be, as the diary writes it. The words
// of the diary are fixed for good; they are repeated here because records must
// not depend on the package that reads diaries.
func Places() []string {
	return []string{"calf", "foot", "toes", "shin", "thigh", "thigh_front", "thigh_back", "buttock", "hip", "knee", "ankle",
		"whole_leg", "arms", "hands", "trunk", "face", "whole_body"}
}

// Easers are what can have eased a spell, as the diary writes it, for the same
// reason. One may mean several remedies.
func Easers() []string {
	return []string{"stretch", "walk", "massage", "heat", "cold", "stand", "position", "rub", "drink", "time", "other", "nothing"}
}

func (r *Relief) name() string { return r.ID }

func (r *Relief) check() error {
	if r.Name == "" || r.What == "" || r.Remedy == "" || len(r.Steps) == 0 {
		return errors.New("a relief needs its name, what, remedy and steps")
	}
	if r.What != charley.Cramp && r.What != charley.Restless {
		return fmt.Errorf("what is %q, must be %s or %s", r.What, charley.Cramp, charley.Restless)
	}
	return nil
}
