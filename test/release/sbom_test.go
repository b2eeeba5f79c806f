package release

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// A billOfMaterials is what is read back of one.
type billOfMaterials struct {
	Components []struct {
		Name, Version, PURL string
		Hashes              []struct{ Alg, Content string }
		Licences            []struct {
			Licence    struct{ ID string } `json:"license"`
			Expression string
		} `json:"licenses"`
	}
}

// sbom makes the bill of materials of the built program.
func sbom(t *testing.T, more ...string) string {
	t.Helper()
	args := append([]string{"run", "./tools/sbom", "-modcache", strings.TrimSpace(run(t, nil, "go", "env", "GOMODCACHE")), "-goroot", strings.TrimSpace(run(t, nil, "go", "env", "GOROOT")), "-version", "1.2.3"}, more...)
	return run(t, nil, "go", append(args, built(t))...)
}

func bill(t *testing.T) (b billOfMaterials) {
	t.Helper()
	text := once.text
	if text == "" {
		text = sbom(t)
		once.text = text
	}
	if err := json.Unmarshal([]byte(text), &b); err != nil {
		t.Fatal(err)
	}
	return b
}

// once keeps the first bill of materials; the tests here run one after the other.
var once struct{ text string }

// The schema is that of CycloneDX, with the one of SPDX names that it asks for, as their own library hands it on.
func TestTheBillOfMaterialsIsCycloneDX(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	for _, name := range []string{"bom-1.6", "spdx", "jsf-0.82"} {
		name += ".SNAPSHOT.schema.json"
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(unpacked(t, name)))
		if err == nil {
			err = compiler.AddResource("http://cyclonedx.org/schema/"+name, doc)
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	schema, err := compiler.Compile("http://cyclonedx.org/schema/bom-1.6.SNAPSHOT.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	text := sbom(t)
	check := func(text string) error {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(doc)
	}
	if err := check(text); err != nil {
		t.Error(err)
	}
	for was, fault := range map[string]string{`"alg": "SHA-256"`: `"alg": "SHA-257"`, `"id": "MIT"`: `"id": "MITT"`, `"bomFormat"`: `"bomFormatt"`, `"type": "library"`: `"type": "book"`} {
		if check(strings.Replace(text, was, fault, 1)) == nil {
			t.Errorf("the schema lets %s pass", fault)
		}
	}
	if again := sbom(t); again != text {
		t.Error("the same program gave another bill of materials")
	}
}

func unpacked(t *testing.T, name string) []byte {
	t.Helper()
	f, err := os.Open(filepath.Join(root, "tools/sbom/testdata", name+".gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := b.ReadFrom(r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTheBillOfMaterialsNamesAllThatIsLinked(t *testing.T) {
	got := map[string]bool{}
	for _, c := range bill(t).Components {
		got[c.Name] = true
		if c.Name != "std" && (len(c.Hashes) != 1 || len(c.Hashes[0].Content) != 64 || c.PURL != "pkg:golang/"+c.Name+"@"+c.Version) {
			t.Errorf("%s: %+v", c.Name, c)
		}
	}
	for _, p := range packages(t, "linux/amd64") {
		if p.Module != nil && !p.Module.Main && !got[p.Module.Path] {
			t.Errorf("%s is linked and not named", p.Module.Path)
		}
	}
	notices := sbom(t, "-notices")
	for name := range got {
		if !strings.Contains(notices, "==== "+name+" ") && name != "std" {
			t.Errorf("the notices have no text of %s", name)
		}
	}
	if !strings.Contains(notices, "==== The Go standard library") {
		t.Error("the notices have no text of the standard library")
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(root, file))
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
