package web

import (
	"errors"
	"flag"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"charley/app"
	"charley/knowledge"
	"charley/words"

	"golang.org/x/text/language"
)

// speaking is somebody whose pages speak English and a language that nobody speaks.
func speaking(t *testing.T) *person {
	t.Helper()
	p := newPerson(t, morningOf)
	english, b := english(t), base(t)
	known := map[string]string{}
	for _, x := range b.Texts() {
		known[x.Key] = words.Pseudo(x.Says)
	}
	p.handler = Handler(Config{App: p.app, Knowledge: b, Languages: []words.Language{{Catalogue: english}, {Catalogue: english.Pseudo(), Known: known}}})
	return p
}

func TestThePagesSpeakTheLanguageThatIsAskedFor(t *testing.T) {
	p := speaking(t)
	heading := func(accept string, cookies ...*http.Cookie) (lang, h1 string) {
		r := getRequest("/nights")
		r.Header.Set("Accept-Language", accept)
		for _, c := range cookies {
			r.AddCookie(c)
		}
		g := p.do(r)
		return g.first("html").attr("lang"), g.first("h1").text()
	}
	pseudo := words.Pseudo("Nights")
	for _, tc := range []struct{ name, accept, chosen, lang, h1 string }{
		{"nothing asked for", "", "", "en", "Nights"},
		{"English", "en-GB,en;q=0.9", "", "en", "Nights"},
		{"one that there is", "qps,en;q=0.5", "", "qps", pseudo},
		{"one that there is not", "sw", "", "en", "Nights"},
		{"nonsense", ";;;=", "", "en", "Nights"},
		{"chosen on this device", "en", "qps", "qps", pseudo},
		{"English chosen on a device that asks for another", "qps", "en", "en", "Nights"},
		{"one chosen that there is no more", "en", "xx", "en", "Nights"},
	} {
		lang, h1 := heading(tc.accept, &http.Cookie{Name: languageCookie, Value: tc.chosen})
		if lang != tc.lang || h1 != tc.h1 {
			t.Errorf("%s: got %s, %q, want %s, %q", tc.name, lang, h1, tc.lang, tc.h1)
		}
	}
}

// The choice is offered where there is one, and kept on the device.
func TestALanguageIsChosen(t *testing.T) {
	p := speaking(t)
	got := p.press(p.open("/settings"), "/language", "", url.Values{"language": {"qps"}})
	if got.first("html").attr("lang") != "qps" {
		t.Errorf("got the page in %q after the choice", got.first("html").attr("lang"))
	}
	got.says(".notice", words.Pseudo("Changed on this device."))
	if got := p.post("/language", url.Values{"language": {"tlh"}}); got.status != http.StatusBadRequest {
		t.Errorf("got %d for a language that there is not", got.status)
	}
	newPerson(t, morningOf).open("/settings").count(`form[action="/language"]`, 0)
}

// What is known is said in the language too, and programs go on in English.
func TestKnowledgeSpeaksTheLanguage(t *testing.T) {
	p := speaking(t)
	r := getRequest("/known/RF20")
	r.Header.Set("Accept-Language", "qps")
	sign, _ := base(t).Flags().Get("RF20")
	p.do(r).says("h1", words.Pseudo(sign.Name))
	r = getRequest("/api/v1/openapi.json")
	r.Header.Set("Accept-Language", "qps")
	if got := p.do(r); got.status != http.StatusOK {
		t.Errorf("got %d for the API", got.status)
	}
	if got, _ := p.app.Counsel.Base.Flags().Get("RF20"); got.Name != sign.Name {
		t.Errorf("another language changed the knowledge of the program: %s", got.Name)
	}
}

// Every reason of a store is in the catalogue.
func TestEveryStateOfAStoreHasWords(t *testing.T) {
	for _, why := range app.States {
		if !english(t).Has("state." + why) {
			t.Errorf("there are no words for %s", why)
		}
	}
}

var newLanguage = flag.String("language", "", "write the files of this language to words/, with room for what is not translated")

// originals are the English texts of the records.
func originals(b *knowledge.Base) []words.Original {
	var out []words.Original
	for _, x := range b.Texts() {
		out = append(out, words.OriginalOf(x.Key, x.Says, x.Careful))
	}
	return out
}

// Every language that comes with the program is whole. With -language the files
// of one are written, or brought up to date.
func TestEveryLanguageIsWhole(t *testing.T) {
	english, records := english(t), originals(base(t))
	if *newLanguage != "" {
		for name, of := range map[string][]words.Original{*newLanguage + ".json": english.Originals(), *newLanguage + ".known.json": records} {
			if err := draft(filepath.Join("words", name), of); err != nil {
				t.Fatal(err)
			}
		}
	}
	faults, err := words.Check(os.DirFS("words"), english, records)
	if err != nil {
		t.Fatal(err)
	}
	for i, fault := range faults {
		if i == 20 {
			t.Errorf("and %d more", len(faults)-i)
			break
		}
		t.Error(fault)
	}
}

// draft writes the file of a language, or what is missing in it.
func draft(file string, of []words.Original) error {
	tag, _, _ := strings.Cut(filepath.Base(file), ".")
	lang, err := language.Parse(tag)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		data = []byte("{}")
	} else if err != nil {
		return err
	}
	t, err := words.ParseTranslation(lang, data)
	if err != nil {
		return err
	}
	if data, err = t.Draft(of); err != nil {
		return err
	}
	return os.WriteFile(file, data, 0o644)
}
