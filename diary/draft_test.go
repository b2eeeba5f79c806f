package diary

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"charley"
)

const someID = "0193f9a0-5b0e-7c3a-8a44-6f1f6a3c2d10"

func TestWhatADraftRefusesAndWhichFieldItNames(t *testing.T) {
	const ok = `{"kind":"episode","what":"cramp","start":"2026-11-23T02:47:10+01:00",`
	cases := []struct{ name, in, field string }{
		{"nothing at all", "", Body},
		{"not JSON", "<xml/>", Body},
		{"a list", "[]", Body},
		{"a number", "42", Body},
		{"null", "null", Body},
		{"cut off", `{"kind":"epi`, Body},
		{"something after the end", `{"kind":"fact","about":"sex","sex":"F"} x`, Body},
		{"bytes that are not text", "{\"kind\":\"episode\",\"note\":\"\xff\xfe\"}", "note"},
		{"half a character", ok + `"note":"\ud83d"}`, "note"},
		{"the other half", ok + `"note":"\udc00 x"}`, "note"},
		{"a key twice", ok + `"note":"a","note":"b"}`, "note"},
		{"a key twice further down", `{"kind":"evening","night":"2026-11-23","exposures":{"alcohol":1,"alcohol":2}}`, "exposures.alcohol"},
		{"200,000 brackets", strings.Repeat(`{"a":`, 200000) + "1" + strings.Repeat("}", 200000), ""},
		{"no kind", `{"what":"cramp"}`, "kind"},
		{"an unknown kind", `{"kind":"dream"}`, "kind"},
		{"a kind in capitals", `{"kind":"Episode"}`, "kind"},
		{"no start", `{"kind":"episode","what":"cramp"}`, "start"},
		{"start null", `{"kind":"episode","what":"cramp","start":null}`, "start"},
		{"year 0001", `{"kind":"episode","what":"cramp","start":"0001-01-01T00:00:00Z"}`, "start"},
		{"30 February", `{"kind":"episode","what":"cramp","start":"2026-02-30T03:00:00Z"}`, "start"},
		{"a start that is a number", `{"kind":"episode","what":"cramp","start":5}`, "start"},
		{"intensity 11", ok + `"intensity":11}`, "intensity"},
		{"intensity -0.0001", ok + `"intensity":-0.0001}`, "intensity"},
		{"intensity true", ok + `"intensity":true}`, "intensity"},
		{"intensity as text", ok + `"intensity":"5"}`, "intensity"},
		{"intensity 1e400", ok + `"intensity":1e400}`, "intensity"},
		{"intensity NaN", ok + `"intensity":NaN}`, Body},
		{"intensity 01", ok + `"intensity":01}`, Body},
		{"minutes 1441", ok + `"minutes":1441}`, "minutes"},
		{"minutes while open", ok + `"minutes":1,"open":true}`, "minutes"},
		{"a place that is none", ok + `"places":["calf","moon"]}`, "places[1]"},
		{"places as text", ok + `"places":"calf"}`, "places"},
		{"a zone that is none", ok + `"zone":"Mars/Olympus"}`, "zone"},
		{"a zone that is a path", ok + `"zone":"../../etc/passwd"}`, "zone"},
		{"a note of 4,001 characters", ok + `"note":"` + strings.Repeat("ü", 4001) + `"}`, "note"},
		{"a note with U+0000", ok + `"note":"a\u0000b"}`, "note"},
		{"a note that is an object", ok + `"note":{"a":1}}`, "note"},
		{"an id that is a path", `{"id":"../../etc/passwd","kind":"episode"}`, "id"},
		{"an id that is null", `{"id":null,"kind":"episode"}`, "id"},
		{"an id in capitals", `{"id":"0193F9A0-5B0E-7C3A-8A44-6F1F6A3C2D10","kind":"episode"}`, "id"},
		{"a parent that is a text", ok + `"parent":"1"}`, "parent"},
		{"a parent that is a fraction", ok + `"parent":1.5}`, "parent"},
		{"deleted by hand", ok + `"deleted":true}`, "deleted"},
		{"an unknown field with U+0000", ok + `"surprise":{"a":["b\u0000"]}}`, "surprise"},
		{"far too many unknown fields", ok + `"surprise":"` + strings.Repeat("x", maxExtra) + `"}`, "surprise"},
		{"a field beside extra and in it", ok + `"moon":1,"extra":{"moon":2}}`, "moon"},
		{"a morning without a night", `{"kind":"morning","nothing_more":true}`, "night"},
		{"soreness in other words", `{"kind":"morning","night":"2026-11-23","soreness":"very"}`, "soreness"},
		{"bother 4.5", `{"kind":"morning","night":"2026-11-23","restless_bother":4.5}`, "restless_bother"},
		{"a negative drink", `{"kind":"evening","night":"2026-11-23","exposures":{"alcohol":-1}}`, "exposures.alcohol"},
		{"a drink in words", `{"kind":"evening","night":"2026-11-23","exposures":{"alcohol":"two"}}`, "exposures.alcohol"},
		{"an exposure with a strange name", `{"kind":"evening","night":"2026-11-23","exposures":{"<b>":true}}`, "exposures.<b>"},
		{"none of what was never asked", `{"kind":"evening","night":"2026-11-23","none_of_these":true}`, "asked"},
		{"a condition without a name", `{"kind":"fact","about":"condition"}`, "code"},
		{"born in 1800", `{"kind":"fact","about":"age","born":1800}`, "born"},
		{"since month 13", `{"kind":"fact","about":"medicine","name":"x","from":"2026-13"}`, "from"},
		{"away without an end", `{"kind":"away","night":"2026-11-23"}`, "until"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := Decode([]byte(c.in))
			var fe *charley.FieldError
			if !errors.As(err, &fe) || !errors.Is(err, charley.ErrInvalid) {
				t.Fatalf("got %v, want a FieldError", err)
			}
			if c.field != "" && fe.Field != c.field {
				t.Errorf("got field %q (%s), want %q", fe.Field, fe.Why, c.field)
			}
			if len(fe.Why) < 8 || len(fe.Got) > 200 {
				t.Errorf("not a clear reason: %+v", fe)
			}
		})
	}
}

func TestWhatADraftKeeps(t *testing.T) {
	cases := []struct {
		name, in string
		want     map[string]string
	}{
		{"numbers are written in one way", `{"kind":"episode","what":"cramp","start":"2026-11-23T02:47:10+01:00","minutes":3.0,"intensity":8e0}`,
			map[string]string{"minutes": "3", "intensity": "8"}},
		{"minus zero is zero", `{"kind":"episode","what":"cramp","start":"2026-11-23T02:47:10+01:00","minutes":-0}`, map[string]string{"minutes": "0"}},
		{"a place named twice is named once", `{"kind":"episode","what":"cramp","start":"2026-11-23T02:47:10+01:00","places":["calf","foot","calf"]}`,
			map[string]string{"places": `["calf","foot"]`}},
		{"an empty list is a statement", `{"kind":"episode","what":"cramp","start":"2026-11-23T02:47:10+01:00","tried":[]}`, map[string]string{"tried": `[]`}},
		{"null is the same as absent", `{"kind":"morning","night":"2026-11-23","soreness":null}`, map[string]string{"soreness": ""}},
		{"an explicit zero", `{"kind":"morning","night":"2026-11-23","sleep_lost":0}`, map[string]string{"sleep_lost": "0"}},
		{"what is not known is kept", `{"kind":"morning","night":"2026-11-23","moon":{"phase":0.250,"b":[1]}}`, map[string]string{"extra.moon": `{"b":[1],"phase":0.250}`}},
		{"and can be sent back", `{"kind":"morning","night":"2026-11-23","extra":{"moon":1}}`, map[string]string{"extra.moon": "1"}},
		{"silence stays not asked", `{"kind":"evening","night":"2026-11-23","asked":["alcohol","warm_bath"],"exposures":{"alcohol":2}}`,
			map[string]string{"exposures.alcohol": "2", "exposures.warm_bath": ""}},
		{"none of these is a no to everything asked", `{"kind":"evening","night":"2026-11-23","asked":["alcohol","warm_bath"],"none_of_these":true,"exposures":{"alcohol":2}}`,
			map[string]string{"exposures.alcohol": "2", "exposures.warm_bath": "false"}},
		{"an answer of null is not asked", `{"kind":"evening","night":"2026-11-23","exposures":{"alcohol":null,"warm_bath":true}}`,
			map[string]string{"exposures.alcohol": "", "exposures.warm_bath": "true"}},
		{"odd numbers of unknown fields", `{"kind":"morning","night":"2026-11-23","x":[1e21,1E400,0.1,-0,12345678901234567890]}`,
			map[string]string{"extra.x": `[1e21,1E400,0.1,-0,12345678901234567890]`}},
		{"whole characters from escapes", `{"kind":"morning","night":"2026-11-23","note":"\ud83d\ude00 <b>\u00e9"}`, map[string]string{"note": `"😀 <b>é"`}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d, err := Decode([]byte(c.in))
			if err != nil {
				t.Fatal(err)
			}
			for key, want := range c.want {
				if got := string(d.Fields[key]); got != want {
					t.Errorf("%s: got %s, want %s", key, got, want)
				}
			}
		})
	}
}

func TestFormsCannotSneakInNumbersThatAreNone(t *testing.T) {
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		_, err := NewDraft(charley.KindMorning, map[string]any{"night": "2026-11-23", "sleep_lost": v})
		var fe *charley.FieldError
		if !errors.As(err, &fe) || fe.Field != "sleep_lost" {
			t.Errorf("%v: got %v, want a FieldError about sleep_lost", v, err)
		}
	}
}

func TestFormsCannotSneakInBytesThatAreNotText(t *testing.T) {
	for field, v := range map[string]any{"note": "a\xffb", "surprise": []string{"\xff"}, "exposures": map[string]any{"\xff": true}} {
		_, err := NewDraft(charley.KindEvening, map[string]any{"night": "2026-11-23", field: v})
		var fe *charley.FieldError
		if !errors.As(err, &fe) || fe.Field != field {
			t.Errorf("%s: got %v, want a FieldError about it", field, err)
		}
	}
}

func TestAWritersClockIsReadHoweverItIsWritten(t *testing.T) {
	want := time.Date(2026, 11, 23, 2, 47, 10, 0, time.UTC)
	for _, s := range []string{"2026-11-23T02:47:10Z", "2026-11-23T03:47:10+01:00", `2026-11-23T02:47:10\u005a`} {
		d, err := Decode([]byte(`{"kind":"morning","night":"2026-11-23","client_time":"` + s + `","sent_time":"` + s + `"}`))
		if err != nil || !d.Client.Equal(want) || !d.Sent.Equal(want) {
			t.Errorf("%s: got %s and %s (%v)", s, d.Client, d.Sent, err)
		}
	}
}

// What Decode accepts, it accepts again in its own words, with the same content.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{
		`{"kind":"episode","what":"cramp","start":"2026-11-23T02:47:10+01:00","zone":"Europe/Berlin","minutes":3,"side":"left","places":["calf"],"intensity":8,"hard":true,"tried":[],"eased_by":["stretch"],"note":"..","parent":null}`,
		`{"kind":"evening","night":"2026-11-23","asked":["alcohol"],"none_of_these":true,"exposures":{"warm_bath":true}}`,
		`{"kind":"fact","about":"medicine","name":"x","from":"2026-06","extra":{"a":{"b":1e3}}}`,
		`{"kind":"away","night":"2026-11-23","until":"2026-11-30","reason":"ill"}`, `{"kind":"morning","night":"2026-11-23","note":"\ud83d\ude00"}`, `[]`, `{"a":`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Decode(data)
		if err != nil {
			if !errors.Is(err, charley.ErrInvalid) {
				t.Fatalf("got %v, want ErrInvalid", err)
			}
			return
		}
		body := d.Fields.Nested()
		body["kind"] = d.Kind
		again, err := Decode(charley.Value(body))
		if err != nil {
			t.Fatalf("own words refused: %v\n%s", err, charley.Value(body))
		}
		if !again.Fields.Equal(d.Fields) {
			t.Fatalf("got %s, want %s", charley.Value(again.Fields), charley.Value(d.Fields))
		}
	})
}

// A line that DecodeRevision accepts is written back to the byte.
func FuzzDecodeRevision(f *testing.F) {
	r := charley.Revision{Entry: someID, Kind: charley.KindMorning, Rev: 1, Author: "owner", Via: "api",
		Patch: charley.Fields{"night": charley.Value("2026-11-23"), "zone": charley.Value("UTC"), "note": charley.Value("a<b & ü"), "extra.x": json.RawMessage("1.50")}}
	f.Add([]byte(charley.Value(r)))
	f.Add([]byte(`{"id":"` + someID + `","kind":"morning","rev":1,"parent":0,"patch":{},"author":"","via":"","stamp_ms":0,"client_ms":0,"received_ms":0}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := DecodeRevision(data)
		if err != nil {
			return
		}
		again, err := DecodeRevision(charley.Value(r))
		if err != nil || string(charley.Value(again)) != string(charley.Value(r)) {
			t.Fatalf("got %s (%v), want %s", charley.Value(again), err, charley.Value(r))
		}
	})
}
