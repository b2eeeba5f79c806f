package words

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"

	"golang.org/x/text/language"
)

// A Translation is a file of one language other than English, as translators
// write it: each text with the English that it says, so that a text whose
// English has changed since is found, and who has read it where that counts.
//
//	"nav.now": {"of": "Now", "is": "Jetzt"},
//	"alarm.worse": {"of": "Call an ambulance now if", "is": "…", "by": ["A. Reader", "B. Reader"]}
type Translation struct {
	Lang  language.Tag
	texts map[string]translated
}

// A translated text is one entry of such a file.
type translated struct {
	Of text     `json:"of"`           // the English
	Is text     `json:"is"`           // the same in this language
	By []string `json:"by,omitempty"` // who has read and compared both
}

func readTranslation(fsys fs.FS, lang language.Tag, name string) (Translation, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return Translation{}, fmt.Errorf("read the texts in %s: %w", lang, err)
	}
	t, err := ParseTranslation(lang, data)
	if err != nil {
		return t, fmt.Errorf("%s: %w", name, err)
	}
	return t, nil
}

// ParseTranslation reads such a file, strictly.
func ParseTranslation(lang language.Tag, data []byte) (Translation, error) {
	t := Translation{Lang: lang, texts: map[string]translated{}}
	err := eachEntry(data, func(key string, raw json.RawMessage) error {
		var one translated
		dec := json.NewDecoder(bytes.NewReader(raw))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&one); err != nil {
			return err
		}
		if _, twice := t.texts[key]; twice {
			return fmt.Errorf("it is there twice")
		}
		t.texts[key] = one
		return nil
	})
	return t, err
}

// Catalogue are the texts for the pages.
func (t Translation) Catalogue() *Catalogue {
	c := &Catalogue{Lang: t.Lang, texts: map[string]text{}}
	for key, one := range t.texts {
		c.texts[key] = one.Is
	}
	return c
}

// plain are the texts without plural forms, by key.
func (t Translation) plain() map[string]string {
	out := map[string]string{}
	for key, one := range t.texts {
		out[key] = one.Is["other"]
	}
	return out
}

// Draft is the file with an entry for each of some texts, for somebody to fill
// in. What is translated stays as it is, also where its English has changed:
// somebody has to look at it. What is no text any more is left out.
func (t Translation) Draft(of []Original) ([]byte, error) {
	var b bytes.Buffer
	for i, o := range of {
		one, there := t.texts[o.Key]
		if !there {
			one = translated{Of: o.forms, Is: t.blank(o.forms)}
		}
		line, err := encode(one)
		if err != nil {
			return nil, err
		}
		key, err := encode(o.Key)
		if err != nil {
			return nil, err
		}
		b.WriteString(map[bool]string{true: "{\n  ", false: ",\n  "}[i == 0])
		b.Write(key)
		b.WriteString(": ")
		b.Write(line)
	}
	b.WriteString("\n}\n")
	return b.Bytes(), nil
}

// blank is room for the forms that a text needs in this language.
func (t Translation) blank(english text) text {
	out := text{"other": ""}
	if len(english) > 1 {
		for category := range numbersOf(t.Lang) {
			out[category] = ""
		}
	}
	return out
}

// encode is JSON on one line, with letters as they are.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimRight(b.Bytes(), "\n"), err
}

// MarshalJSON writes a text without plural forms as a string.
func (t text) MarshalJSON() ([]byte, error) {
	if one, ok := t["other"]; ok && len(t) == 1 {
		return encode(one)
	}
	return encode(map[string]string(t))
}
