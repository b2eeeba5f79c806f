package main

import "strings"

// The parts of CycloneDX 1.6 that are written: https://cyclonedx.org/docs/1.6/json/

type bom struct {
	Schema       string        `json:"$schema"`
	BOMFormat    string        `json:"bomFormat"`
	SpecVersion  string        `json:"specVersion"`
	Version      int           `json:"version"`
	Metadata     metadata      `json:"metadata"`
	Components   []component   `json:"components"`
	Compositions []composition `json:"compositions"`
}

type metadata struct {
	Component  component  `json:"component"`
	Properties []property `json:"properties"`
}

type component struct {
	Type     string          `json:"type"`
	Ref      string          `json:"bom-ref"`
	Name     string          `json:"name"`
	Version  string          `json:"version,omitempty"`
	Scope    string          `json:"scope,omitempty"`
	Hashes   []hash          `json:"hashes,omitempty"`
	Licences []licenceChoice `json:"licenses"`
	PURL     string          `json:"purl,omitempty"`
}

type hash struct {
	Alg     string `json:"alg"`
	Content string `json:"content"`
}

// A licenceChoice has one of the two.
type licenceChoice struct {
	Licence    *licence `json:"license,omitempty"`
	Expression string   `json:"expression,omitempty"`
}

type licence struct {
	ID string `json:"id"`
}

type composition struct {
	Aggregate  string   `json:"aggregate"`
	Assemblies []string `json:"assemblies"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// built are the settings of a build that say what came out.
var built = []string{"-buildmode", "-compiler", "-trimpath", "CGO_ENABLED", "GOOS", "GOARCH", "GOAMD64", "GOARM64"}

// bom is the program's bill of materials.
func (p program) bom() (bom, error) {
	all := bom{
		Schema: "http://cyclonedx.org/schema/bom-1.6.schema.json", BOMFormat: "CycloneDX", SpecVersion: "1.6", Version: 1,
		Metadata: metadata{Component: component{
			Type: "application", Ref: "charley", Name: "charley", Version: p.version,
			Hashes: []hash{{"SHA-256", p.sha256}}, Licences: under("AGPL-3.0-or-later"),
		}},
		// What the linker wrote down is all there is; the pages carry no script of anybody else's.
		Compositions: []composition{{Aggregate: "complete", Assemblies: []string{"charley"}}},
	}
	for _, name := range built {
		if v := p.settings[name]; v != "" {
			all.Metadata.Properties = append(all.Metadata.Properties, property{"go:build:" + name, v})
		}
	}
	std := "pkg:golang/std@" + p.goes
	all.Components = append(all.Components, component{Type: "library", Ref: std, Name: "std", Version: p.goes, Scope: "required", Licences: under("BSD-3-Clause"), PURL: std})
	for _, m := range p.modules {
		ids, err := m.licences()
		if err != nil {
			return bom{}, err
		}
		purl := "pkg:golang/" + m.path + "@" + strings.ReplaceAll(m.version, "+", "%2B")
		all.Components = append(all.Components, component{
			Type: "library", Ref: purl, Name: m.path, Version: m.version, Scope: "required",
			// The hash of the tree of its files, as in go.sum, and not of an archive.
			Hashes: []hash{{"SHA-256", m.sum}}, Licences: under(ids...), PURL: purl,
		})
	}
	return all, nil
}

func under(ids ...string) []licenceChoice {
	if len(ids) == 1 {
		return []licenceChoice{{Licence: &licence{ids[0]}}}
	}
	return []licenceChoice{{Expression: strings.Join(ids, " AND ")}}
}
