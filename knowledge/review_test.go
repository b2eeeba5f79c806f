package knowledge

import (
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"charley"
)

// aReview is one of a red flag as it stands.
func aReview(t *testing.T, b *Base, verdict string) Review {
	t.Helper()
	return Review{By: "Dr Made Up", Role: "made-up neurologist", Date: "2026-11-26", Verdict: verdict, Remark: "Say it sooner.", Edition: b.Version(), Records: map[string]string{"flags/RF20": b.Find("RF20")[0].Hash()}}
}

// Nobody has reviewed anything: what is not known is not made up.
func TestNoReviewShips(t *testing.T) {
	b := base(t)
	if n, of := b.AgreedCount(); n != 0 || of < 1000 || len(b.reviews) != 0 {
		t.Errorf("got %d of %d records agreed, want none: if somebody has reviewed them, this test has done its work", n, of)
	}
	files, err := os.ReadDir("reviews")
	if err != nil || len(files) != 1 {
		t.Errorf("got %d files and %v, want only the README", len(files), err)
	}
}

func TestAReviewComesBackAsItWasKept(t *testing.T) {
	want := aReview(t, base(t), Change)
	got, err := DecodeReview(want.Encode())
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v and %v, want %+v", got, err, want)
	}
	list, err := ReadReviews(fstest.MapFS{want.FileName(): {Data: want.Encode()}, "README.md": {}})
	if err != nil || len(list) != 1 || !reflect.DeepEqual(list[0], want) {
		t.Errorf("from a folder: got %+v and %v", list, err)
	}
	if name := want.FileName(); !strings.HasPrefix(name, "2026-11-26-dr-made-up-") || !strings.HasSuffix(name, ".json") {
		t.Errorf("got the name %s", name)
	}
	if _, err := ReadReviews(fstest.MapFS{"review.txt": {}}); err == nil {
		t.Error("another file in the folder is read over")
	}
}

// Unknown is never yes: only agreement with the text that stands now counts, and not beside somebody who wants a change.
func TestWhatCountsAsAgreed(t *testing.T) {
	b := base(t)
	flag := b.Find("RF20")[0]
	older := aReview(t, b, Agree)
	older.Records = map[string]string{"flags/RF20": strings.Repeat("0", 64)}
	gone := aReview(t, b, Agree)
	gone.Records = map[string]string{"flags/RF999": strings.Repeat("0", 64)}
	for _, tc := range []struct {
		name    string
		reviews []Review
		agreed  bool
	}{
		{"nobody", nil, false},
		{"agreed", []Review{aReview(t, b, Agree)}, true},
		{"could not judge", []Review{aReview(t, b, Unsure)}, false},
		{"wants a change", []Review{aReview(t, b, Change)}, false},
		{"one agrees and one wants a change", []Review{aReview(t, b, Agree), aReview(t, b, Change)}, false},
		{"agreed with what stood there before", []Review{older}, false},
		{"of a record that is gone", []Review{gone}, false},
	} {
		with := b.WithReviews(tc.reviews...)
		count, _ := with.AgreedCount()
		if got := with.Agreed(flag); got != tc.agreed || (count == 1) != tc.agreed {
			t.Errorf("%s: got %v and %d, want %v", tc.name, got, count, tc.agreed)
		}
		if in := with.In(map[string]string{"flags/RF20/why": "Anders."}); in.Agreed(in.Find("RF20")[0]) != tc.agreed {
			t.Errorf("%s: it is another in another language", tc.name)
		}
	}
	if b.Agreed(flag) {
		t.Error("the records that reviews were put beside have changed")
	}
	if got := b.WithReviews(older).Reviews(flag); len(got) != 1 || got[0].Current {
		t.Errorf("changed since: got %+v", got)
	}
}

// Every word, number and rule of a record counts in its hash; where its lines stand does not.
func TestAHashIsOfAllThatARecordSays(t *testing.T) {
	f, _ := base(t).Flags().Get("RF20")
	was := Item{"flags", f.ID, f}.Hash()
	for name, change := range map[string]func(*Flag){
		"a sentence":    func(f *Flag) { f.Why += " " },
		"the rule":      func(f *Flag) { f.When = f.Raises[0].When },
		"a number":      func(f *Flag) { f.Rank++ },
		"an urgency":    func(f *Flag) { f.Urgency = Soon },
		"a claim":       func(f *Flag) { f.Claims = f.Claims[1:] },
		"a claim's own": func(f *Flag) { f.Claims[0].Grade = "D" },
	} {
		other := f
		other.Claims = append([]Claim(nil), f.Claims...)
		other.Raises = []Raise{{When: base(t).Flags().All()[0].When}}
		if name != "the rule" {
			other.Raises = f.Raises
		}
		if change(&other); (Item{"flags", f.ID, other}).Hash() == was {
			t.Errorf("%s: the hash is the same", name)
		}
	}
	if was != base(t).Find("flags/RF20")[0].Hash() {
		t.Error("read again, the hash is another")
	}
}

func TestWrongReviewsAreRefused(t *testing.T) {
	good := string(aReview(t, base(t), Agree).Encode())
	if _, err := DecodeReview([]byte(good)); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string][2]string{
		"a date that never was":     {`2026-11-26`, `2026-02-30`},
		"no date":                   {`2026-11-26`, `soon`},
		"nobody":                    {`"Dr Made Up"`, `" "`},
		"no role":                   {`"made-up neurologist"`, `""`},
		"two lines of a name":       {`"Dr Made Up"`, `"Dr\nMade"`},
		"another verdict":           {`"agree"`, `"yes"`},
		"a change without saying":   {`"agree",` + "\n" + `  "remark": "Say it sooner."`, `"change"`},
		"an unknown key":            {`"by"`, `"from"`},
		"a key twice":               {`"by"`, `"by": "x", "by"`},
		"a key in other letters":    {`"role"`, `"Role"`},
		"a record that is no name":  {`flags/RF20`, `../RF20`},
		"a hash that is none":       {`"flags/RF20": "`, `"flags/RF20": "z`},
		"a number where a text is":  {`"2026-11-26"`, `20261126`},
		"nothing of a text":         {`"2026-11-26"`, `null`},
		"no record":                 {`"records"`, `"records": {}, "records"`},
		"something behind it":       {"}\n", "}\n{}"},
		"records that are no table": {`"records": {`, `"records": [`},
	} {
		text := strings.Replace(good, change[0], change[1], 1)
		if name == "something behind it" {
			text = good + "{}"
		}
		if _, err := DecodeReview([]byte(text)); !errors.Is(err, charley.ErrInvalid) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// Whatever is read can be kept, and comes back as it was.
func FuzzReview(f *testing.F) {
	f.Add([]byte(`{"by":"A","role":"B","date":"2026-11-26","verdict":"agree","edition":"5","records":{"flags/RF20":"` + strings.Repeat("a", 64) + `"}}`))
	f.Add([]byte(`{"by":"A","by":"B"}`))
	f.Add([]byte(`{"records":{"x":null}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := DecodeReview(text)
		if err != nil {
			if !errors.Is(err, charley.ErrInvalid) {
				t.Fatalf("got %v", err)
			}
			return
		}
		again, err := DecodeReview(r.Encode())
		if err != nil || !reflect.DeepEqual(again, r) {
			t.Fatalf("got %+v and %v, want %+v", again, err, r)
		}
	})
}
