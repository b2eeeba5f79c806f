package cli

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"charley/appraise"
	"charley/cause"
	"charley/ingest"
	"charley/measure"
)

// analyzeCausesCommand seeks in one diary or many.
type analyzeCausesCommand struct {
	File      string   `arg:"" help:"Table with a row a night, or - for the standard input: comma-separated, compressed by gzip or not. Columns: night (number or date), the outcome, and exposures: 1 or 0 for yes or no, or amounts. If there are any: diary, weekend, dow (0 is Monday). Empty cells are missing."`
	Outcome   string   `enum:"count,severity,minutes,bad,value" default:"count" placeholder:"NAME" help:"Column that says how a night went: count (a night), severity (0 to 10), minutes, bad (1 or 0) or value."`
	Exposures []string `placeholder:"A,B" help:"Only these columns, instead of every column whose name says nothing else."`
	Better    string   `enum:"lower,higher" default:"lower" placeholder:"WHICH" help:"For the outcome value: whether lower or higher is better."`
	Lags      bool     `help:"Exposures may also act by the day before, or by two days together. Slower."`
}

// Run is charley analyze causes.
func (c *analyzeCausesCommand) Run(ctx context.Context, p *program) error {
	higher := c.Better == "higher"
	if higher && measure.Outcome(c.Outcome) != measure.Value {
		return usage("--better goes with --outcome value; of %s, lower is better.", c.Outcome)
	}
	for i, name := range c.Exposures {
		if c.Exposures[i] = strings.TrimSpace(name); c.Exposures[i] == "" {
			return usage("--exposures needs names of columns with a comma between them, such as alcohol,hard_floor. You typed an empty name.")
		}
	}
	open, err := p.reopen(c.File)
	if err != nil {
		return err
	}
	table, err := ingest.Diaries(open, c.Outcome, slices.Compact(slices.Sorted(slices.Values(c.Exposures))))
	if err == nil {
		err = fewEnough(table.Exposures())
	}
	if err != nil {
		return p.refuseFile(c.File, err, func(wrong *ingest.LineError) any { return &appraise.CausesRefusal{Wrong: wrong} })
	}
	counsel, err := newCounsel()
	if err != nil {
		return err
	}
	return p.seek(ctx, table, counsel.Finder, appraise.CausesOptions{Outcome: measure.Outcome(c.Outcome), Lags: c.Lags, Higher: higher})
}

// fewEnough refuses more exposures than can be looked at together.
func fewEnough(exposures []string) error {
	if n := len(exposures); n > cause.MaxExposures {
		return &ingest.LineError{Line: 1, Message: fmt.Sprintf("the table names %d exposures; at most %d can be looked at together, so choose some with --exposures", n, cause.MaxExposures)}
	}
	return nil
}

// A sought is one of the two.
type sought struct {
	answer  *appraise.CausesAnswer
	refusal *appraise.CausesRefusal
}

// seek looks at every diary of a table, on all cores, and answers in the order of the
// table.
func (p *program) seek(ctx context.Context, table *ingest.DiaryTable, searcher appraise.Searcher, o appraise.CausesOptions) error {
	bar := p.progress(table.Count(), "diaries")
	defer bar.done()
	bad, said := 0, 0
	err := inOrder(ctx, runtime.GOMAXPROCS(0), table.Each,
		func(d ingest.Diary) sought {
			began, o := p.env.Now(), o
			o.Progress = bar.one()
			a, refusal := appraise.Causes(d, searcher, o)
			o.Progress(1)
			if a != nil {
				a.Seconds = appraise.Number(p.env.Now().Sub(began).Seconds())
			}
			return sought{a, refusal}
		},
		func(r sought) error {
			if f := r.refusal; f != nil {
				bad++
				return p.refuse(refusedTable{answer: f, kind: "Diary", name: f.Diary, wrong: f.Wrong, badLines: f.BadLines})
			}
			said++
			if p.JSON {
				return p.answer(r.answer)
			}
			return writeCausesAnswer(p.env.Stdout, r.answer, said > 1)
		})
	switch {
	case err != nil:
		return err
	case bad > 0:
		return errSomeBad
	case table.Count() == 0:
		p.remark("The table names its columns and has no rows, so there is nothing to say.")
	}
	return nil
}
