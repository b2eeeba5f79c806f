package knowledge

import (
	"maps"
	"reflect"
	"slices"
	"strconv"
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
	return slices.DeleteFunc(b.Whole(), func(it Item) bool { return it.ID != bare || folder != "" && it.Kind != folder })
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
	Value any  // string, bool, float64, []string, [][]Field for a list of blocks
	Said  bool // people read it
	Rule  Rule // of a rule, whose text is Value
}

// Label is the key of a field as people read it.
func (f Field) Label() string {
	switch f.Key {
	case "doi", "pmid", "atc", "fdc":
		return strings.ToUpper(f.Key)
	case "when":
		return "Rule"
	}
	return strings.ToUpper(f.Key[:1]) + strings.ReplaceAll(f.Key[1:], "_", " ")
}

// Means is what one of the words of the format means, such as a grade; "" for everything else.
func (f Field) Means() string {
	lists := map[string][]Word{
		"grade": Grades(), "mark": Marks(), "about": Subjects(), "part": Parts(), "certainty": Certainties(), "unit": TrialUnits(), "fit": TrialFits(),
	}
	for _, w := range lists[f.Key] {
		if w.Value == f.Value {
			return w.Means
		}
	}
	return ""
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
			_, said := v.Type().Field(i).Tag.Lookup("say")
			when, _ := v.Field(i).Interface().(Rule)
			out = append(out, Field{Key: key, Value: value, Said: said, Rule: when})
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
	case []float64:
		return numbersSaid(r)
	}
	switch v.Kind() {
	case reflect.Int:
		return float64(v.Int())
	case reflect.Struct: // one block
		return [][]Field{fieldsOf(v)}
	case reflect.Map: // a block of numbers under names
		return [][]Field{namedNumbers(v.Interface().(map[string]float64))}
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

func namedNumbers(m map[string]float64) []Field {
	var out []Field
	for _, key := range slices.Sorted(maps.Keys(m)) {
		out = append(out, Field{Key: key, Value: m[key]})
	}
	return out
}

func numbersSaid(list []float64) []string {
	out := make([]string, len(list))
	for i, n := range list {
		out[i] = strconv.FormatFloat(n, 'g', -1, 64)
	}
	return out
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
