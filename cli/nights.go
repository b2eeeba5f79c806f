package cli

import (
	"context"
	"fmt"
	"strings"

	"charley"
	"charley/actogram"
	"charley/diary"
)

// nightsCommand shows nights.
type nightsCommand struct {
	From  string `placeholder:"DATE" help:"First evening to show."`
	To    string `placeholder:"DATE" help:"Last evening to show."`
	Last  int    `placeholder:"N" help:"How many nights to show; 28 if nothing is said."`
	Night string `placeholder:"DATE" help:"Show one night in words."`
	All   bool   `help:"Show the whole diary."`
}

// usualNights is how many nights are shown if nothing is said, and maxNights
// the most that can be shown: a hundred years.
const (
	usualNights = 28
	maxNights   = 36600
)

// textWidth is how wide the picture of the nights is, in characters.
const textWidth = 78

// Run is charley nights.
func (c *nightsCommand) Run(ctx context.Context, p *program) error {
	if c.Night != "" && (c.From != "" || c.To != "" || c.Last != 0 || c.All) {
		return usage("--night shows one night; leave the other flags away.")
	}
	if c.Last < 0 {
		return usage("--last must be a number of nights from 1 up. You typed %d.", c.Last)
	}
	return p.with(ctx, toRead, "", func(h *home) error {
		if c.Night != "" {
			return p.showNight(ctx, h, c.Night)
		}
		first, last, err := c.span(ctx, h)
		if err != nil {
			return err
		}
		var records []diary.NightRecord
		if !first.IsZero() && !last.Before(first) {
			if records, err = h.Nights(ctx, h.caller, first, last); err != nil {
				return err
			}
		}
		set, err := h.Settings(ctx, h.caller)
		if err != nil {
			return err
		}
		if p.JSON {
			return p.answer(nightsAnswer(records, set))
		}
		fmt.Fprint(p.env.Stdout, actogram.Text(records, textWidth))
		if len(records) == 0 {
			p.say(`Begin with "charley log cramp" when something happens, or "charley morning --nothing" after a quiet night.`)
			return nil
		}
		p.say("%s", summaryWords(diary.Summarise(records), set.Bad))
		return nil
	})
}

// span is the first and the last night to show; zero for an empty diary, unless
// nights are named. Without flags it ends with tonight if something of tonight is
// written down, and never begins before the diary does.
func (c *nightsCommand) span(ctx context.Context, h *home) (first, last charley.Night, err error) {
	begin, end, err := h.Extent(ctx, h.caller)
	if err != nil {
		return first, last, err
	}
	tonight, _, err := h.Tonight(ctx, h.caller)
	if err != nil {
		return first, last, err
	}
	if last = tonight; end.Before(tonight) {
		last = tonight.Add(-1)
	}
	if c.All || begin.IsZero() && c.From == "" && c.To == "" {
		return begin, end, nil
	}
	if c.To != "" {
		if last, err = parseNight("--to", c.To); err != nil {
			return first, last, err
		}
	}
	if c.From != "" {
		if first, err = parseNight("--from", c.From); err != nil {
			return first, last, err
		}
		if c.Last > 0 && c.To == "" {
			last = first.Add(c.Last - 1)
		}
		switch {
		case last.Before(first):
			return first, last, usage("--from must not be later than the last night shown, %s.", last)
		case last.Sub(first) >= maxNights:
			return first, last, usage("Between --from and --to there may be %d nights at most.", maxNights)
		}
		return first, last, nil
	}
	n := usualNights
	if c.Last > 0 {
		n = min(c.Last, maxNights)
	}
	if first = last.Add(1 - n); c.To == "" && first.Before(begin) {
		first = begin
	}
	return first, last, nil
}

// summaryWords are the figures under the picture, each with how many nights it
// rests on, and what makes a night bad.
func summaryWords(s diary.Summary, limits charley.BadLimits) string {
	lines := []string{
		fmt.Sprintf("%s; %d with something written down, %d complete.", counted(float64(s.Nights), "night", "nights"), s.Recorded, s.Complete),
	}
	if s.CrampsPerWeek != nil {
		lines = append(lines, fmt.Sprintf("Cramps a week: %.1f (from %d complete nights).", *s.CrampsPerWeek, s.Complete))
	} else {
		lines = append(lines, fmt.Sprintf("Cramps written down: %d. A number a week needs %d complete nights.", s.Cramps, diary.MinWeek))
	}
	lines = append(lines, fmt.Sprintf("Nights without a cramp: %d of the %d for which that is known.", s.Quiet, s.KnownQuiet))
	lines = append(lines, fmt.Sprintf("Bad nights: %d of the %d for which that is known. Bad means any cramp, restless legs bothering %d or more of 10, or %s minutes or more of sleep lost.",
		s.Bad, s.KnownBad, limits.Bother, number(float64(limits.SleepLost))))
	return strings.Join(lines, "\n")
}
