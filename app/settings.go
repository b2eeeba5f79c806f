package app

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"charley"
)

// Settings are the person's choices.
func (a *App) Settings(ctx context.Context, c charley.Caller) (s charley.Settings, err error) {
	err = a.view(ctx, c, needRecent, func(r Reader) error {
		p, err := r.Person(ctx, c.Person)
		s = p.Settings
		return err
	})
	return s, err
}

const (
	maxAsked = 40 // exposures that a person can have asked
	maxID    = 64 // bytes of an exposure's id
)

// SaveSettings replaces the person's choices. Nights that are written down keep
// the night and zone they were written with. When the reminders were changed is
// noted here, whatever s says.
func (a *App) SaveSettings(ctx context.Context, c charley.Caller, s charley.Settings) error {
	if err := a.allow(c, needAll); err != nil {
		return err
	}
	if err := checkSettings(s); err != nil {
		return err
	}
	now := a.now()
	return a.store.Update(ctx, func(w Writer) error {
		p, err := w.Person(ctx, c.Person)
		if err != nil {
			return err
		}
		s.Reminders.Since = remindedSince(p.Settings, s, now)
		if err := w.SaveSettings(ctx, c.Person, s); err != nil {
			return fmt.Errorf("save settings: %w", err)
		}
		return w.Audit(ctx, a.audit(c, "settings", "", 0))
	})
}

func checkSettings(s charley.Settings) error {
	if _, err := charley.LoadZone(s.Zone); err != nil {
		return &charley.FieldError{Field: "zone", Got: s.Zone, Why: "must be a time zone like Europe/Berlin"}
	}
	if !s.NightSpan.Valid() {
		return &charley.FieldError{Field: "night_start", Why: "must be a minute of the day, 0 to 1439"}
	}
	if s.Bad.Bother < 1 || s.Bad.Bother > 10 {
		return &charley.FieldError{Field: "bad.bother", Why: "must be a number from 1 to 10"}
	}
	if !(s.Bad.SleepLost >= 1 && s.Bad.SleepLost <= 24*60) {
		return &charley.FieldError{Field: "bad.sleep_lost", Why: "must be a number of minutes from 1 to 1440"}
	}
	for name, r := range map[string]charley.Reminder{"morning": s.Reminders.Morning, "evening": s.Reminders.Evening} {
		if !charley.Span(r.At).Valid() {
			return &charley.FieldError{Field: "reminders." + name + ".at", Why: "must be a minute of the day, 0 to 1439"}
		}
	}
	if err := checkOwn(s.Own); err != nil {
		return err
	}
	if len(s.Asked) > maxAsked || slices.ContainsFunc(s.Asked, func(id string) bool { return id == "" || len(id) > maxID || !utf8.ValidString(id) }) {
		return &charley.FieldError{Field: "asked", Why: fmt.Sprintf("must hold at most %d exposure ids", maxAsked)}
	}
	return nil
}

// Limits of a person's own exposures.
const (
	MaxOwn     = 20
	MaxOwnName = 32 // characters: a chart's margin
)

func checkOwn(own []charley.Own) error {
	seen := map[string]bool{}
	if len(own) > MaxOwn {
		return &charley.FieldError{Field: "own", Why: fmt.Sprintf("must hold at most %d exposures", MaxOwn)}
	}
	for _, o := range own {
		n := utf8.RuneCountInString(o.Name)
		switch {
		case !ownID.MatchString(o.ID) || len(o.ID) > maxID:
			return &charley.FieldError{Field: "own", Got: charley.Clip(o.ID), Why: "must have ids of lower-case letters and digits that begin with " + charley.OwnPrefix}
		case seen[o.ID]:
			return &charley.FieldError{Field: "own", Got: o.ID, Why: "has an id twice"}
		case n == 0 || n > MaxOwnName || !utf8.ValidString(o.Name) || strings.ContainsFunc(o.Name, unicode.IsControl):
			return &charley.FieldError{Field: "own", Why: fmt.Sprintf("must have names of 1 to %d characters in one line", MaxOwnName)}
		}
		seen[o.ID] = true
	}
	return nil
}

var (
	ownID  = regexp.MustCompile(`^` + charley.OwnPrefix + `[a-z0-9_]+$`)
	notOwn = regexp.MustCompile(`[^a-z0-9]+`)
)

// shortID is how many characters of a name go into an id.
const shortID = 40

// OwnID is an id for a person's own exposure, from its name, that none of the
// others has.
func OwnID(name string, others []charley.Own) string {
	plain := strings.Trim(notOwn.ReplaceAllString(strings.ToLower(name), "_"), "_")
	if plain = plain[:min(len(plain), shortID)]; plain == "" {
		plain = "exposure"
	}
	for n := 1; ; n++ {
		id := charley.OwnPrefix + plain
		if n > 1 {
			id += "_" + strconv.Itoa(n)
		}
		if !slices.ContainsFunc(others, func(o charley.Own) bool { return o.ID == id }) {
			return id
		}
	}
}
