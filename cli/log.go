package cli

import (
	"context"
	"strings"

	"charley"
	"charley/diary"
)

// logCommand writes down one episode.
type logCommand struct {
	What string `arg:"" help:"cramp, restless or other."`

	At        string   `placeholder:"TIME" help:"When it began: 03:10, \"2026-03-29 03:10\", 2026-03-29T03:10+02:00, \"10 min ago\". Now if left away."`
	About     bool     `help:"The time is a guess."`
	Minutes   *float64 `placeholder:"N" help:"How long it lasted."`
	Open      bool     `help:"It is still going on."`
	Side      string   `placeholder:"SIDE" help:"left, right or both."`
	Place     []string `placeholder:"PLACE" help:"Where: calf, foot, toes, shin, thigh … Several with commas."`
	Intensity *float64 `placeholder:"N" help:"How bad, 0 to 10."`
	Hard      *bool    `negatable:"" help:"The muscle was hard to the touch, or not."`
	Tried     []string `placeholder:"WHAT" help:"What you tried: stretch, walk, massage, heat, cold …"`
	EasedBy   []string `placeholder:"WHAT" help:"What eased it."`
	NotEasing bool     `help:"It is not easing."`
	Note      string   `placeholder:"TEXT" help:"Anything you want to remember."`
	Night     string   `placeholder:"DATE" help:"Evening of the night it belongs to, if not the usual one."`
	Zone      string   `placeholder:"ZONE" help:"Time zone you are in, such as Europe/Berlin. Home if left away."`
	ID        string   `name:"id" placeholder:"UUID" help:"Id of the entry, so that sending it twice does no harm."`
}

// Run is charley log.
func (c *logCommand) Run(ctx context.Context, p *program) error {
	return p.with(ctx, toWrite, c.Zone, func(h *home) error {
		zone, err := h.zone(ctx, c.Zone)
		if err != nil {
			return err
		}
		at, err := parseWhen(c.At, zone, h.Now())
		if err != nil {
			return err
		}
		draft, err := diary.NewDraft(charley.KindEpisode, c.body(charley.MomentAt(at.at, at.at.Location()).String()))
		if err != nil {
			return err
		}
		if at.at.After(h.Now()) {
			return usage("%s is still to come, so nothing was saved. Check the date and the time.", at.at.Format("2006-01-02 15:04"))
		}
		id := charley.NewEntryID()
		if c.ID != "" {
			if id, err = charley.ParseEntryID(c.ID); err != nil {
				return &charley.FieldError{Field: "id", Got: c.ID, Why: "must be a UUID in lower case, like 019aa5f2-7c00-7d4e-9e39-30d8b2a1c0de"}
			}
		}
		saved, err := h.Put(ctx, h.caller, id, draft)
		if err != nil {
			return err
		}
		if at.remark != "" {
			p.remark("%s", at.remark)
		}
		if p.JSON {
			return p.answer(savedEntry{saved.Entry, string(saved.Outcome), saved.Lost})
		}
		word := "Saved"
		if saved.Outcome == diary.Same {
			word = "Was saved already"
		}
		text := entryWords(saved.Entry, h.Now().In(zone))
		if more := details(saved.Entry.Episode()); more != "" {
			text += " (" + more + ")"
		}
		p.say("%s: %s.", word, text)
		return nil
	})
}

// body is the entry by its JSON names; what was not typed is not there.
func (c *logCommand) body(start string) map[string]any {
	b := map[string]any{"what": c.What, "start": start}
	for name, text := range map[string]string{"side": c.Side, "note": c.Note, "night": c.Night, "zone": c.Zone} {
		if text != "" {
			b[name] = text
		}
	}
	for name, list := range map[string][]string{"places": c.Place, "tried": c.Tried, "eased_by": c.EasedBy} {
		if list != nil {
			b[name] = idWords(list)
		}
	}
	for name, flag := range map[string]bool{"open": c.Open, "about": c.About, "not_easing": c.NotEasing} {
		if flag {
			b[name] = true
		}
	}
	if c.Minutes != nil {
		b["minutes"] = *c.Minutes
	}
	if c.Intensity != nil {
		b["intensity"] = *c.Intensity
	}
	if c.Hard != nil {
		b["hard"] = *c.Hard
	}
	return b
}

// idWords turn words as typed, such as thigh-front, into ids.
func idWords(typed []string) []string {
	out := make([]string, len(typed))
	for i, w := range typed {
		out[i] = idWord(w)
	}
	return out
}

func idWord(typed string) string {
	return strings.NewReplacer("-", "_", " ", "_").Replace(strings.ToLower(strings.TrimSpace(typed)))
}
