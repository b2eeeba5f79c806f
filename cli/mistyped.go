package cli

import (
	"errors"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"
)

// A rewording turns one kind of complaint of the flag parser into plain words.
type rewording struct {
	pattern *regexp.Regexp
	words   string // $1 … are the groups of pattern, HELP the command's own help
}

// rewordings are tried in order; the first that fits counts.
var rewordings = []rewording{
	{regexp.MustCompile(`^unexpected argument (\S+), did you mean one of (.*)\?$`), `"$1" is not something that can be typed here. Did you mean one of $2?`},
	{regexp.MustCompile(`^unexpected argument (\S+), did you mean "(.*)"\?$`), `"$1" is not something that can be typed here. Did you mean "$2"?`},
	{regexp.MustCompile(`^unexpected argument (.*)$`), `"$1" is not something that can be typed here. HELP`},
	{regexp.MustCompile(`^unknown flag (\S+), did you mean one of (.*)\?$`), `There is no $1 here. Did you mean one of $2?`},
	{regexp.MustCompile(`^unknown flag (\S+), did you mean "(.*)"\?$`), `There is no $1 here. Did you mean $2?`},
	{regexp.MustCompile(`^unknown flag (\S+)$`), `There is no $1 here. HELP`},
	{regexp.MustCompile(`^(--[a-z-]+)(?:=\S*)?: expected .*but got "EOL".*$`), `$1 needs a value after it. HELP`},
	{regexp.MustCompile(`^(--[a-z-]+)(?:=\S*)?: missing value.*$`), `$1 needs a value after it. HELP`},
	{regexp.MustCompile(`^(--[a-z-]+)(?:=\S*)?: expected an? (?:valid 64 bit )?(?:u?int|float)\S* but got "(.*?)".*$`), `$1 needs a number. You typed "$2".`},
	{regexp.MustCompile(`^(--[a-z-]+)(?:=\S*)?: expected .* value but got "(-.*?)".*$`), `$1 needs a value after it, and "$2" looks like a flag. If it is meant as the value, type $1=$2`},
	{regexp.MustCompile(`^(--[a-z-]+)(?:=\S*)?: bool value must be .* but got "(.*?)".*$`), `$1 needs no value; leave "$2" away.`},
	{regexp.MustCompile(`^(--[a-z-]+)(?:=\S*)? must be one of (.*) but got "(.*)"$`), `$1 must be one of $2. You typed "$3".`},
	{regexp.MustCompile(`^missing flags: (.*)$`), `$1 is missing. HELP`},
	{regexp.MustCompile(`^expected one of (.*)$`), `Say what to do: one of $1. HELP`},
	{regexp.MustCompile(`^expected "<(\S+?)>.*"$`), `Something is missing: <$1>. HELP`},
}

// mistyped is the usage error for a command line that the parser refused.
func mistyped(parser *kong.Kong, args []string, err error) error {
	if errors.Is(err, errHelped) {
		return err
	}
	var refused *kong.ParseError
	command := "charley"
	if errors.As(err, &refused) && refused.Context != nil {
		if node := refused.Context.Selected(); node != nil {
			command = node.FullPath()
		} else if word := firstWord(args); word != "" {
			return unknownCommand(parser, word)
		} else if strings.HasPrefix(err.Error(), "expected one of") {
			return usage(`Say what to do, such as "charley log cramp". Type "charley --help" to see what Charley can do.`)
		}
		if n := refused.Context.Selected(); n != nil && n.Name == "log" && strings.HasPrefix(err.Error(), `expected "<what>"`) {
			return usage(`Say what it was: "charley log cramp", "charley log restless" or "charley log other".`)
		}
	}
	help := `Type "` + command + ` --help" to see what can be typed.`
	for _, r := range rewordings {
		if m := r.pattern.FindStringSubmatchIndex(err.Error()); m != nil {
			text := r.pattern.ExpandString(nil, r.words, err.Error(), m)
			return usage("%s", strings.ReplaceAll(string(text), "HELP", help))
		}
	}
	return usage("%s %s", sentence(err.Error()), help)
}

// firstWord is the first argument that is not a flag or a common flag's value.
func firstWord(args []string) string {
	for i := 0; i < len(args); i++ {
		switch a := args[i]; {
		case a == "--data" || a == "--database" || a == "--device":
			i++
		case !strings.HasPrefix(a, "-"):
			return a
		}
	}
	return ""
}

func unknownCommand(parser *kong.Kong, word string) error {
	names := []string{}
	for _, n := range parser.Model.Children {
		if n.Name == word {
			return usage(`Something before %q cannot be understood. Type "charley %s --help" to see what can be typed.`, word, word)
		}
		names = append(names, n.Name)
	}
	if near := nearest(word, names); near != "" {
		return usage(`Charley does not know %q. Did you mean "charley %s"?`, word, near)
	}
	return usage(`Charley does not know %q. Type "charley --help" to see what it can do.`, word)
}
