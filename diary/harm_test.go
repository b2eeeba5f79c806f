package diary

import (
	"errors"
	"testing"
	"time"

	"charley"
)

func harmTold(more map[string]any) map[string]any {
	body := map[string]any{"about": "harm", "trial": "01890000-0000-7000-8000-000000000001", "grade": "kept", "from": "2026-11-22",
		"name": "dizzy all day", "told": "2026-11-23T02:47:00+01:00"}
	for k, v := range more {
		body[k] = v
	}
	return body
}

func TestSomethingBadIsReadAsItWasTold(t *testing.T) {
	var k keeper
	got := k.put(t, draft(t, charley.KindFact, harmTold(map[string]any{"ended": "seen"})), threeAM).Entry.Fact()
	if got.About != charley.FactHarm || got.Trial != "01890000-0000-7000-8000-000000000001" || got.Grade != charley.HarmKept || got.Name != "dizzy all day" ||
		got.From != "2026-11-22" || got.Ended != charley.FlagSeen || got.Told.String() != "2026-11-23T02:47:00+01:00" {
		t.Errorf("got %+v", got)
	}
}

func TestSomethingBadSaysInWhichTestAndHowMuch(t *testing.T) {
	for field, more := range map[string]map[string]any{
		"trial": {"trial": nil}, "grade": {"grade": nil},
	} {
		_, err := NewDraft(charley.KindFact, harmTold(more))
		if wrong := (*charley.FieldError)(nil); !errors.As(err, &wrong) || wrong.Field != field {
			t.Errorf("without %s: got %v, want it named", field, err)
		}
	}
	for field, v := range map[string]any{"grade": "a little", "ended": "forgotten", "trial": "the bath"} {
		_, err := NewDraft(charley.KindFact, harmTold(map[string]any{field: v}))
		if wrong := (*charley.FieldError)(nil); !errors.As(err, &wrong) || wrong.Field != field {
			t.Errorf("%s %q: got %v, want it refused by name", field, v, err)
		}
	}
}

// Nobody can turn what was told of one test into something told of another, or at
// another time. How bad it was can be mended to milder, and what stood there before is kept: what got worse is told
// anew, or the answers since would count as given after it.
func TestWhatWasToldStaysWithItsTest(t *testing.T) {
	for field, c := range map[string]struct {
		to      any
		refused bool
	}{
		"trial": {"01890000-0000-7000-8000-000000000002", true}, "told": {"2026-11-24T09:00:00+01:00", true},
		"grade": {"needed_help", true}, "name": {"dizzy, and fell", false},
	} {
		var k keeper
		k.put(t, draft(t, charley.KindFact, harmTold(nil)), threeAM)
		d := draft(t, charley.KindFact, harmTold(map[string]any{field: c.to}))
		d.Parent = 1
		_, err := d.Put(someID, k.history, testContext(threeAM))
		if wrong := (*charley.FieldError)(nil); errors.As(err, &wrong) != c.refused || c.refused && wrong.Field != field {
			t.Errorf("%s: got %v, want it refused: %v", field, err, c.refused)
		}
	}
	var k keeper
	k.put(t, draft(t, charley.KindFact, harmTold(nil)), threeAM)
	d := draft(t, charley.KindFact, harmTold(map[string]any{"grade": "bothered"}))
	d.Parent = 1
	step, err := d.Put(someID, k.history, testContext(threeAM))
	if err != nil || step.Entry.Fact().Grade != charley.HarmBothered || Stays(step.Revision) {
		t.Errorf("made milder: got %+v, %v; it can be undone", step.Entry.Fact(), err)
	}
}

// In Tokyo it is tomorrow while a server in Greenwich still has today.
func TestTodayIsNotTheFutureFarEast(t *testing.T) {
	evening := time.Date(2026, 11, 23, 22, 0, 0, 0, time.UTC)
	for from, fine := range map[string]bool{"2026-11-24": true, "2026-11-25": false} {
		d := draft(t, charley.KindFact, harmTold(map[string]any{"from": from, "told": nil, "zone": "Asia/Tokyo"}))
		if _, err := d.Put(someID, nil, testContext(evening)); (err == nil) != fine {
			t.Errorf("%s, told there in the morning of the 24th: got %v", from, err)
		}
	}
}
