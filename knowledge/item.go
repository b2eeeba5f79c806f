package knowledge

import (
	"reflect"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"charley"
)

// An Item is one record of any kind.
type Item struct {
	Kind   string // the folder
	ID     string
	Record any // Exposure, Feature, Flag …
}

// Items are all records: kind by kind, each in its order.
func (b *Base) Items() []Item {
	return slices.Concat(
		itemsOf(exposureFolder, b.exposures), itemsOf("features", b.features), itemsOf("screens", b.screens),
		itemsOf("flags", b.flags), itemsOf("urgencies", b.urgencies), itemsOf("countries", b.countries),
		itemsOf("conditions", b.conditions), itemsOf("findings", b.findings), itemsOf("priors", b.priors),
		itemsOf("criteria", b.criteria), itemsOf("contradictions", b.contradictions), itemsOf("topics", b.topics),
		itemsOf("medicines", b.medicines), itemsOf("medicine_groups", b.groups), itemsOf("standing", b.standing),
		itemsOf("causes", b.causes), itemsOf("gates", b.gates), itemsOf("remedies", b.remedies), itemsOf("reliefs", b.reliefs),
		itemsOf("portions", b.portions), itemsOf("intakes", b.intakes),
		itemsOf(sourceFolder, b.sources),
	)
}

// Kinds are the folders of records, in their order.
func Kinds() []string {
	var out []string
	for _, k := range kinds() {
		out = append(out, k.folder)
	}
	return out
}

func itemsOf[T any, P record[T]](folder string, r Records[T]) []Item {
	out := make([]Item, len(r.list))
	for i := range r.list {
		out[i] = Item{Kind: folder, ID: P(&r.list[i]).name(), Record: r.list[i]}
	}
	return out
}

// Find are the records of an id, one a kind at most: a condition may share its
// id with a finding. "flags/RF20" names the kind too.
func (b *Base) Find(id string) []Item {
	folder, bare, ok := strings.Cut(id, "/")
	if !ok {
		folder, bare = "", id
	}
	return slices.DeleteFunc(b.Items(), func(it Item) bool { return it.ID != bare || folder != "" && it.Kind != folder })
}

// Title is what a record is called: the first of its own words.
func (it Item) Title() string {
	for _, f := range it.Fields() {
		if text, ok := f.Value.(string); ok && slices.Contains([]string{"name", "title", "headline", "question", "says", "source_note", "note"}, f.Key) {
			return text
		}
	}
	return it.ID
}

// A Field is one filled-in line of a record, as the record's file has it.
type Field struct {
	Key   string
	Value any // string, bool, float64, []string, [][]Field for a list of blocks
}

// Fields are what a record says, in the order of the format's manual; what is
// empty is left out.
func (it Item) Fields() []Field { return fieldsOf(reflect.ValueOf(it.Record)) }

func fieldsOf(v reflect.Value) []Field {
	var out []Field
	for i := range v.NumField() {
		key := v.Type().Field(i).Tag.Get("toml")
		if key == "" || v.Field(i).IsZero() {
			continue
		}
		if value := plain(v.Field(i)); value != nil {
			out = append(out, Field{key, value})
		}
	}
	return out
}

func plain(v reflect.Value) any {
	switch r := v.Interface().(type) {
	case Rule:
		return r.String()
	case toml.LocalDate:
		return r.String()
	case []string:
		return r
	}
	switch v.Kind() {
	case reflect.Int:
		return float64(v.Int())
	case reflect.Struct: // one block
		return [][]Field{fieldsOf(v)}
	case reflect.Interface:
		return v.Elem().Interface()
	case reflect.Slice:
		var list [][]Field
		for i := range v.Len() {
			list = append(list, fieldsOf(v.Index(i)))
		}
		return list
	}
	return v.Interface()
}

// MarshalJSON is the record under the keys of its file, with its kind.
func (it Item) MarshalJSON() ([]byte, error) {
	out := object(it.Fields())
	out["record"] = it.Kind
	return charley.Value(out), nil
}

func object(fields []Field) map[string]any {
	out := map[string]any{}
	for _, f := range fields {
		out[f.Key] = f.Value
		if list, ok := f.Value.([][]Field); ok {
			blocks := make([]map[string]any, len(list))
			for i, b := range list {
				blocks[i] = object(b)
			}
			out[f.Key] = blocks
		}
	}
	return out
}
