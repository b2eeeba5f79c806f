package fhir

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"charley"
	"charley/diary"
	"charley/knowledge"
)

// docs/fhir.md is made from the table:
//
//	go test ./fhir -update
func TestTheTableOfCodesIsWrittenDown(t *testing.T) {
	file := filepath.Join("..", "docs", "fhir.md")
	want := document()
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what the table says any more; make it again: go test ./fhir -update", file)
	}
}

const documentHead = `# FHIR

Made from the table in ` + "`fhir/codes.go` by `go test ./fhir -update`" + `; a test fails when it is stale. Do not edit it by hand.

` + "`charley export --format fhir`" + ` and the report write one FHIR R4 Bundle of type *collection*, an entry on a line, in UTF-8.

| what | as | how |
|---|---|---|
| the person | Patient | an id, and nothing else unless it is asked for: name as they gave it for a visit, sex, year of birth |
| cramps, restless spells, other spells | Observation ` + "`spell`" + ` | with the time, place, severity and so on as components; what was not said has none |
| a night | Observations ` + "`cramps-in-night`, `restless-spells-in-night`, `worst-cramp`, `sleep-lost`, `restless-bother`, `bad-night`, `morning`, `time-in-bed`" + ` | over the whole night, noon to noon unless the person set it otherwise. A night of which nothing is known has none: it is never a zero |
| the evening before | Observation ` + "`day`" + ` | a component for each thing that was asked and answered |
| conditions | Condition | as the person reports them: *unconfirmed*, asserted by the person. What they deny or are not sure of is in the answers |
| medicines | MedicationStatement | as they wrote them; with codes where it is settled which medicine it is |
| answers | QuestionnaireResponse, with its Questionnaire | "does not know" is an answer of its own, and not no |
| blood tests, sitting still, pregnancy, tests of remedies and what bad came up in them, questions for the doctor | Observation | as the person tells them |
| the report | DiagnosticReport with the PDF, and its main figures as Observations | each figure with what it is out of, each estimate with its interval. It has no conclusion |

What is not known carries a *dataAbsentReason*: ` + "`unknown`, or `asked-unknown`" + ` where the person was asked and does not know. Every resource keeps its id
from one Bundle to the next. Notes that people wrote to themselves are left out of what goes with a report.
Nothing is encrypted or signed: a Bundle is as private as the file it is in.

How it is checked: ` + "`test/fhir`" + ` holds Bundles to the structures, the bindings and every invariant of level error that HL7 published for R4, to the
official JSON Schema, and to the table below; more than fifty faults are planted in them, and each must be found. It is not HL7's own validator, which
could not be had.

## Codes

Only codes that were read where the last column says stand here; anything else has a code of our own and its name. Our systems begin with
` + "`" + Home + "`" + `, which leads nowhere on purpose: the project has no address of its own.

| our code | name | unit (UCUM) | code of others | where it was read |
|---|---|---|---|---|
`

const documentFoot = `
Systems whose codes are ids of the records in ` + "`knowledge/data`" + `, with their names: ` + "`exposure`, `condition` (standing), `medicine`, `remedy`, `warning-sign` (flags)" + `;
` + "`answer`" + ` has the words of the codebook as QUESTION.WORD, ` + "`word`" + ` those of entries as FIELD.WORD. Medicines carry the ATC codes of their records
(` + "`" + atc + "`" + `, read in ` + atcRead + `), without a name, because WHO's names were not read.

Looked for and left out: SNOMED CT 84387000 ("cramp in lower limb" in one public file only), LOINC 93832-4 (sleep duration: the diary does not know when
a person slept), any LOINC code of the IRLS scale (none was found; the scale is protected), LOINC 82810-3 (pregnancy status: its answers were not read).

## Notices

This material contains content from LOINC (http://loinc.org). LOINC is copyright Regenstrief Institute, Inc. and the Logical Observation Identifiers
Names and Codes (LOINC) Committee and is available at no cost under the license at http://loinc.org/license. LOINC is a registered United States
trademark of Regenstrief Institute, Inc. UCUM is copyright Regenstrief Institute, Inc. and available at http://unitsofmeasure.org. SNOMED CT is
copyright SNOMED International; its code is written only where it is asked for, and in many countries that needs a licence. HL7 and FHIR are
registered trademarks of Health Level Seven International.
`

func document() []byte {
	var out bytes.Buffer
	out.WriteString(documentHead)
	var notes strings.Builder
	line := func(code, name, unit string, also []Foreign, note string) {
		codes, read := []string{}, []string{}
		for _, f := range also {
			where := map[string]string{loinc: "LOINC", snomd: "SNOMED CT", icd10: "ICD-10-CM"}[f.System]
			if f.Licensed {
				where += " (only where asked for)"
			}
			codes, read = append(codes, fmt.Sprintf("%s `%s` %s", where, f.Code, f.Display)), append(read, f.Read)
		}
		if unit != "" {
			unit = "`" + unit + "`"
		}
		fmt.Fprintf(&out, "| `%s` | %s | %s | %s | %s |\n", code, name, unit, strings.Join(codes, "; "), strings.Join(read, "; "))
		if note != "" {
			fmt.Fprintf(&notes, "- `%s`: %s\n", code, note)
		}
	}
	for _, r := range table {
		line(r.Code, r.Display, r.Unit, r.Also, r.Note)
	}
	for _, id := range sortedKeys(standingAlso) {
		line("condition "+id, "a condition that is reported", "", standingAlso[id], "")
	}
	for _, id := range sortedKeys(bloods) {
		line("blood-test "+id, "a blood test", bloods[id].unit, bloods[id].also, "")
	}
	out.WriteString("\n" + notes.String())
	out.WriteString(documentFoot)
	return out.Bytes()
}

func TestEveryCodeOfOthersSaysWhereItWasRead(t *testing.T) {
	var all []Foreign
	for _, r := range table {
		all = append(all, r.Also...)
	}
	for _, list := range standingAlso {
		all = append(all, list...)
	}
	for _, b := range bloods {
		all = append(all, b.also...)
	}
	for _, f := range all {
		if f.Read == "" || f.Display == "" || f.Licensed != (f.System == snomd) {
			t.Errorf("%s %s: where was it read, what is it called, and does it need a licence?", f.System, f.Code)
		}
	}
}

func TestTheTableNamesEachCodeOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range table {
		if seen[r.Code] || r.Display == "" {
			t.Errorf("%s is there twice, or has no name", r.Code)
		}
		seen[r.Code] = true
	}
}

// The words of entries are those of the diary: a new one must get a code here.
func TestEveryWordOfAnEntryHasACode(t *testing.T) {
	fields := map[string][]charley.Kind{
		"what": {charley.KindEpisode}, "side": {charley.KindEpisode}, "places": {charley.KindEpisode}, "tried": {charley.KindEpisode}, "soreness": {charley.KindMorning},
		"reason": {charley.KindAway}, "ended": {charley.KindFact}, "grade": {charley.KindFact}, "ended_why": {charley.KindTrial}, "guess": {charley.KindTrial},
	}
	if words["ended"][0][1] != "A doctor has seen it" || len(words[harmEnded]) != len(words["ended"]) {
		t.Errorf("a warning sign ends as %v, harm as %v", words["ended"], words[harmEnded])
	}
	for name, kinds := range fields {
		for _, f := range diary.FieldsOf(kinds[0]) {
			if f.Name != name {
				continue
			}
			var have []string
			for _, w := range words[name] {
				have = append(have, w[0])
			}
			want := slices.Sorted(slices.Values(f.Words))
			if slices.Sort(have); !slices.Equal(have, want) {
				t.Errorf("%s: got the words %v, want %v", name, have, want)
			}
		}
	}
}

// What is asked as a number has a unit that other programs know.
func TestEveryNumberHasAUnit(t *testing.T) {
	base, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range base.Exposures().All() {
		if (x.Kind == knowledge.Amount) != (exposureUnits[x.ID] != "") {
			t.Errorf("the exposure %s is asked in %q and has the unit %q", x.ID, x.Unit, exposureUnits[x.ID])
		}
	}
	for _, f := range base.Features().All() {
		number := f.Kind == knowledge.Quantity || f.Kind == knowledge.Span
		if number && !strings.HasPrefix(f.ID, portionPrefix) && featureUnits[f.ID] == "" {
			t.Errorf("the question %s is asked in %q and has no unit here", f.ID, f.Unit)
		}
		if !number && featureUnits[f.ID] != "" {
			t.Errorf("the question %s has a unit and asks for no number", f.ID)
		}
	}
	for _, v := range bloodTests(base) {
		if bloods[v.Value].unit == "" {
			t.Errorf("the blood test %s has no unit here", v.Value)
		}
	}
}
