package charley

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// The canonical line is what encoding/json makes of revisionLine, to the byte.
func TestTheCanonicalLineIsThatOfTheStruct(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[ -~]{0,12}`), rapid.SampledFrom([]string{"", "a<b>&c", "\u2028", "😀", "\x7f", `"\`}))
	rapid.Check(t, func(t *rapid.T) {
		patch := Fields{}
		for range rapid.IntRange(0, 5).Draw(t, "fields") {
			patch[text.Draw(t, "key")] = Value(rapid.OneOf(text.AsAny(), rapid.Float64().AsAny(), rapid.Bool().AsAny(),
				rapid.SliceOf(text).AsAny(), rapid.Just[any](nil)).Draw(t, "value"))
		}
		r := Revision{
			Entry: EntryID(text.Draw(t, "id")), Kind: Kind(text.Draw(t, "kind")), Rev: rapid.IntRange(0, 99).Draw(t, "rev"),
			Parent: rapid.IntRange(0, 99).Draw(t, "parent"), Patch: patch, Deleted: rapid.Bool().Draw(t, "deleted"),
			Stamp:  Stamp{Millis: rapid.Int64().Draw(t, "ms"), Count: rapid.IntRange(0, 2).Draw(t, "count"), Device: text.Draw(t, "device")},
			Author: text.Draw(t, "author"), Via: text.Draw(t, "via"), Client: time.UnixMilli(rapid.Int64Range(0, 1e14).Draw(t, "client")),
			Received: time.UnixMilli(rapid.Int64Range(0, 1e14).Draw(t, "received")), Skew: time.Duration(rapid.Int64Range(-1e12, 1e12).Draw(t, "skew")),
		}
		want := Value(revisionLine{
			Entry: r.Entry, Kind: r.Kind, Rev: r.Rev, Parent: r.Parent, Patch: r.Patch, Deleted: r.Deleted,
			Millis: r.Stamp.Millis, Count: r.Stamp.Count, Device: r.Stamp.Device, Author: r.Author, Via: r.Via,
			Client: r.Client.UnixMilli(), Received: r.Received.UnixMilli(), Skew: r.Skew.Milliseconds(),
		})
		got, _ := r.MarshalJSON()
		if string(got) != string(want) || !json.Valid(got) {
			t.Fatalf("got\n%s\nwant\n%s", got, want)
		}
	})
}

// Reading a field the quick way gives what encoding/json reads.
func TestFieldsReadAsJSONDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, n, b := rapid.String().Draw(t, "text"), rapid.Float64().Draw(t, "number"), rapid.Bool().Draw(t, "flag")
		f := Fields{"s": Value(s), "n": Value(n), "b": Value(b), "null": Cleared()}
		var want string
		if err := json.Unmarshal(f["s"], &want); err != nil || f.Text("s") != want {
			t.Fatalf("text: got %q, want %q (%v)", f.Text("s"), want, err)
		}
		if got := f.Number("n"); got == nil || *got != n {
			t.Fatalf("number: got %v, want %v", got, n)
		}
		if got := f.Flag("b"); got != TriOf(b) {
			t.Fatalf("flag: got %s, want %v", got, b)
		}
		for _, key := range []string{"null", "absent", "n", "b"} {
			if f.Text(key) != "" {
				t.Fatalf("%s read as text %q", key, f.Text(key))
			}
		}
		for _, key := range []string{"null", "absent", "s", "b"} {
			if f.Number(key) != nil {
				t.Fatalf("%s read as a number", key)
			}
		}
		for _, key := range []string{"null", "absent", "n"} {
			if f.Flag(key) != Unknown {
				t.Fatalf("%s read as a flag", key)
			}
		}
	})
}
