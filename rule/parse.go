package rule

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"charley"
)

var (
	tokenPattern  = regexp.MustCompile(`\s*(>=|<=|[<>(),;]|-?\d+(?:\.\d+)?|[A-Za-z_][A-Za-z0-9_.\-]*)`)
	namePattern   = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	numberPattern = regexp.MustCompile(`^-?\d+(\.\d+)?$`)
)

// reserved words cannot name an answer.
var reserved = map[string]bool{"and": true, "or": true, "not": true, "is": true, "has": true, "only": true, "count": true, "known": true, "constant": true}

// Parse reads a rule. Empty text is the zero Rule. An error says what was found
// where, and what was expected; it is charley.ErrInvalid.
//
//	rule    = term {"or" term}
//	term    = factor {"and" factor}
//	factor  = "not" factor | "(" rule ")" | "count" "(" rule {";" rule} ")" ">=" number | test
//	test    = name | name "is" values | name "not" values | name "has" values | name "only" values
//	        | name ("<" | "<=" | ">" | ">=") number | name "count" value ">=" number
//	        | name "is" "constant" | name "is" "known"
//	values  = value {"," value}
func Parse(text string) (Rule, error) {
	if strings.TrimSpace(text) == "" {
		return Rule{}, nil
	}
	p := &parser{}
	for rest := text; strings.TrimSpace(rest) != ""; {
		m := tokenPattern.FindStringSubmatchIndex(rest)
		if m == nil || m[0] != 0 {
			return Rule{}, fmt.Errorf("a rule cannot hold %q: %w", charley.Clip(strings.TrimSpace(rest)), charley.ErrInvalid)
		}
		p.tokens = append(p.tokens, rest[m[2]:m[3]])
		rest = rest[m[1]:]
	}
	root := p.rule()
	if p.err == nil && p.at < len(p.tokens) {
		p.wanted("and, or, or the end")
	}
	if p.err != nil {
		return Rule{}, p.err
	}
	return Rule{text: text, root: root}, nil
}

// MustParse is Parse for rules that ship with the program and its tests.
func MustParse(text string) Rule {
	r, err := Parse(text)
	if err != nil {
		panic(err)
	}
	return r
}

// UnmarshalText reads a rule where a record writes one.
func (r *Rule) UnmarshalText(b []byte) (err error) {
	*r, err = Parse(string(b))
	return err
}

type parser struct {
	tokens []string
	at     int
	depth  int
	err    error
}

// maxDepth keeps a hostile rule from using up the stack.
const maxDepth = 50

func (p *parser) peek() string {
	if p.err != nil || p.at >= len(p.tokens) {
		return ""
	}
	return p.tokens[p.at]
}

func (p *parser) next() string {
	t := p.peek()
	p.at++
	return t
}

// take moves on if the next token is the one named.
func (p *parser) take(token string) bool {
	if p.peek() == token {
		p.at++
		return true
	}
	return false
}

func (p *parser) must(token string) {
	if !p.take(token) {
		p.wanted(token)
	}
}

func (p *parser) wanted(what string) {
	if p.err != nil {
		return
	}
	got := "the end"
	if p.at < len(p.tokens) {
		got = strconv.Quote(p.tokens[p.at])
	}
	p.err = fmt.Errorf("a rule has %s at word %d where %s was expected: %w", got, p.at+1, what, charley.ErrInvalid)
}

func (p *parser) rule() node {
	arms := []node{p.term()}
	for p.take("or") {
		arms = append(arms, p.term())
	}
	return joined(false, arms)
}

func (p *parser) term() node {
	arms := []node{p.factor()}
	for p.take("and") {
		arms = append(arms, p.factor())
	}
	return joined(true, arms)
}

func joined(all bool, arms []node) node {
	if len(arms) == 1 {
		return arms[0]
	}
	return join{all: all, arms: arms}
}

func (p *parser) factor() node {
	if p.depth++; p.depth > maxDepth {
		p.wanted("fewer brackets")
	}
	defer func() { p.depth-- }()
	switch {
	case p.err != nil:
		return nil
	case p.take("not"):
		return negation{p.factor()}
	case p.take("("):
		n := p.rule()
		p.must(")")
		return n
	case p.take("count"):
		return p.tally()
	}
	return p.test()
}

func (p *parser) tally() node {
	p.must("(")
	arms := []node{p.rule()}
	for p.take(";") {
		arms = append(arms, p.rule())
	}
	p.must(")")
	p.must(">=")
	return tally{least: p.number(), arms: arms}
}

func (p *parser) test() node {
	name, end, _ := strings.Cut(p.next(), ".")
	if !namePattern.MatchString(name) || reserved[name] || end != "" && end != "low" && end != "high" {
		p.at--
		p.wanted("the name of an answer")
		return nil
	}
	says := Test{Name: name, End: end}
	made := func(form string, words []string, test func(Answers) charley.Tri) node {
		says.Words = words
		return atom{use: Use{Name: name, Form: form, Words: words}, says: says, test: test}
	}
	switch op := p.peek(); op {
	case "<", "<=", ">", ">=":
		p.next()
		n, form := p.number(), "number"
		says.Is, says.Number = op, n
		if end != "" {
			form = "range"
		}
		return made(form, nil, func(a Answers) charley.Tri { return a.compare(name, end, op, n) })
	}
	if end != "" {
		p.wanted("a comparison")
		return nil
	}
	switch {
	case p.take("is"):
		if p.peek() == "constant" && !p.lists() {
			p.next()
			says.Is = "constant"
			return made("constant", nil, func(a Answers) charley.Tri { return a.constant(name) })
		}
		if p.take("known") {
			says.Is = "known"
			return made("known", nil, func(a Answers) charley.Tri { return charley.TriOf(a.Known(name)) })
		}
		words := p.values()
		says.Is = "is"
		return made("is", words, func(a Answers) charley.Tri { return a.is(name, words) })
	case p.take("not"):
		words := p.values()
		says.Is = "not"
		return made("is", words, func(a Answers) charley.Tri { return a.isNot(name, words) })
	case p.take("has"):
		words := p.values()
		says.Is = "has"
		return made("has", words, func(a Answers) charley.Tri { return a.has(name, words) })
	case p.take("only"):
		words := p.values()
		says.Is = "only"
		return made("has", words, func(a Answers) charley.Tri { return a.only(name, words) })
	case p.take("count"):
		group := p.value()
		p.must(">=")
		n := p.number()
		says.Is, says.Number = "count", n
		return made("has", []string{group}, func(a Answers) charley.Tri { return a.count(name, group, n) })
	}
	return made("flag", nil, func(a Answers) charley.Tri { return a.flag(name) })
}

// lists says that the next value is one of several.
func (p *parser) lists() bool { return p.at+1 < len(p.tokens) && p.tokens[p.at+1] == "," }

func (p *parser) values() []string {
	out := []string{p.value()}
	for p.take(",") {
		out = append(out, p.value())
	}
	return out
}

func (p *parser) value() string {
	v := p.peek()
	if v == "" || reserved[v] && v != "constant" || strings.ContainsAny(v, "(),;<>=.") {
		p.wanted("a value")
		return ""
	}
	p.next()
	return v
}

func (p *parser) number() float64 {
	t := p.peek()
	if !numberPattern.MatchString(t) {
		p.wanted("a number")
		return 0
	}
	p.next()
	n, _ := strconv.ParseFloat(t, 64) // cannot fail: it has the form of a number
	return n
}
