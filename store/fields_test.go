package store

import (
	"encoding/json"
	"reflect"
	"testing"

	"charley"
)

func FuzzFields(f *testing.F) {
	for _, seed := range []string{
		`{}`, `{"a":1}`, `{"note":"a \"quoted\" } word, \\","places":["calf","foot"],"gone":null}`,
		`{"extra.x":{"y":[{"z":"]}"}]},"n":-1.50e+3,"t":true}`, ` {"a" : 1 }`, `{"a":1 }`, `{"\u00e9":1,"é":2}`, `{"a":1,"a":2}`,
		`{"a":"\\"}`, `{"a":"🦵"}`, `[]`, `null`, `{`, `{"a"`, `{"a":`, `{"a":"`, `{}x`, ``,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		want := charley.Fields{}
		wantErr := json.Unmarshal([]byte(text), &want)
		got, err := fieldsIn([]byte(text))
		if (err != nil) != (wantErr != nil) {
			t.Fatalf("fieldsIn(%q): %v; encoding/json: %v", text, err, wantErr)
		}
		if err != nil {
			return
		}
		if !reflect.DeepEqual(got, want) && len(want) > 0 {
			t.Fatalf("fieldsIn(%q)\n got %s\nwant %s", text, got, want)
		}
		again, err := fieldsIn([]byte(fieldsText(got)))
		if err != nil || !again.Equal(got) {
			t.Fatalf("written and read again: %s, %v; want %s", again, err, got)
		}
	})
}

func TestFieldsAreWrittenInCanonicalForm(t *testing.T) {
	f := charley.Fields{}
	f.Set("note", "<b> & \"quoted\" \\ 🦵\n")
	f.Set("places", []string{"calf"})
	f.Set("extra.größe \"x\"", 1.5)
	f["gone"] = charley.Cleared()
	if got, want := fieldsText(f), string(charley.Value(f)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := fieldsText(nil); got != "{}" {
		t.Errorf("no fields: got %s, want {}", got)
	}
}
