package fhir_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"charley/fhir"
	"charley/knowledge"
)

var update = flag.Bool("update", false, "rewrite the golden files and docs/fhir.md")

// records are read once for all tests.
var records = sync.OnceValues(knowledge.Default)

func base(t testing.TB) *knowledge.Base {
	t.Helper()
	b, err := records()
	if err != nil {
		t.Fatalf("read the records: %v", err)
	}
	return b
}

func written(t testing.TB, h handing) []byte {
	t.Helper()
	h.options.Base = base(t)
	var out bytes.Buffer
	if err := fhir.Write(&out, h.diary, h.options); err != nil {
		t.Fatalf("write FHIR: %v", err)
	}
	return out.Bytes()
}

// The Bundles of three people, an entry on a line. They are checked against FHIR itself in test/fhir.
func TestBundlesAreTheGoldenOnes(t *testing.T) {
	for name, h := range people(t) {
		got, file := written(t, h), filepath.Join("testdata", name+".json")
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if again := written(t, h); !bytes.Equal(got, again) {
			t.Errorf("%s: the same diary gave other bytes", name)
		}
		was, is := bytes.Split(want, []byte("\n")), bytes.Split(got, []byte("\n"))
		for i := range max(len(was), len(is)) {
			if i >= len(was) || i >= len(is) || !bytes.Equal(was[i], is[i]) {
				t.Errorf("%s is another Bundle from line %d on; go test ./fhir -update rewrites it", file, i+1)
				break
			}
		}
	}
}

// resources are the entries of a Bundle, by type.
func resources(t testing.TB, bundle []byte) map[string][]map[string]any {
	t.Helper()
	var b struct {
		Entry []struct{ Resource map[string]any }
	}
	if err := json.Unmarshal(bundle, &b); err != nil {
		t.Fatalf("read the Bundle: %v", err)
	}
	out := map[string][]map[string]any{}
	for _, e := range b.Entry {
		kind := e.Resource["resourceType"].(string)
		out[kind] = append(out[kind], e.Resource)
	}
	return out
}
