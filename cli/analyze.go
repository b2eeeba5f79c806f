package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"charley/ingest"
)

// analyzeCommand judges tables from elsewhere; no diary is opened.
type analyzeCommand struct {
	Trial  analyzeTrialCommand  `cmd:"" help:"Analyse trials drawn by lot from a table of nights."`
	Causes analyzeCausesCommand `cmd:"" help:"Seek what goes with bad nights in a table of days and nights."`
}

// maxPiped is how much of the standard input can be analysed. It is read more than
// once, so it is kept; a file is not.
const maxPiped = 32 << 20

// reopen gives a file, or the standard input for -, as often as it is asked for.
func (p *program) reopen(name string) (ingest.Open, error) {
	if name != "-" {
		info, err := os.Stat(name)
		if err != nil {
			return nil, failed(err, "%s cannot be read: %v.", name, err)
		}
		if !info.Mode().IsRegular() {
			return nil, usage("%s is not an ordinary file. Write the table to one, or pipe it in and type - for its name.", name)
		}
		return func() (io.ReadCloser, error) { return p.input(name) }, nil
	}
	all, err := io.ReadAll(io.LimitReader(p.env.Stdin, maxPiped+1))
	if err != nil {
		return nil, failed(err, "The standard input cannot be read: %v.", err)
	}
	if len(all) > maxPiped {
		return nil, usage("The standard input is larger than %d MB. Write the table to a file and type its name.", maxPiped>>20)
	}
	return func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(string(all))), nil }, nil
}

// A refusedTable is the answer to a trial or a diary whose table is wrong.
type refusedTable struct {
	answer   any // as programs read it
	kind     string
	name     *string
	wrong    *ingest.LineError
	badLines int // the error is the first
}

// refuse gives that answer, in its place among the others.
func (p *program) refuse(r refusedTable) error {
	if p.JSON {
		return p.answer(r.answer)
	}
	where, more := "", ""
	if r.name != nil {
		where = fmt.Sprintf("%s %s: ", r.kind, *r.name)
	}
	if r.badLines > 1 {
		more = fmt.Sprintf(" %d of its lines are wrong; this is the first.", r.badLines)
	}
	p.remark("%s%s%s", where, sentence(r.wrong.Error()), more)
	return nil
}

// refuseFile says that a whole table cannot be read. What is wrong with its first line
// is an answer.
func (p *program) refuseFile(file string, err error, answer func(*ingest.LineError) any) error {
	wrong := (*ingest.LineError)(nil)
	if !errors.As(err, &wrong) {
		return failed(err, "%s cannot be read: %v.", file, err)
	}
	if err := p.refuse(refusedTable{answer: answer(wrong), wrong: wrong}); err != nil {
		return err
	}
	return errSomeBad
}
