package diary

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"charley"

	"pgregory.net/rapid"
)

var threeAM = time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)

func testContext(now time.Time) Context {
	return Context{Now: now, Settings: charley.DefaultSettings("Europe/Berlin"), Caller: charley.Caller{Person: "p", Name: "owner", Via: "api"}}
}

func draft(t interface {
	Fatal(...any)
}, kind charley.Kind, body map[string]any) Draft {
	d, err := NewDraft(kind, body)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// A keeper does what the store does: it keeps what was decided.
type keeper struct{ history []charley.Revision }

func (k *keeper) put(t interface {
	Fatal(...any)
}, d Draft, now time.Time) Step {
	step, err := d.Put(someID, k.history, testContext(now))
	if err != nil {
		t.Fatal(err)
	}
	k.keep(step)
	return step
}

func (k *keeper) keep(step Step) {
	if step.Outcome != Same {
		k.history = append(k.history, step.Revision)
	}
}

func cramp(more map[string]any) map[string]any {
	body := map[string]any{"what": "cramp", "start": "2026-11-23T02:47:10+01:00"}
	for k, v := range more {
		body[k] = v
	}
	return body
}

func TestSendingAgainDoesNoHarm(t *testing.T) {
	var k keeper
	d := draft(t, charley.KindEpisode, cramp(map[string]any{"intensity": 8}))
	if got := k.put(t, d, threeAM).Outcome; got != Created {
		t.Errorf("first: got %s, want created", got)
	}
	if got := k.put(t, d, threeAM.Add(time.Hour)).Outcome; got != Same {
		t.Errorf("again: got %s, want same", got)
	}
	edit := draft(t, charley.KindEpisode, cramp(map[string]any{"intensity": 9, "parent": 1, "client_time": "2026-11-23T08:00:00Z"}))
	if got := k.put(t, edit, threeAM.Add(6*time.Hour)).Outcome; got != Changed {
		t.Errorf("edit: got %s, want changed", got)
	}
	other := draft(t, charley.KindEpisode, cramp(map[string]any{"intensity": 9, "note": "from the other phone", "parent": 2}))
	k.put(t, other, threeAM.Add(7*time.Hour))
	if got := k.put(t, edit, threeAM.Add(8*time.Hour)).Outcome; got != Same {
		t.Errorf("the edit, its answer lost, sent again: got %s, want same", got)
	}
	if got := k.put(t, d, threeAM.Add(9*time.Hour)).Outcome; got != Same {
		t.Errorf("the first tap, sent again after edits: got %s, want same", got)
	}
	e, _ := Rebuild(k.history)
	if n := e.Fields.Number("intensity"); n == nil || *n != 9 || e.Fields.Text("note") == "" || e.Rev != 3 {
		t.Errorf("got %s at rev %d", charley.Value(e.Fields), e.Rev)
	}
}

func TestOtherContentWithoutAParentIsAConflict(t *testing.T) {
	var k keeper
	k.put(t, draft(t, charley.KindEpisode, cramp(nil)), threeAM)
	for _, parent := range []any{nil, 0, 2, 99} {
		d := draft(t, charley.KindEpisode, cramp(map[string]any{"note": "x", "parent": parent}))
		_, err := d.Put(someID, k.history, testContext(threeAM))
		var ce *charley.ConflictError
		if !errors.As(err, &ce) || ce.Current.Rev != 1 {
			t.Errorf("parent %v: got %v, want a conflict with what is stored", parent, err)
		}
	}
}

func TestTwoPhonesEditWithoutHavingSeenEachOther(t *testing.T) {
	var k keeper
	k.put(t, draft(t, charley.KindEpisode, cramp(map[string]any{"intensity": 5})), threeAM)
	left := draft(t, charley.KindEpisode, cramp(map[string]any{"intensity": 7, "side": "left", "parent": 1, "device": "phone", "client_time": "2026-11-23T08:00:00Z"}))
	right := draft(t, charley.KindEpisode, cramp(map[string]any{"intensity": 3, "note": "dull", "parent": 1, "device": "tablet", "client_time": "2026-11-23T07:00:00Z"}))
	now := threeAM.Add(8 * time.Hour)
	k.put(t, left, now)
	step := k.put(t, right, now)
	if step.Outcome != Merged {
		t.Fatalf("got %s, want merged", step.Outcome)
	}
	e := step.Entry.Episode()
	if *e.Intensity != 7 || e.Side != "left" || e.Note != "dull" {
		t.Errorf("got %s", charley.Value(step.Entry.Fields))
	}
	if len(step.Lost) != 1 || step.Lost[0].Field != "intensity" || string(step.Lost[0].Value) != "3" || step.Lost[0].Device != "tablet" {
		t.Errorf("lost: got %+v, want the tablet's intensity 3", step.Lost)
	}
}

func TestEditWinsOverDeleteItHadNotSeen(t *testing.T) {
	cases := []struct {
		name        string
		deleteFirst bool
	}{{"the deletion arrives first", true}, {"the edit arrives first", false}}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var k keeper
			k.put(t, draft(t, charley.KindEpisode, cramp(nil)), threeAM)
			edit := draft(t, charley.KindEpisode, cramp(map[string]any{"note": "keep me", "parent": 1}))
			gone := func() {
				step, err := Delete(k.history, 1, testContext(threeAM.Add(time.Minute)))
				if err != nil {
					t.Fatal(err)
				}
				k.keep(step)
			}
			if c.deleteFirst {
				gone()
			}
			k.put(t, edit, threeAM.Add(2*time.Minute))
			if !c.deleteFirst {
				gone()
			}
			if e, _ := Rebuild(k.history); e.Deleted || e.Fields.Text("note") != "keep me" {
				t.Errorf("the edit was lost: %+v", e)
			}
		})
	}
}

func TestARetriedDeletionDoesNotMeetWhatWasBroughtBack(t *testing.T) {
	var k keeper
	k.put(t, draft(t, charley.KindEpisode, cramp(nil)), threeAM)
	remove := func() Step {
		step, err := Delete(k.history, 1, testContext(threeAM))
		if err != nil {
			t.Fatal(err)
		}
		k.keep(step)
		return step
	}
	if step := remove(); !step.Entry.Deleted {
		t.Fatal("not deleted")
	}
	back, err := Restore(k.history, 1, testContext(threeAM))
	if err != nil {
		t.Fatal(err)
	}
	k.keep(back)
	if step := remove(); step.Outcome != Same || step.Entry.Deleted || len(k.history) != 3 {
		t.Errorf("got %s, deleted %v, %d revisions", step.Outcome, step.Entry.Deleted, len(k.history))
	}
}

func TestARetriedTapDoesNotBringBackWhatWasDeleted(t *testing.T) {
	var k keeper
	d := draft(t, charley.KindEpisode, cramp(nil))
	k.put(t, d, threeAM)
	step, err := Delete(k.history, 0, testContext(threeAM))
	if err != nil {
		t.Fatal(err)
	}
	k.keep(step)
	if got := k.put(t, d, threeAM); got.Outcome != Same || !got.Entry.Deleted {
		t.Errorf("got %s, deleted %v", got.Outcome, got.Entry.Deleted)
	}
	back, err := Restore(k.history, 1, testContext(threeAM))
	if err != nil || back.Entry.Deleted {
		t.Errorf("restore: got deleted %v (%v)", back.Entry.Deleted, err)
	}
}

// The edit moved the cramp to another hour and its answer got lost; meanwhile a
// second phone moved it to another night and corrected it. Sent again, the edit
// must not win over what was written after it.
func TestAnEditSentAgainDoesNotUndoWhatCameAfterIt(t *testing.T) {
	for _, later := range []map[string]any{
		{"night": "2026-11-23"}, {"zone": "Asia/Tokyo"}, {"start": "2026-11-23T05:00:00+01:00"}, {"note": "x"},
	} {
		var k keeper
		first := draft(t, charley.KindEpisode, cramp(map[string]any{"intensity": 5}))
		k.put(t, first, threeAM)
		edit := draft(t, charley.KindEpisode, cramp(map[string]any{"start": "2026-11-23T03:30:00+01:00", "intensity": 9, "parent": 1}))
		k.put(t, edit, threeAM.Add(time.Hour))
		body := cramp(map[string]any{"start": "2026-11-23T03:30:00+01:00", "intensity": 3, "parent": 2})
		for key, v := range later {
			body[key] = v
		}
		want := k.put(t, draft(t, charley.KindEpisode, body), threeAM.Add(2*time.Hour)).Entry
		moved := testContext(threeAM.Add(3 * time.Hour)) // and the person travelled
		moved.Settings.Zone, moved.Settings.NightSpan = "Pacific/Auckland", 0
		for name, again := range map[string]Draft{"the edit": edit, "the first tap": first} {
			step, err := again.Put(someID, k.history, moved)
			if err != nil || step.Outcome != Same || !step.Entry.Fields.Equal(want.Fields) {
				t.Errorf("after %v, %s sent again: got %s (%v) %s, want same", later, name, step.Outcome, err, charley.Value(step.Entry.Fields))
			}
		}
	}
}

func TestSavingAnUnchangedFormDoesNotBringBackWhatWasDeleted(t *testing.T) {
	var k keeper
	k.put(t, draft(t, charley.KindEpisode, cramp(nil)), threeAM)
	k.put(t, draft(t, charley.KindEpisode, cramp(map[string]any{"note": "dull", "parent": 1})), threeAM)
	step, err := Delete(k.history, 0, testContext(threeAM))
	if err != nil {
		t.Fatal(err)
	}
	k.keep(step)
	again := draft(t, charley.KindEpisode, cramp(map[string]any{"note": "dull", "parent": 2}))
	if got := k.put(t, again, threeAM); got.Outcome != Same || !got.Entry.Deleted {
		t.Errorf("got %s, deleted %v", got.Outcome, got.Entry.Deleted)
	}
	back := draft(t, charley.KindEpisode, cramp(map[string]any{"note": "dull", "parent": 3}))
	if got := k.put(t, back, threeAM); got.Outcome != Changed || got.Entry.Deleted {
		t.Errorf("by somebody who saw the deletion: got %s, deleted %v", got.Outcome, got.Entry.Deleted)
	}
}

// Python and others write UTC as +00:00. The hour must not move with each save.
func TestReadingAnEntryAndSavingItDoesNotMoveItsHour(t *testing.T) {
	for _, zone := range []string{"Europe/Berlin", "Europe/London", "UTC", "Asia/Kolkata"} {
		for _, start := range []string{"2026-11-23T02:47:10+00:00", "2026-11-23T02:47:10Z", "2026-07-23T02:47:10-00:00", "2026-11-23T02:47:10.120+01:00"} {
			var k keeper
			e := k.put(t, draft(t, charley.KindEpisode, cramp(map[string]any{"start": start, "zone": zone})), threeAM).Entry
			body := e.Fields.Nested()
			body["parent"] = 1
			if got := k.put(t, draft(t, charley.KindEpisode, body), threeAM); got.Outcome != Same {
				t.Errorf("%s in %s: got %s, %s after %s", start, zone, got.Outcome, got.Entry.Fields.Text("start"), e.Fields.Text("start"))
			}
		}
	}
}

func TestTheNightIsNotWorkedOutAgain(t *testing.T) {
	var k keeper
	k.put(t, draft(t, charley.KindEpisode, cramp(map[string]any{"night": "2026-11-21"})), threeAM)
	moved := testContext(threeAM)
	moved.Settings.Zone, moved.Settings.NightSpan = "Pacific/Auckland", 0
	d := draft(t, charley.KindEpisode, cramp(map[string]any{"intensity": 2, "parent": 1}))
	step, err := d.Put(someID, k.history, moved)
	if err != nil {
		t.Fatal(err)
	}
	if got := step.Entry.Night.String(); got != "2026-11-21" {
		t.Errorf("an edit of the intensity moved the night to %s", got)
	}
	if got := step.Entry.Fields.Text("zone"); got != "Europe/Berlin" {
		t.Errorf("an edit of the intensity moved the zone to %s", got)
	}
}

func TestWrongClocksAreFlaggedNotRefused(t *testing.T) {
	cases := []struct {
		name string
		body map[string]any
		want time.Duration
	}{
		{"right clock", map[string]any{"client_time": "2026-11-23T02:00:00Z", "sent_time": "2026-11-23T02:00:01Z"}, 0},
		{"written offline, hours ago", map[string]any{"client_time": "2026-11-22T20:00:00Z"}, 0},
		{"an hour ahead", map[string]any{"client_time": "2026-11-23T03:00:00Z"}, time.Hour},
		{"an hour behind when sent", map[string]any{"sent_time": "2026-11-23T01:00:00Z"}, -time.Hour},
		{"two minutes are nothing", map[string]any{"sent_time": "2026-11-23T01:58:00Z"}, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var k keeper
			if got := k.put(t, draft(t, charley.KindEpisode, cramp(c.body)), threeAM).Entry.Skew; got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestDatesThatMakeNoSense(t *testing.T) {
	cases := []struct {
		name, field string
		kind        charley.Kind
		body        map[string]any
	}{
		{"a cramp in 2090", "start", charley.KindEpisode, map[string]any{"what": "cramp", "start": "2090-01-01T03:00:00Z"}},
		{"a cramp a week from its night", "start", charley.KindEpisode, cramp(map[string]any{"night": "2026-11-10"})},
		{"a morning in 2090", "night", charley.KindMorning, map[string]any{"night": "2090-01-01"}},
		{"up before going to bed", "out_of_bed", charley.KindMorning, map[string]any{"night": "2026-11-22", "in_bed": "2026-11-22T23:00:00+01:00", "out_of_bed": "2026-11-22T22:00:00+01:00"}},
		{"away until before it began", "until", charley.KindAway, map[string]any{"night": "2026-11-22", "until": "2026-11-21"}},
		{"away for a lifetime", "until", charley.KindAway, map[string]any{"night": "2000-11-22", "until": "2026-11-21"}},
		{"due in 2090", "due", charley.KindFact, map[string]any{"about": "pregnancy", "due": "2090-01-01"}},
		{"since the year 9999", "from", charley.KindFact, map[string]any{"about": "medicine", "name": "x", "from": "9999"}},
		{"until June 2090", "until", charley.KindFact, map[string]any{"about": "medicine", "name": "x", "until": "2090-06"}},
		{"a fact of the year 9999", "night", charley.KindFact, map[string]any{"about": "sex", "sex": "F", "night": "9999-12-31"}},
		{"born tomorrow", "born", charley.KindFact, map[string]any{"about": "age", "born": 2027}},
		{"written and sent in 2090", "client_time", charley.KindMorning, map[string]any{"night": "2026-11-22", "client_time": "2090-01-01T00:00:00Z", "sent_time": "2090-01-01T00:00:00Z"}},
		{"written in 2090", "client_time", charley.KindMorning, map[string]any{"night": "2026-11-22", "client_time": "2090-01-01T00:00:00Z"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := draft(t, c.kind, c.body).Put(someID, nil, testContext(threeAM))
			var fe *charley.FieldError
			if !errors.As(err, &fe) || fe.Field != c.field {
				t.Errorf("got %v, want an error about %s", err, c.field)
			}
		})
	}
}

// Three devices edit without having seen each other; their edits arrive in any
// order, some twice. The outcome is the same, and no value vanishes.
func TestMergingDoesNotDependOnTheOrderOfArrival(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var base keeper
		base.put(t, draft(t, charley.KindEpisode, cramp(map[string]any{"intensity": 5, "side": "left"})), threeAM)
		edits := rapid.SliceOfN(rapid.Custom(drawEdit), 1, 6).Draw(t, "edits")
		for i := range edits {
			edits[i].Device = rapid.SampledFrom([]string{"", "phone", "tablet"}).Draw(t, "device") // two may have no name
		}
		now := threeAM.Add(24 * time.Hour)
		arrive := func(order []Draft) charley.Entry {
			k := keeper{history: base.history}
			for _, d := range order {
				k.put(t, d, now)
				if rapid.Bool().Draw(t, "sent twice") {
					k.put(t, d, now.Add(time.Second))
				}
			}
			e, _ := Rebuild(k.history)
			checkNothingVanished(t, k.history, e)
			return e
		}
		one, two := arrive(edits), arrive(rapid.Permutation(edits).Draw(t, "order"))
		if !one.Fields.Equal(two.Fields) || one.Deleted != two.Deleted {
			t.Fatalf("got %s, want %s", charley.Value(two.Fields), charley.Value(one.Fields))
		}
	})
}

func drawEdit(t *rapid.T) Draft {
	body := cramp(map[string]any{"parent": 1})
	for key, gen := range map[string]*rapid.Generator[any]{
		"intensity": rapid.IntRange(5, 7).AsAny(), "side": rapid.SampledFrom([]string{"left", "right"}).AsAny(),
		"note": rapid.StringMatching("[ab]?").AsAny(), "hard": rapid.Bool().AsAny(), // few values, so that devices agree by chance
		"zone":  rapid.SampledFrom([]string{"Europe/London", "Asia/Tokyo"}).AsAny(),
		"night": rapid.SampledFrom([]string{"2026-11-21", "2026-11-22", "2026-11-23"}).AsAny(),
		"start": rapid.SampledFrom([]string{"2026-11-23T02:47:10Z", "2026-11-22T22:00:00+01:00"}).AsAny(),
	} {
		if rapid.Bool().Draw(t, key+" set") {
			body[key] = gen.Draw(t, key)
		}
	}
	at := threeAM.Add(time.Duration(rapid.IntRange(0, 3).Draw(t, "hours")) * time.Hour)
	body["client_time"] = at.Format(time.RFC3339)
	return draft(t, charley.KindEpisode, body)
}

// checkNothingVanished: every value that any revision set is current, or was
// overwritten by somebody who had seen it, or is listed as lost.
func checkNothingVanished(t *rapid.T, history []charley.Revision, e charley.Entry) {
	lost := map[string]bool{}
	for _, l := range LostIn(history) {
		lost[fmt.Sprint(l.Rev, l.Field)] = true
	}
	for _, r := range history[1:] { // the edits, none of which had seen another
		for key, v := range r.Patch {
			current := string(e.Fields[key])
			if current == "" {
				current = "null"
			}
			if string(v) != current && !lost[fmt.Sprint(r.Rev, key)] {
				t.Fatalf("%s = %s of revision %d is neither current (%s) nor listed as lost", key, v, r.Rev, current)
			}
		}
	}
}

// Whatever others did since, and wherever the person moved to: a write that is
// sent again is known again and changes nothing.
func TestAnyWriteCanBeSentAgainAtAnyTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var k keeper
		sent := []Draft{draft(t, charley.KindEpisode, cramp(nil))}
		k.put(t, sent[0], threeAM)
		for i := range rapid.IntRange(1, 8).Draw(t, "writes") {
			now := threeAM.Add(time.Duration(i) * time.Minute)
			c := testContext(now)
			c.Settings.Zone = rapid.SampledFrom([]string{"Europe/Berlin", "Pacific/Auckland"}).Draw(t, "home zone")
			c.Settings.NightSpan = rapid.SampledFrom([]charley.Span{charley.Noon, 0}).Draw(t, "night starts")
			if rapid.IntRange(0, 5).Draw(t, "delete") == 0 {
				step, err := Delete(k.history, rapid.IntRange(0, len(k.history)).Draw(t, "seen"), c)
				if err != nil {
					t.Fatal(err)
				}
				k.keep(step)
				continue
			}
			d := drawEdit(t)
			d.Parent, d.Device = rapid.IntRange(1, len(k.history)).Draw(t, "parent"), rapid.SampledFrom([]string{"", "phone"}).Draw(t, "device")
			step, err := d.Put(someID, k.history, c)
			if err != nil {
				t.Fatal(err)
			}
			k.keep(step)
			sent = append(sent, d)
			again := rapid.SampledFrom(sent).Draw(t, "sent again")
			if again.Parent == len(k.history) {
				continue // it meant to bring back what was deleted just then: a new wish
			}
			was, _ := Rebuild(k.history)
			step, err = again.Put(someID, k.history, c)
			if err != nil || step.Outcome != Same || !step.Entry.Fields.Equal(was.Fields) || step.Entry.Deleted != was.Deleted {
				t.Fatalf("got %s (%v) for %s", step.Outcome, err, charley.Value(again.Fields))
			}
		}
	})
}

// Whatever is done to an entry, every earlier state can be had again.
func TestEveryRevisionCanBeBroughtBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var k keeper
		var states []charley.Entry
		k.put(t, draft(t, charley.KindEpisode, cramp(nil)), threeAM)
		for i := range rapid.IntRange(0, 8).Draw(t, "edits") {
			now := threeAM.Add(time.Duration(i) * time.Minute)
			if rapid.IntRange(0, 4).Draw(t, "what") == 0 {
				step, err := Delete(k.history, 0, testContext(now))
				if err != nil {
					t.Fatal(err)
				}
				k.keep(step)
			} else {
				d := drawEdit(t)
				d.Parent = len(k.history)
				k.put(t, d, now)
			}
		}
		for n := range k.history {
			e, _ := Rebuild(k.history[:n+1])
			states = append(states, e)
		}
		n := rapid.IntRange(1, len(k.history)).Draw(t, "back to")
		step, err := Restore(k.history, n, testContext(threeAM.Add(time.Hour)))
		if err != nil {
			t.Fatal(err)
		}
		if want := states[n-1]; step.Entry.Deleted != want.Deleted || !want.Deleted && !step.Entry.Fields.Equal(want.Fields) {
			t.Fatalf("revision %d: got %s deleted %v, want %s deleted %v", n, charley.Value(step.Entry.Fields), step.Entry.Deleted, charley.Value(want.Fields), want.Deleted)
		}
	})
}
