package cli

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"charley/app"
	"charley/knowledge"
	"charley/told"
)

// revisedFor is how long a change of the rules is told of.
const revisedFor = 60 * 24 * time.Hour

// writeRevised says what a change of the rules changed lately in what this person is
// told. A server notes what is told; where none ever ran there is nothing to compare.
func (p *program) writeRevised(ctx context.Context, h *home) error {
	all, err := h.Revised(ctx, h.caller)
	if err != nil || len(all) == 0 || h.Now().Sub(all[0].At) > revisedFor {
		return err
	}
	_, err = io.WriteString(p.env.Stdout, revisedWords(h.Counsel.Base, all[0], h.homeZone(ctx)))
	return err
}

func revisedWords(base *knowledge.Base, c app.Revised, zone *time.Location) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\nWhat Charley knows was brought up to date on %s (knowledge version %s, before it %s).\n", c.At.In(zone).Format(time.DateOnly), c.New.Edition, c.Old.Edition)
	if c.Wrote {
		b.WriteString("The diary changed around that day too, so not all of this need come from the new rules.\n")
	} else {
		b.WriteString("Nothing else changed; this did:\n")
	}
	urgency := func(id string) string {
		u, _ := base.Urgencies().Get(id)
		return strings.TrimSuffix(u.Headline, ".")
	}
	for _, m := range c.Lifted() {
		fmt.Fprintf(&b, "  No longer told as a warning sign: %s. The rules changed; that does not make it better. If it is still there, or worries you, show it to a doctor.\n", m.Name)
	}
	for _, m := range c.Signs {
		if m.After != "" {
			fmt.Fprintf(&b, "  Warning sign: %s\n", movedWords(m, urgency))
		}
	}
	if c.From != c.To {
		fmt.Fprintf(&b, "  %s\n", movedWords(told.Moved{Name: "What to do", Before: c.From, After: c.To}, urgency))
	}
	for _, m := range c.Fits {
		fmt.Fprintf(&b, "  %s\n", movedWords(m, func(band string) string { return bandWords[band] }))
	}
	for _, m := range c.Remedies {
		fmt.Fprintf(&b, "  %s\n", movedWords(m, func(status string) string { return strings.ReplaceAll(status, "_", " ") }))
	}
	return b.String()
}

// movedWords is one thing of which something else is told.
func movedWords(m told.Moved, says func(string) string) string {
	switch {
	case m.Before == "":
		return fmt.Sprintf("%s: %s. Nothing was told of it before.", m.Name, says(m.After))
	case m.After == "":
		return fmt.Sprintf("%s: no longer told. It was: %s.", m.Name, says(m.Before))
	}
	return fmt.Sprintf("%s: %s. It was: %s.", m.Name, says(m.After), says(m.Before))
}
