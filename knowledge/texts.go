package knowledge

import (
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A Text is something of the records that a person reads, and that another
// language says in its own words. Names of medicines, sources and services, and
// what people may type, are not among them: they are the same everywhere.
type Text struct {
	Key     string // where it stands: "flags/RF20/why", "screens/now/item/3/says"
	Says    string // in English
	Careful bool   // it warns, or says how to stay safe: a wrong word could do harm
}

// Texts are all of them, in the order of the records.
func (b *Base) Texts() []Text {
	var out []Text
	b.said(func(t Text) string {
		out = append(out, t)
		return t.Says
	})
	return out
}

// In is the same knowledge in the words of another language, by key. What is not
// among them stays English. The records decide the same in every language: only
// what is read changes.
func (b *Base) In(words map[string]string) *Base {
	return b.said(func(t Text) string {
		if says, ok := words[t.Key]; ok {
			return says
		}
		return t.Says
	})
}

// said is a copy of the records in which each text is what say makes of it.
func (b *Base) said(say func(Text) string) *Base {
	out := *b
	for _, k := range kinds() {
		k.said(&out, say)
	}
	saying{say, strings.TrimSuffix(adviceFile, ".toml"), false}.within(reflect.ValueOf(&out.advice).Elem())
	saying{say, strings.TrimSuffix(graphFile, ".toml"), false}.within(reflect.ValueOf(&out.graph).Elem())
	saying{say, strings.TrimSuffix(phrasesFile, ".toml"), false}.within(reflect.ValueOf(&out.phrases).Elem())
	out.answer()
	return &out
}

// said puts what say makes of the texts of all records of a kind into their place.
func (r *Records[T]) said(folder string, name func(*T) string, say func(Text) string) {
	r.list = slices.Clone(r.list)
	for i := range r.list {
		one := &r.list[i]
		if x, ok := any(one).(*Exposure); ok && x.Kind == YesNo {
			x.Choices = nil // its labels are phrases: see answer
		}
		feature, ok := any(*one).(Feature)
		saying{say, path.Join(folder, name(one)), ok && feature.Warning}.within(reflect.ValueOf(one).Elem())
	}
}

// A saying walks through a record. Fields with the tag `say` are texts: "plain"
// ones, or "careful" ones.
type saying struct {
	say     func(Text) string
	at      string
	careful bool // whatever the tags say
}

// careful is the tag of a field in which a wrong word could do harm.
const careful = "careful"

func (s saying) within(record reflect.Value) {
	for i := range record.NumField() {
		about, field := record.Type().Field(i), record.Field(i)
		if !about.IsExported() {
			continue
		}
		at := saying{s.say, path.Join(s.at, strings.ToLower(about.Tag.Get("toml"))), s.careful || about.Tag.Get("say") == careful}
		_, text := about.Tag.Lookup("say")
		switch kind := field.Kind(); {
		case kind == reflect.Struct:
			s.inside(at).within(field)
		case text && kind == reflect.String:
			at.put(field)
		case kind == reflect.Slice && (text || field.Type().Elem().Kind() == reflect.Struct):
			at.each(field, text)
		}
	}
}

// inside is the same for the fields of a field.
func (s saying) inside(at saying) saying { return saying{s.say, at.at, s.careful} }

// each walks through a list, in a copy of it.
func (s saying) each(list reflect.Value, text bool) {
	own := reflect.MakeSlice(list.Type(), list.Len(), list.Len())
	reflect.Copy(own, list)
	for i := range own.Len() {
		one := saying{s.say, s.at + "/" + strconv.Itoa(i+1), s.careful}
		if text {
			one.put(own.Index(i))
		} else {
			one.within(own.Index(i))
		}
	}
	if list.Len() > 0 {
		list.Set(own)
	}
}

// put replaces one text. What holds no letter is the same in every language.
func (s saying) put(field reflect.Value) {
	if strings.ContainsFunc(field.String(), unicode.IsLetter) {
		field.SetString(s.say(Text{Key: s.at, Says: field.String(), Careful: s.careful}))
	}
}
