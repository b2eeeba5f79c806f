package words

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/language"
)

const someEnglish = `{
	"nav.now": "Now",
	"alarm.worse": "Call an ambulance now if {0}",
	"nights": {"one": "one night of {0}", "other": "{n} nights of {0}"},
	"now.other.hint": ""
}`

// What a language may get wrong, each with the exact complaint. Polish has four
// plural forms, one of them only for fractions.
func TestFaultsOfALanguage(t *testing.T) {
	english, err := Parse(language.English, []byte(someEnglish))
	if err != nil {
		t.Fatal(err)
	}
	records := []Original{OriginalOf("flags/RF20/why", "One leg is swollen.", true), OriginalOf("topics/cramps/title", "Cramps", false)}
	const (
		now    = `"nav.now": {"of": "Now", "is": "Teraz"}`
		worse  = `"alarm.worse": {"of": "Call an ambulance now if {0}", "is": "Wezwij karetkę, jeśli {0}", "by": ["Anna Nowak", "Jan Kowalski"]}`
		nights = `"nights": {"of": {"one": "one night of {0}", "other": "{n} nights of {0}"}, "is": {"one": "jedna noc z {0}", "few": "{n} noce z {0}", "many": "{n} nocy z {0}", "other": "{n} nocy z {0}"}}`
		hint   = `"now.other.hint": {"of": "", "is": ""}`
		known  = `{"flags/RF20/why": {"of": "One leg is swollen.", "is": "Jedna noga jest spuchnięta.", "by": ["Anna Nowak", "Jan Kowalski"]}, "topics/cramps/title": {"of": "Cramps", "is": "Skurcze"}}`
	)
	all := func(entries ...string) string { return "{" + strings.Join(entries, ",") + "}" }
	for _, tc := range []struct{ name, pages, known, want string }{
		{"nothing", all(now, worse, nights, hint), known, ""},
		{"a missing key", all(worse, nights, hint), known, "pl.json: nav.now: is missing"},
		{"a key with nothing in it", all(strings.Replace(now, "Teraz", "", 1), worse, nights, hint), known, "pl.json: nav.now: is missing"},
		{"a key too many", all(now, worse, nights, hint, `"nav.then": {"of": "Then", "is": "Potem"}`), known, "pl.json: nav.then: is no text"},
		{"a text whose English has changed", all(strings.Replace(now, "Now", "At once", 1), worse, nights, hint), known, `pl.json: nav.now: the English is another one now: "Now"`},
		{"a place to fill that was lost", all(now, strings.Replace(worse, "jeśli {0}", "jeśli", 1), nights, hint), known, `pl.json: alarm.worse: the form for "other" fills [], want [{0}]`},
		{"a place to fill that was made up", all(strings.Replace(now, "Teraz", "Teraz {1}", 1), worse, nights, hint), known, `pl.json: nav.now: the form for "other" fills [{1}], want []`},
		{"a plural form that is missing", all(now, worse, strings.Replace(nights, `"few": "{n} noce z {0}", `, "", 1), hint), known, `pl.json: nights: the form for "few" is missing`},
		{"a plural form that the language has not", all(now, worse, strings.Replace(nights, `"few"`, `"two": "dwie {0}", "few"`, 1), hint), known, `pl.json: nights: there is no form for "two" here`},
		{"a figure that was lost where the form is for many", all(now, worse, strings.Replace(nights, "{n} noce", "noce", 1), hint), known, `pl.json: nights: the form for "few" fills [{0}], want [{0} {n}]`},
		{"a warning that one person has read", all(now, strings.Replace(worse, `, "Jan Kowalski"`, "", 1), nights, hint), known, "pl.json: alarm.worse: 2 people must have read it, and be named"},
		{"a warning that nobody has read", all(now, strings.Replace(worse, `, "by": ["Anna Nowak", "Jan Kowalski"]`, "", 1), nights, hint), known, "pl.json: alarm.worse: 2 people must have read it, and be named"},
		{"a warning that one person has read twice", all(now, strings.Replace(worse, "Jan Kowalski", " anna  nowak", 1), nights, hint), known, "pl.json: alarm.worse: 2 people must have read it, and be named"},
		{"a warning sign of the records that one person has read", all(now, worse, nights, hint), strings.Replace(known, `, "Jan Kowalski"`, "", 1), "pl.known.json: flags/RF20/why: 2 people must have read it, and be named"},
		{"a record that is missing", all(now, worse, nights, hint), strings.Replace(known, "topics/cramps", "topics/cramp", 1), "pl.known.json: topics/cramps/title: is missing; pl.known.json: topics/cramp/title: is no text"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			faults, err := Check(fstest.MapFS{
				"en.json": {Data: []byte(someEnglish)}, "pl.json": {Data: []byte(tc.pages)}, "pl.known.json": {Data: []byte(tc.known)},
			}, english, records)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(faults, "; "); got != tc.want {
				t.Errorf("got %s\nwant %s", got, tc.want)
			}
		})
	}
}

// A file that is not as it should be is an error that names it.
func TestBrokenTranslations(t *testing.T) {
	for name, pages := range map[string]string{
		"a key that comes twice": `{"a": {"of": "x", "is": "y"}, "a": {"of": "x", "is": "y"}}`,
		"a field nobody knows":   `{"a": {"of": "x", "is": "y", "who": "z"}}`,
		"a bare text":            `{"a": "y"}`,
	} {
		_, err := Check(fstest.MapFS{"de.json": {Data: []byte(pages)}, "de.known.json": {Data: []byte("{}")}}, catalogue(t), nil)
		if err == nil || !strings.HasPrefix(err.Error(), "de.json: ") {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, err := Check(fstest.MapFS{"de.json": {Data: []byte("{}")}}, catalogue(t), nil); err == nil {
		t.Error("got no error for a language without the texts of the records")
	}
}

// A draft holds what was translated, and room for the rest.
func TestADraftKeepsWhatIsTranslated(t *testing.T) {
	english, err := Parse(language.English, []byte(someEnglish))
	if err != nil {
		t.Fatal(err)
	}
	lang := language.MustParse("de")
	before, err := ParseTranslation(lang, []byte(`{"nav.now": {"of": "Now", "is": "Jetzt"}, "gone": {"of": "x", "is": "y"}}`))
	if err != nil {
		t.Fatal(err)
	}
	data, err := before.Draft(english.Originals())
	if err != nil {
		t.Fatal(err)
	}
	draft, err := ParseTranslation(lang, data)
	if err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	want := []string{"alarm.worse: is missing", "nights: is missing"}
	if got := draft.Faults(english.Originals()); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q in\n%s", got, want, data)
	}
}

// A beginning of keys that none has guards nothing.
func TestCarefulKeysAreThere(t *testing.T) {
	keys := catalogue(t).Keys()
	for _, c := range careful {
		if !slices.ContainsFunc(keys, func(k string) bool { return strings.HasPrefix(k, c) }) {
			t.Errorf("no key begins with %s", c)
		}
	}
}

func TestPseudo(t *testing.T) {
	for text, want := range map[string]string{
		"Open {0} of {n}": "⟦Óþéñ {0} óƒ {n} ẋẋ⟧",
		"{0}–{1}":         "{0}–{1}",
		"112":             "112",
		"":                "",
	} {
		if got := Pseudo(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestTheLanguageThatIsPicked(t *testing.T) {
	lang := func(tag string) Language { return Language{Catalogue: &Catalogue{Lang: language.MustParse(tag)}} }
	c := NewChoice([]Language{lang("en"), lang("de"), lang("pt-BR")})
	for _, tc := range []struct {
		name, chosen, accepted string
		want                   int
	}{
		{"nothing said", "", "", 0}, {"German of Austria", "", "de-AT,en;q=0.5", 1}, {"Portuguese", "", "pt", 2}, {"none of them", "", "fi,sv;q=0.8", 0},
		{"the second best", "", "fi,de;q=0.8", 1}, {"chosen", "de", "pt", 1}, {"chosen, and gone", "fr", "pt-PT", 2}, {"nonsense", "", "\x00;q=9", 0},
	} {
		if got := c.Pick(tc.chosen, tc.accepted); got != tc.want {
			t.Errorf("%s: got %d, want %d", tc.name, got, tc.want)
		}
	}
}

// What says when to call for help, to leave a remedy off, or that a warning is told no longer: two people must have read it.
func TestWhatSaysWhenToCallForHelpIsCareful(t *testing.T) {
	for _, key := range []string{"harm.net", "harm.call", "harm.help", "paused.told", "paused.gate", "revised.lead", "revised.wrote", "alarm.call"} {
		if !isCareful(key) {
			t.Errorf("%s may be translated by one person", key)
		}
	}
	if isCareful("now.title") {
		t.Error("everything is careful, and so nothing is")
	}
}
