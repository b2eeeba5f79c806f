package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"charley/knowledge"
	"charley/treat"
)

var update = flag.Bool("update", false, "rewrite testdata/remedies.golden")

// run is one run of the program with something at its standard input.
func run(t *testing.T, stdin string, args ...string) string {
	t.Helper()
	var out, complaints bytes.Buffer
	env := Env{
		Getenv: func(string) string { return "" }, Stdin: strings.NewReader(stdin), Stdout: &out, Stderr: &complaints,
		Now: func() time.Time { return time.Date(2026, 11, 25, 7, 0, 0, 0, time.UTC) },
	}
	if code := Run(context.Background(), args, env); code != exitWell {
		t.Fatalf("got exit code %d: %s", code, complaints.String())
	}
	return out.String()
}

// Of a woman with numb feet and a water tablet: the status of each remedy, and
// the gates that decided it. A change of a record shows here; one that came later
// and is not in the golden file does not.
func TestRemediesForOnePerson(t *testing.T) {
	const facts = `{"age_years":66,"sex":"F","palpable_hardening":true,"onset":"seconds","pain":"severe","urge_to_move":false,"relief_stretch":true,
		"location":["calf"],"swelling":"none","redness_warmth":false,"calf_tender":false,"conditions":["numb feet","diabetes"],"medications":["indapamide"]}`
	var advice treat.Advice
	if err := json.Unmarshal([]byte(run(t, facts, "remedies", "--facts", "-", "--json")), &advice); err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/remedies.golden"
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	fmt.Fprintf(&got, "urgency %s, aims %s\n", advice.Urgency, strings.Join(advice.Aims, " "))
	for _, r := range advice.Remedies {
		if !*update && !bytes.Contains(want, []byte(" "+r.ID+" ")) {
			continue
		}
		fmt.Fprintf(&got, "%-12s %-32s %s %-8s testable=%v", r.Status, r.ID, r.Class, r.Certainty, r.Testable)
		for _, g := range r.Gates {
			fmt.Fprintf(&got, " %s=%s", g.ID, g.State)
		}
		got.WriteString("\n")
	}
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if got.String() != string(want) {
		t.Errorf("got\n%swant\n%s\ngo test ./cli -run Remedies -update rewrites it", got.String(), want)
	}
}

func TestEveryRemedyCanBeShown(t *testing.T) {
	base, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range base.Remedies().All() {
		text := run(t, "", "remedies", "show", r.ID)
		for _, want := range []string{r.Name + " (" + r.ID + ")\n", "\nWhat the evidence shows\n", "\nTesting it on yourself\n", "\nSources\n", "No clinician has reviewed this yet."} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: got no %q in\n%s", r.ID, want, text)
			}
		}
		if strings.Contains(text, "%!") || strings.Contains(text, ": .") || strings.Contains(text, "..") {
			t.Errorf("%s: something is left out in\n%s", r.ID, text)
		}
	}
}
