package cli

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"charley"
)

// morningCommand is the check-in after a night.
type morningCommand struct {
	Night     string   `placeholder:"DATE" help:"Evening of the night, such as 2026-03-28. Last night if left away."`
	Nothing   *bool    `negatable:"" help:"Nothing (more) happened in the night than is written down, or something did."`
	Cramps    *float64 `placeholder:"N" help:"How many cramps the night held, where you counted them and did not log each with its time."`
	Worst     *float64 `placeholder:"N" help:"How bad the worst of them was, 0 to 10."`
	Sore      string   `placeholder:"WORD" help:"Still sore: no, a-little or yes."`
	SleepLost *float64 `placeholder:"MIN" help:"Minutes of sleep lost to your legs."`
	Bother    *float64 `placeholder:"N" help:"How much restless legs bothered you, 0 to 10."`
	InBed     string   `placeholder:"HH:MM" help:"When you went to bed."`
	Up        string   `placeholder:"HH:MM" help:"When you got up."`
	Followed  *bool    `negatable:"" help:"You kept to what a trial had drawn for the night, or you did not."`
	Note      string   `placeholder:"TEXT" help:"Anything you want to remember."`
}

// Run is charley morning.
func (c *morningCommand) Run(ctx context.Context, p *program) error {
	if c.empty() && !p.env.Terminal {
		return usage(`Say how the night was, for example "charley morning --nothing" or "charley morning --sore a-little --sleep-lost 20".`)
	}
	return p.with(ctx, toWrite, "", func(h *home) error {
		n, err := h.lived(ctx, c.Night, true)
		if err != nil {
			return err
		}
		body, err := c.body(n)
		if err != nil {
			return err
		}
		if c.empty() {
			body = map[string]any{}
			if err := n.askMorning(ctx, p.newAsker(), body); err != nil && !errors.Is(err, errEnough) {
				return err
			}
		}
		var current *charley.Entry
		if n.record.Morning != nil {
			current = &n.record.Morning.Entry
		}
		return p.saveCheckIn(ctx, h, charley.KindMorning, n, current, body)
	})
}

func (c *morningCommand) empty() bool {
	return c.Nothing == nil && c.Cramps == nil && c.Worst == nil && c.SleepLost == nil && c.Bother == nil && c.Followed == nil && c.Sore+c.InBed+c.Up+c.Note == ""
}

func (c *morningCommand) body(n checkNight) (map[string]any, error) {
	b := map[string]any{}
	if c.Nothing != nil {
		b["nothing_more"] = *c.Nothing
	}
	if c.Sore != "" {
		b["soreness"] = idWord(c.Sore)
	}
	for name, n := range map[string]*float64{"cramps": c.Cramps, "cramp_worst": c.Worst, "sleep_lost": c.SleepLost, "restless_bother": c.Bother} {
		if n != nil {
			b[name] = *n
		}
	}
	if c.Followed != nil {
		b["followed"] = *c.Followed
	}
	if c.Note != "" {
		b["note"] = c.Note
	}
	for name, typed := range map[string]string{"in_bed": c.InBed, "out_of_bed": c.Up} {
		if typed == "" {
			continue
		}
		at, err := n.moment(typed)
		if err != nil {
			return nil, err
		}
		b[name] = at
	}
	return b, nil
}

// askMorning asks the questions of the page Morning.
func (n checkNight) askMorning(ctx context.Context, a *asker, body map[string]any) error {
	fmt.Fprintf(a.p.env.Stderr, "The night of %s. Enter skips a question.\n", n.words())
	so := "Did anything happen?"
	if len(n.record.Episodes) > 0 {
		so = fmt.Sprintf("So far: %s. Did anything more happen?", episodeList(n.record.Episodes))
	}
	number := func(field string) func(string) error {
		return func(s string) error {
			v, err := strconv.ParseFloat(s, 64)
			if err != nil {
				return usage("Please type a number, or press Enter to skip.")
			}
			return n.take(charley.KindMorning, body, field, v)
		}
	}
	moment := func(field string) func(string) error {
		return func(s string) error {
			at, err := n.moment(s)
			if err != nil {
				return err
			}
			return n.take(charley.KindMorning, body, field, at)
		}
	}
	for _, q := range []struct {
		text string
		take func(string) error
	}{
		{so + " (y/n)", func(s string) error {
			more, err := yesNo(s)
			if more {
				fmt.Fprintln(a.p.env.Stderr, `  Write it down afterwards, for example: charley log cramp --at 03:10`)
			}
			if err == nil {
				body["nothing_more"] = !more
			}
			return err
		}},
		{"Still sore? (no, a little, yes)", func(s string) error { return n.take(charley.KindMorning, body, "soreness", idWord(s)) }},
		{"How many minutes of sleep did your legs cost you?", number("sleep_lost")},
		{"How much did restless legs bother you, 0 to 10?", number("restless_bother")},
		{"When did you go to bed? (such as 22:45)", moment("in_bed")},
		{"When did you get up? (such as 06:30)", moment("out_of_bed")},
		{"Anything you want to remember?", func(s string) error { return n.take(charley.KindMorning, body, "note", s) }},
	} {
		if err := a.ask(ctx, q.text, q.take); err != nil {
			return err
		}
	}
	return nil
}
