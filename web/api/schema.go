package api

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"charley"
	"charley/diary"
	"charley/food"

	"github.com/danielgtaylor/huma/v2"
)

// Names of schemas that are not made from Go types.
const (
	entrySchema   = "Entry"      // an entry in an answer
	writeSchema   = "WriteEntry" // an entry as it is written
	problemSchema = "Problem"
)

const schemaPrefix = "#/components/schemas/"

// schemaName names the schema of a Go type. Two packages have a Gate and a
// Warning, so those of the food check say that they are its own.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.PkgPath() == reflect.TypeFor[food.Result]().PkgPath() {
		return "Food" + name
	}
	return name
}

func ref(name string) *huma.Schema { return &huma.Schema{Ref: schemaPrefix + name} }

// addSchemas adds the schemas of entries, made from the table behind the checks
// (diary.FieldsOf), so that the document and the checks cannot drift apart.
func addSchemas(r huma.Registry) {
	written := &huma.Schema{
		Description:   "An entry as it is written. What is absent or null is unknown, never no.",
		Discriminator: &huma.Discriminator{PropertyName: "kind", Mapping: map[string]string{}},
	}
	read := &huma.Schema{
		Description:   "An entry as it is kept.",
		Discriminator: &huma.Discriminator{PropertyName: "kind", Mapping: map[string]string{}},
	}
	for _, kind := range charley.Kinds {
		name := strings.ToUpper(string(kind[:1])) + string(kind[1:])
		add(r, "Write"+name, writeOf(kind))
		add(r, name, readOf(kind))
		written.OneOf = append(written.OneOf, ref("Write"+name))
		written.Discriminator.Mapping[string(kind)] = schemaPrefix + "Write" + name
		read.OneOf = append(read.OneOf, ref(name))
		read.Discriminator.Mapping[string(kind)] = schemaPrefix + name
	}
	add(r, writeSchema, written)
	add(r, entrySchema, read)
}

func add(r huma.Registry, name string, s *huma.Schema) {
	s.PrecomputeMessages()
	r.Map()[name] = s
}

// writeOf is what a writer may send of a kind. Unknown fields are welcome.
func writeOf(kind charley.Kind) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeObject, Required: []string{"kind"}, AdditionalProperties: true}
	s.Properties = map[string]*huma.Schema{
		"kind":        kindOf(kind),
		"id":          {Type: huma.TypeString, Format: "uuid", Description: "the id in the address, if it is repeated here"},
		"parent":      {Type: huma.TypeInteger, Nullable: true, Minimum: number(0), Maximum: number(1<<31 - 1), Description: "the rev that was last seen; null or 0 for a new entry"},
		"device":      {Type: huma.TypeString, Nullable: true, MaxLength: whole(64), Description: "name of the writing device"},
		"client_time": nullable(timeOf("when it was written, by the writer's clock")),
		"sent_time":   nullable(timeOf("when it was sent, by the writer's clock; shows a clock that is wrong")),
	}
	for _, f := range diary.FieldsOf(kind) {
		p := fieldOf(f)
		if f.Required {
			s.Required = append(s.Required, f.Name)
		} else {
			p = nullable(p)
		}
		s.Properties[f.Name] = p
	}
	if kind == charley.KindEvening {
		s.Properties["asked"] = nullable(&huma.Schema{Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeString}, Description: "exposure ids that were on the screen"})
		s.Properties["none_of_these"] = nullable(&huma.Schema{Type: huma.TypeBoolean, Description: "true: everything in asked without an answer becomes no"})
	}
	return s
}

// readOf is what an answer holds of a kind.
func readOf(kind charley.Kind) *huma.Schema {
	s := &huma.Schema{
		Type: huma.TypeObject, AdditionalProperties: true,
		Required: []string{"id", "kind", "night", "rev", "device", "client_time", "received_time", "deleted"},
	}
	s.Properties = map[string]*huma.Schema{}
	for _, f := range diary.FieldsOf(kind) {
		s.Properties[f.Name] = fieldOf(f)
	}
	maps.Copy(s.Properties, map[string]*huma.Schema{
		"id":            {Type: huma.TypeString, Format: "uuid"},
		"kind":          kindOf(kind),
		"night":         {Type: huma.TypeString, Format: "date", Description: "civil date of the night's evening"},
		"rev":           {Type: huma.TypeInteger, Minimum: number(1), Description: "number of revisions so far"},
		"device":        {Type: huma.TypeString, Description: "the device that wrote last; empty if it was not said"},
		"client_time":   timeOf("when the last revision was written, by the writer's clock"),
		"received_time": timeOf("when the last revision was stored"),
		"deleted":       {Type: huma.TypeBoolean, Description: "it was taken away; the fields are kept"},
		"skew_seconds":  {Type: huma.TypeInteger, Description: "how far the writer's clock was ahead, if more than two minutes"},
		"extra":         {Type: huma.TypeObject, AdditionalProperties: true, Description: "fields that this version does not know, as they were sent"},
		"lost":          {Type: huma.TypeArray, Items: ref("LostBody"), Description: "after a merge: values that do not count"},
	})
	return s
}

// fieldOf is the schema of one field.
func fieldOf(f diary.Field) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString, Description: f.Doc}
	switch f.Shape {
	case diary.ShapeText, diary.ShapeName:
		s.MaxLength = whole(int(f.Max))
	case diary.ShapeCode:
		s.Pattern = "^[a-z0-9][a-z0-9_-]*$"
	case diary.ShapeWord:
		s.Enum = wordsOf(f.Words)
	case diary.ShapeWords:
		s.Type, s.Items = huma.TypeArray, &huma.Schema{Type: huma.TypeString, Enum: wordsOf(f.Words)}
	case diary.ShapeCodes:
		s.Type, s.Items = huma.TypeArray, &huma.Schema{Type: huma.TypeString, Pattern: "^[a-z0-9][a-z0-9_-]*$"}
	case diary.ShapeNumber, diary.ShapeWhole:
		s.Type, s.Minimum, s.Maximum = huma.TypeNumber, number(f.Min), number(f.Max)
		if f.Shape == diary.ShapeWhole {
			s.Type = huma.TypeInteger
		}
	case diary.ShapeFlag:
		s.Type = huma.TypeBoolean
	case diary.ShapeTime:
		s.Format = "date-time"
	case diary.ShapeDate:
		s.Format = "date"
	case diary.ShapePartial:
		s.Pattern = `^\d{4}(-\d{2}(-\d{2})?)?$`
	case diary.ShapeNumbers:
		s.Type, s.MaxItems = huma.TypeArray, whole(diary.MaxList)
		s.Items = &huma.Schema{Type: huma.TypeNumber, Nullable: true, Minimum: number(f.Min), Maximum: number(f.Max)}
	case diary.ShapeAnswers:
		word := &huma.Schema{Type: huma.TypeString, MinLength: whole(1), MaxLength: whole(diary.MaxName)}
		s.Type = huma.TypeObject
		s.AdditionalProperties = &huma.Schema{AnyOf: []*huma.Schema{
			{Type: huma.TypeBoolean, Nullable: true}, {Type: huma.TypeNumber}, word, {Type: huma.TypeArray, Items: word, MaxItems: whole(diary.MaxList)},
			{Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeNumber}, MinItems: whole(2), MaxItems: whole(2)},
		}}
	case diary.ShapeExposures:
		s.Type = huma.TypeObject
		s.AdditionalProperties = &huma.Schema{
			AnyOf: []*huma.Schema{{Type: huma.TypeBoolean, Nullable: true}, {Type: huma.TypeNumber, Minimum: number(f.Min), Maximum: number(f.Max)}},
		}
	}
	return s
}

// nullable lets a value be null as well, which JSON Schema wants in enums too.
func nullable(s *huma.Schema) *huma.Schema {
	s.Nullable = true
	if len(s.Enum) > 0 {
		s.Enum = append(slices.Clone(s.Enum), nil)
	}
	return s
}

func kindOf(kind charley.Kind) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Enum: []any{string(kind)}}
}

func timeOf(doc string) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Format: "date-time", Description: doc}
}

func wordsOf(list []string) []any {
	out := make([]any, len(list))
	for i, w := range list {
		out[i] = w
	}
	return out
}

func number(n float64) *float64 { return &n }
func whole(n int) *int          { return &n }
