// Package wording holds the tests of everything the project says: that no text for people claims to know what they
// have, promises, or reassures where it cannot know, and that no file names a folder of one developer's machine. It
// reads files; whether a text is shown at the right place is tested where it is shown.
//
//	go test ./test/wording
package wording

import (
	"regexp"
	"strings"
	"testing"
)

// A rule is a wording that no text may hold.
type rule struct {
	name  string
	found *regexp.Regexp
	but   *regexp.Regexp // what it finds and may stand all the same; nil: nothing
	docs  bool           // also in the documents for readers of the code, outside quotation marks
	why   string
}

// conditions are words for illnesses as they follow "you have" in a claim. To say "a cramp" of one night is no claim.
const conditions = `restless legs?|rls|(?:night|nocturnal|leg|muscle) (?:leg )?cramps|neuropathy|nerve damage|diabetes|` +
	`(?:a )?(?:blood )?clots?|thrombosis|(?:an? )?(?:iron|magnesium|potassium|vitamin)\b.{0,12} (?:deficiency|shortage)|an(?:a)?emia|` +
	`parkinson\S*|kidney \w+|liver \w+|heart failure|arthritis|sciatica|varicose veins|poor circulation|arterial disease|` +
	`flat feet|(?:an? )?infection|cancer|(?:a )?thyroid \w+|(?:a )?sleep disorder|(?:a )?condition|(?:a )?disease`

var rules = []rule{
	{
		name:  `"you have" before a condition`,
		found: regexp.MustCompile(`(?i)(?:\w+\s+)?\byou(?:['’]ve|\s+have|\s+(?:may|might|could|probably|likely|certainly|do)\s+have|\s+suffer\s+from)\s+(?:(?:probably|likely|got|the|a|an|some|mild|severe)\s+)*(?:` + conditions + `)\b`),
		but:   regexp.MustCompile(`(?i)^(?:if|when|whether|unless|do|did|should|once|because|in case)\s+you\b`), // a question or a case, not a claim
		docs:  true,
		why:   "Charley weighs reasons; what somebody has is for a clinician to say",
	},
	{
		name:  "diagnosis",
		found: regexp.MustCompile(`(?i)(?:\w+\s+){0,3}\w*diagnos\w*`),
		but:   regexp.MustCompile(`(?i)\b(?:is|are|was|as) not a diagnosis$`),
		docs:  true,
		why:   "the word stands only in the line that says this is not one",
	},
	{name: "a cure", found: regexp.MustCompile(`(?i)\bcur(?:e|es|ed|ing|able)\b`), docs: true, why: "nothing here is promised to cure"},
	{name: "stop taking", found: regexp.MustCompile(`(?i)\b(?:stop|stopped|quit)\s+(?:taking|using)\b`), docs: true, why: "only the prescriber stops a medicine"},
	{name: "nothing serious", found: regexp.MustCompile(`(?i)\b(?:nothing|not|isn['’]t)\s+(?:\w+\s+)?serious\b`), docs: true, why: "a diary cannot know"},
	{name: "safe to ignore", found: regexp.MustCompile(`(?i)\bsafe(?:ly)?\s+(?:to\s+)?(?:be\s+)?ignored?\b`), docs: true, why: "a diary cannot know"},
	{name: "no need to see", found: regexp.MustCompile(`(?i)\b(?:no\s+need|(?:don['’]t|do\s+not)\s+need)\s+to\s+(?:see|ask|call)\b`), docs: true, why: "there is always a next step"},
	{name: "a streak", found: regexp.MustCompile(`(?i)\bstreaks?\b`), why: "an unbroken row of nights is nobody's duty"},
	{name: "guilt", found: regexp.MustCompile(`(?i)\byou\s+(?:forgot|failed|missed|should\s+have)\b`), why: "a night not written down is missing, not a fault"},
}

// An exception lets one text stand. One that excuses nothing any more fails.
type exception struct {
	file string
	text string // must stand in the excused line; empty: any line
	why  string
}

var exceptions = []exception{
	{"knowledge/wording.go", "", "the list of what is never said"},
	{"fhir/report.go", `"DiagnosticReport"`, "what FHIR calls any report; ours has no conclusion"},
	{"docs/fhir.md", "DiagnosticReport", "what FHIR calls any report; ours has no conclusion"},
}

func TestNoTextSaysWhatItMustNot(t *testing.T) {
	used := make([]bool, len(exceptions))
	for _, x := range texts(t) {
		for _, r := range rules {
			if x.docs && !r.docs {
				continue
			}
			for _, at := range r.in(x.body) {
				if i := excused(x, at); i >= 0 {
					used[i] = true
					continue
				}
				t.Errorf("%s:%d says %q (%s): %s", x.file, x.line(at[0]), x.body[at[0]:at[1]], r.name, r.why)
			}
		}
	}
	for i, e := range exceptions {
		if !used[i] {
			t.Errorf("the exception for %q in %s (%s) excuses nothing any more: take it off the table", e.text, e.file, e.why)
		}
	}
}

// in returns where a text breaks the rule, as pairs of offsets.
func (r rule) in(body string) [][]int {
	var out [][]int
	for _, at := range r.found.FindAllStringIndex(body, -1) {
		if r.but == nil || !r.but.MatchString(body[at[0]:at[1]]) {
			out = append(out, at)
		}
	}
	return out
}

// excused returns the exception that lets a place stand, or -1.
func excused(x text, at []int) int {
	from := strings.LastIndexByte(x.body[:at[0]], '\n') + 1
	to := len(x.body)
	if n := strings.IndexByte(x.body[at[1]:], '\n'); n >= 0 {
		to = at[1] + n
	}
	for i, e := range exceptions {
		if e.file == x.file && strings.Contains(x.body[from:to], e.text) {
			return i
		}
	}
	return -1
}

func TestTheRulesFindWhatTheyShould(t *testing.T) {
	tests := []struct {
		text string
		want string // name of the rule it breaks; empty: none
	}{
		{"You have restless legs.", `"you have" before a condition`},
		{"You probably have a blood clot", `"you have" before a condition`},
		{"so you've got an iron deficiency", `"you have" before a condition`},
		{"If you have kidney disease, ask first.", ""},
		{"Do you have diabetes?", ""},
		{"You have 3 cramps in this week.", ""},
		{"what you have written tonight", ""},
		{"This is not a diagnosis.", ""},
		{"Your diagnosis is ready", "diagnosis"},
		{"undiagnosed", "diagnosis"},
		{"This cures cramps", "a cure"},
		{"secure, accurate", ""},
		{"Stop taking quinine", "stop taking"},
		{"It is nothing serious", "nothing serious"},
		{"not a serious flag", "nothing serious"},
		{"That is safe to ignore", "safe to ignore"},
		{"There is no need to see a doctor", "no need to see"},
		{"You forgot last night", "guilt"},
	}
	for _, test := range tests {
		got := ""
		for _, r := range rules {
			if got == "" && len(r.in(test.text)) > 0 {
				got = r.name
			}
		}
		if got != test.want {
			t.Errorf("%q: got rule %q, want %q", test.text, got, test.want)
		}
	}
}
