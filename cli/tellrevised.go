package cli

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"charley/app"
	"charley/knowledge"
	"charley/tell"
	"charley/told"
)

// writeRevised says what changes of the rules changed lately in what this person is
// told. A server notes what is told; where none ever ran there is nothing to compare.
func (p *program) writeRevised(ctx context.Context, h *home, now tell.Telling) error {
	all, err := h.RevisedLately(ctx, h.caller, now)
	if err != nil {
		return err
	}
	for _, one := range all {
		if _, err := io.WriteString(p.env.Stdout, revisedWords(h.Counsel.Base, one, h.homeZone(ctx))); err != nil {
			return err
		}
	}
	return nil
}

func revisedWords(base *knowledge.Base, c app.Revised, zone *time.Location) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\nWhat Charley knows was brought up to date on %s (knowledge version %s, before it %s).\n", c.At.In(zone).Format(time.DateOnly), c.New.Edition, c.Old.Edition)
	if c.Clean() {
		b.WriteString("Nothing else changed; this did:\n")
	} else {
		fmt.Fprintf(&b, "The diary changed too since %s, or days went by, so not all of this need come from the new rules:\n", c.Before.In(zone).Format(time.DateOnly))
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
