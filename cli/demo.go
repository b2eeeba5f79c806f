package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"slices"

	"charley"
	"charley/app"
	"charley/diary"
	"charley/knowledge"
	"charley/simulate"
	"charley/tour"
)

// demoCommand shows Charley with a made-up person.
type demoCommand struct {
	Listen  string `placeholder:"ADDR" help:"Address on this machine; a free port if nothing is said. Also CHARLEY_LISTEN."`
	Nights  int    `default:"120" placeholder:"N" help:"How many nights, up to last night."`
	Seed    uint64 `default:"7" placeholder:"N" help:"Another number makes another person."`
	NoServe bool   `help:"Stop after the tour; the made-up diary stays in its folder."`
}

// freePort lets the system choose a port of this machine.
const freePort = "127.0.0.1:0"

// Run is charley demo. The diary of the machine's user is never touched: without
// --data a folder of its own is made, and taken away in the end.
func (c *demoCommand) Run(ctx context.Context, p *program) error {
	at, err := p.loopbackAddress(c.Listen, freePort)
	if err != nil {
		return err
	}
	if p.Database != "" {
		return usage("The demo keeps its made-up person in a folder. Leave --database away.")
	}
	options := demoPerson(c.Nights, c.Seed)
	if err := options.Check(); err != nil {
		return usage("--nights must be a number from 1 to %d. You typed %d.", simulate.MaxNights, c.Nights)
	}
	dir, made, err := p.demoFolder()
	if err != nil {
		return err
	}
	if made && !c.NoServe {
		defer os.RemoveAll(dir)
	}
	h, err := p.openAt(ctx, place{Dir: dir}, toWrite, "")
	if err != nil {
		return err
	}
	defer h.Close()
	if err := p.fill(ctx, h, options); err != nil {
		return err
	}
	if err := p.tell(ctx, h); err != nil {
		return err
	}
	if c.NoServe && p.JSON {
		return p.answer(map[string]any{"data": dir})
	}
	if c.NoServe {
		p.say("The made-up diary is in %s. Look around with: charley nights --data %s", dir, dir)
		return nil
	}
	ln, err := listen(at)
	if err != nil {
		return err
	}
	defer ln.Close()
	announce := func(r reached) {
		if p.JSON {
			p.announce(r)
			return
		}
		p.say("\nOpen this address in a browser. Stop with Ctrl-C.\n%s", r.URL)
	}
	return p.serve(ctx, h, ln, outside{at: at}, announce, nil)
}

// demoFolder is where the demo writes: the folder of --data, which must hold no
// diary, or one of its own.
func (p *program) demoFolder() (dir string, made bool, err error) {
	if p.Data == "" {
		if dir, err = os.MkdirTemp("", "charley-demo-"); err != nil {
			return "", false, failed(err, "The demo needs a folder for its made-up diary and could not make one: %v. Name one with --data DIR.", err)
		}
		return dir, true, nil
	}
	if holdsDiary(p.Data) {
		return "", false, failed(nil, "There is a diary in %s already, and the demo would mix a made-up person into it. Name an empty folder with --data, or leave --data away.", p.Data)
	}
	return p.Data, false, nil
}

// fill writes a simulated person's nights, the last of them last night, and what
// she says of herself.
func (p *program) fill(ctx context.Context, h *home, options simulate.Options) error {
	n, err := h.night(ctx, "", true)
	if err != nil {
		return err
	}
	options.Start, options.Zone = n.night.Add(1-options.Nights), n.zone.String()
	if h.Counsel, err = newCounsel(); err != nil {
		return err
	}
	tests, err := demoTrials(h.Counsel, &options)
	if err != nil {
		return fmt.Errorf("make the demo's trials: %w", err)
	}
	var items []app.Item
	for it := range simulate.Person(options).DemoItems() {
		if it.At.After(p.env.Now()) {
			continue // last night is not over yet
		}
		tests.follow(it)
		draft, err := diary.NewDraft(it.Kind, it.Body)
		if err != nil {
			return fmt.Errorf("make the demo's diary: %w", err)
		}
		items = append(items, app.Item{ID: it.ID, Draft: draft, At: it.At})
	}
	said, err := demoFacts(h.Counsel, p.env.Now())
	if err != nil {
		return fmt.Errorf("make what the demo's person says: %w", err)
	}
	_, err = h.PutMany(ctx, h.caller, slices.Concat(items, said, tests.items(options.Seed)))
	return err
}

// tell prints the tour, worked out from what is in the diary.
func (p *program) tell(ctx context.Context, h *home) error {
	base, err := knowledge.Default()
	if err != nil {
		return err
	}
	records, err := h.Nights(ctx, h.caller, charley.Night{}, charley.Night{})
	if err != nil {
		return err
	}
	set, err := h.Settings(ctx, h.caller)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	if err := tour.Write(&text, records, set, base.Exposures().All()); err != nil {
		return err
	}
	if p.JSON {
		return p.answer(nightsAnswer(records, set))
	}
	_, err = fmt.Fprintf(p.env.Stdout, "%s\n", bytes.TrimRight(text.Bytes(), "\n"))
	return err
}
