package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/alecthomas/kong"
)

// An Env is the world around one run of the program. Tests make their own.
type Env struct {
	Getenv   func(string) string
	Stdin    io.Reader
	Stdout   io.Writer // what was asked for
	Stderr   io.Writer // questions, remarks and errors
	Now      func() time.Time
	Shown    bool // Stdout is a screen
	Terminal bool // somebody sits at Stdin and can answer questions
	Watched  bool // Stderr is a terminal, so that progress is seen
}

// Process is the world of this process, with the given clock.
func Process(now func() time.Time) Env {
	return Env{
		Getenv: os.Getenv, Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Now: now, Terminal: isTerminal(os.Stdin), Shown: isTerminal(os.Stdout), Watched: isTerminal(os.Stderr),
	}
}

// isTerminal tells a keyboard from a file or a pipe. /dev/null is a device too,
// but nobody answers there; it has no size and is not where a shell reads from.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}

// The exit codes of every command.
const (
	exitWell    = 0
	exitFailed  = 1 // anything that is not one of the others
	exitUsage   = 2 // what was typed cannot be done
	exitSomeBad = 3 // some lines of the input were bad; the others were done
)

// Run is the whole program: it runs one command line and returns the exit code.
// When ctx ends, serve stops in good order and everything else gives up.
func Run(ctx context.Context, args []string, env Env) int {
	shown := &shownTo{Writer: env.Stdout}
	env.Stdout = shown
	p := &program{env: env}
	err := p.run(ctx, args)
	if shown.err != nil && (err == nil || errors.Is(err, errHelped) || errors.Is(err, shown.err)) {
		err = failed(shown.err, "The answer could not be written out: %v. What was saved before that stays saved.", shown.err)
	}
	switch {
	case err == nil, errors.Is(err, errHelped):
		return exitWell
	case errors.Is(err, errSomeBad):
		return exitSomeBad
	case errors.Is(err, errUnwell):
		return exitFailed
	}
	text, code := p.explain(err)
	fmt.Fprintf(env.Stderr, "charley: %s\n", text)
	return code
}

// shownTo remembers the first answer that did not get through, such as one that
// is sent to a file on a full disk: a script must not take half of it for all.
type shownTo struct {
	io.Writer
	err error
}

func (s *shownTo) Write(b []byte) (int, error) {
	n, err := s.Writer.Write(b)
	if err != nil && s.err == nil {
		s.err = err
	}
	return n, err
}

func (p *program) run(ctx context.Context, args []string) error {
	c := &commandLine{}
	parser := newParser(ctx, c, p.env)
	if len(args) == 0 || args[0] == "help" {
		args = append(args[min(1, len(args)):], "--help")
	}
	if err := checkLetters(args); err != nil {
		return err
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		return mistyped(parser, args, err)
	}
	p.common = c.common
	return parsed.Run(p)
}

// newParser reads what was typed into c.
func newParser(ctx context.Context, c *commandLine, env Env) *kong.Kong {
	parser, err := kong.New(c,
		kong.Name("charley"), kong.Description(description), kong.NoDefaultHelp(),
		kong.Writers(env.Stdout, env.Stderr), kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}),
		kong.BindTo(ctx, (*context.Context)(nil)),
	)
	if err != nil {
		panic("cli: the command line does not fit together: " + err.Error())
	}
	return parser
}

// checkLetters refuses what an old terminal may send: letters that are not
// UTF-8. The flag parser would put question marks in their place, unasked.
func checkLetters(typed []string) error {
	for _, word := range typed {
		if !utf8.ValidString(word) {
			return usage("%q holds letters that are not UTF-8, so nothing was done. Set the terminal to UTF-8, or type it without them.", word)
		}
	}
	return nil
}

// errHelped says that help was asked for and given; nothing more is to be done.
var errHelped = errors.New("help was given")

// untyped says that a command is the one that is taken where none of its group is
// typed: then help is about the group.
func untyped(p *kong.Path, typed []string) bool {
	return p.Command != nil && p.Command.Parent != nil && p.Command.Parent.DefaultCmd == p.Command && !slices.Contains(typed, p.Command.Name)
}

// helpFlag prints the help of the command it is given to.
type helpFlag bool

// BeforeReset runs before anything else is checked, so that help never fails.
func (helpFlag) BeforeReset(parsed *kong.Context) error {
	asked := *parsed
	if n := len(asked.Path); n > 0 && untyped(asked.Path[n-1], asked.Args) {
		asked.Path = asked.Path[:n-1]
	}
	_ = asked.PrintUsage(false) // Run sees to an answer that could not be written out
	return errHelped
}
