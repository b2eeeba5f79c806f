package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// An event is one line of `go test -json`; see `go doc test2json`.
type event struct {
	Action      string
	Package     string
	ImportPath  string // of build output, in place of Package
	Test        string // empty: the package as a whole
	Elapsed     float64
	Output      string
	FailedBuild string
}

// A running package: what its tests said so far, and which of them have not ended.
type running struct {
	output map[string][]string // by test; "" is the package's own
	parent map[string]bool     // tests that group others
	broken map[string]bool     // groups of which a part failed
	open   map[string]bool
	counts map[outcome]int
}

func newRunning() *running {
	return &running{
		output: map[string][]string{},
		parent: map[string]bool{},
		broken: map[string]bool{},
		open:   map[string]bool{},
		counts: map[outcome]int{},
	}
}

// retell prints a line a package as it ends, with the output of what failed, and returns how every test ended.
func retell(in io.Reader, out io.Writer) ([]result, error) {
	var results []result
	packages := map[string]*running{}
	build := map[string][]string{}
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			var e event
			if jerr := json.Unmarshal(line, &e); jerr != nil {
				fmt.Fprintf(out, "%s", line) // not ours: a message of the go command itself
			} else if e.Package == "" {
				build[e.ImportPath] = append(build[e.ImportPath], e.Output)
			} else {
				p := packages[e.Package]
				if p == nil {
					p = newRunning()
					packages[e.Package] = p
				}
				results = append(results, p.take(e, build[e.FailedBuild], out)...)
			}
		}
		if err == io.EOF {
			return results, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read test output: %w", err)
		}
	}
}

// take follows one event and returns what it ended.
func (p *running) take(e event, build []string, out io.Writer) []result {
	switch e.Action {
	case "run":
		p.open[e.Test] = true
		if whole, nested := group(e.Test); nested {
			p.parent[whole] = true
		}
	case "output":
		p.output[e.Test] = append(p.output[e.Test], e.Output)
	case "pass", "fail", "skip":
		if e.Test == "" {
			return p.end(e, build, out)
		}
		return p.endTest(e, out)
	}
	return nil
}

func (p *running) endTest(e event, out io.Writer) []result {
	delete(p.open, e.Test)
	r := result{name: e.Package + " " + e.Test}
	switch e.Action {
	case "fail":
		r.outcome = failed
		fmt.Fprintf(out, "---- %s failed\n%s", r.name, strings.Join(p.output[e.Test], ""))
	case "skip":
		r.outcome, r.reason = skipped, reason(p.output[e.Test])
	default:
		r.outcome = passed
	}
	if whole, nested := group(e.Test); nested && r.outcome == failed {
		p.broken[whole] = true
	}
	if p.parent[e.Test] && (r.outcome == passed || p.broken[e.Test]) {
		return nil // its parts were counted
	}
	p.counts[r.outcome]++
	return []result{r}
}

// group returns the test that a part belongs to.
func group(test string) (name string, nested bool) {
	i := strings.LastIndex(test, "/")
	if i < 0 {
		return "", false
	}
	return test[:i], true
}

// end closes a package: its line, and whatever went wrong outside a test that ended.
func (p *running) end(e event, build []string, out io.Writer) []result {
	var results []result
	for test := range p.open { // a panic or the time limit took them along
		results = append(results, result{outcome: failed, name: e.Package + " " + test, reason: "it did not end"})
	}
	slices.SortFunc(results, func(a, b result) int { return strings.Compare(a.name, b.name) })
	if e.Action == "fail" && (len(results) > 0 || p.counts[failed] == 0) {
		for _, r := range results {
			fmt.Fprint(out, strings.Join(p.output[strings.TrimPrefix(r.name, e.Package+" ")], ""))
		}
		fmt.Fprint(out, strings.Join(build, ""), strings.Join(p.output[""], ""))
		if len(results) == 0 {
			results = append(results, result{outcome: failed, name: e.Package, reason: "outside its tests"})
		}
	}
	switch {
	case e.Action == "fail":
		fmt.Fprintf(out, "FAIL  %s  %.1f s\n", e.Package, e.Elapsed)
	case len(p.counts) > 0:
		fmt.Fprintf(out, "ok    %s  %.1f s, %d passed%s\n", e.Package, e.Elapsed, p.counts[passed], alsoSkipped(p.counts[skipped]))
	}
	return results
}

func alsoSkipped(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", %d skipped", n)
}

var location = regexp.MustCompile(`^\s*[\w.-]+\.go:\d+: `)

// reason is what a test said when it was skipped, without go test's own lines and without the place in the file.
func reason(output []string) string {
	var said []string
	for _, line := range output {
		if strings.HasPrefix(line, "=== ") || strings.HasPrefix(strings.TrimSpace(line), "--- ") {
			continue
		}
		if text := strings.TrimSpace(location.ReplaceAllString(line, "")); text != "" {
			said = append(said, text)
		}
	}
	if len(said) == 0 {
		return "no reason given"
	}
	return strings.Join(said, " ")
}
