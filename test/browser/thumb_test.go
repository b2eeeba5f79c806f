package browser

import (
	"fmt"
	"testing"

	"charley"
)

// A thumb is a tab that counts what a person does with it.
type thumb struct {
	*tab
	taps    int
	scrolls int // taps on something that was not on the screen yet
}

// needed are the taps of one check-in. docs/thumb.md has what they come to in seconds.
func (b *thumb) needed(name string, taps, scrolls int) {
	b.t.Helper()
	if b.taps != taps || b.scrolls != scrolls {
		b.t.Errorf("%s: got %d taps and %d scrolls, want %d and %d", name, b.taps, b.scrolls, taps, scrolls)
	}
}

// touches taps something that stays on the page; lands is the same for what leads to another.
func (b *thumb) touches(selector string) {
	b.t.Helper()
	b.count(selector)
	b.do(tap(selector))
}

func (b *thumb) lands(selector string) {
	b.t.Helper()
	b.count(selector)
	b.tab.taps(selector)
}

func (b *thumb) count(selector string) {
	b.t.Helper()
	b.taps++
	if !b.inReach(selector) {
		b.scrolls++
	}
}

// inReach says that the middle of something is on the screen, and not under a bar.
func (b *tab) inReach(selector string) bool {
	b.t.Helper()
	return evaluate[bool](b, fmt.Sprintf(`(() => {
  const e = document.querySelector(%q), r = e.getBoundingClientRect(), at = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2)
  return r.top >= 0 && !!at && (at === e || e.contains(at) || at.closest("label") === e.closest("label") && !!at.closest("label"))
})()`, selector))
}

// picks is an answer of a question, by its label.
func picks(name, value string) string {
	return fmt.Sprintf(`input[name="%s"][value="%s"] + span`, name, value)
}

const (
	atBreakfast = "2026-11-23T08:30:00+01:00"
	beforeBed   = "2026-11-23T21:30:00+01:00"
)

func TestAMorningByThumb(t *testing.T) {
	t.Parallel()
	h := newHouse(t, atBreakfast, 0)
	b := &thumb{tab: h.open()}
	b.sees("/morning")
	b.lands("button.calm")
	b.reads(".said", "Nothing happened")
	b.needed("a quiet night", 1, 0)
}

func TestAMorningAfterACrampByThumb(t *testing.T) {
	t.Parallel()
	h := newHouse(t, atBreakfast, 0)
	h.keeps(charley.KindEpisode, map[string]any{"what": "cramp", "start": "2026-11-23T02:47:00+01:00", "minutes": 3, "places": []string{"calf"}})
	b := &thumb{tab: h.open()}
	b.sees("/morning")
	b.touches(picks("soreness", "a_little"))
	b.touches(picks("sleep", "20"))
	b.lands("button.calm")
	b.reads(".said", "Nothing else happened")
	b.needed("one cramp, all that is asked", 3, 0)

	b.taps = 0
	b.sees("/morning?night=2026-11-21")
	b.touches(".add summary")
	b.touches(picks("e.what", "cramp"))
	b.touches(picks("e.slot", "03:00"))
	b.lands("button.calm")
	b.reads(".rows", "about 03:00 Cramp")
	b.reads(".said", "Nothing else happened")
	b.needed("one cramp that was missed", 4, 0)
}

// What was left until morning takes one tap more, and never more than three until the night is complete.
func TestAMorningAfterALongNightByThumb(t *testing.T) {
	t.Parallel()
	h := newHouse(t, atBreakfast, 0)
	h.keeps(charley.KindEpisode, map[string]any{"what": "cramp", "start": "2026-11-23T02:47:00+01:00", "open": true})
	b := &thumb{tab: h.open()}
	b.sees("/morning")
	b.lands(".last button:nth-child(2)")
	b.reads(".rows", "about 10 min")
	b.touches(picks("sleep", "20"))
	b.lands("button.calm")
	b.needed("one cramp that was left until morning", 3, 0)
	if e := h.entries(charley.KindEpisode)[0].Episode(); e.Open || !e.Guess {
		t.Errorf("got %v, want it ended with a guess", e.Fields)
	}
}

func TestAnEveningByThumb(t *testing.T) {
	t.Parallel()
	h := newHouse(t, beforeBed, 0)
	b := &thumb{tab: h.open()}
	b.sees("/evening")
	b.lands("button.calm")
	b.reads(".notice", "Saved on your server")
	b.needed("none of these", 1, 0)

	h.setClock("2026-11-24T21:30:00+01:00")
	b.taps = 0
	b.sees("/evening")
	for _, answer := range [][2]string{{"x.sitting", "6"}, {"x.hard_floor", "true"}, {"x.fluids", "1.25"}, {"x.alcohol", "1"}} {
		b.touches(picks(answer[0], answer[1]))
	}
	b.reads("button.calm", "None of the others")
	b.lands("button.calm")
	b.needed("a usual evening", 5, 1)
}

// The button that most mornings and evenings need is there without scrolling.
func TestTheAnswerIsOnTheFirstScreen(t *testing.T) {
	t.Parallel()
	h := newHouse(t, atBreakfast, 0)
	b := h.open()
	look := func(name, page string) {
		t.Helper()
		for _, size := range [][2]int64{{390, 844}, {320, 568}} {
			b.size(size[0], size[1])
			b.sees(page)
			for _, button := range []string{"button.calm", ".bar button:last-child"} {
				if !b.inReach(button) {
					t.Errorf("%s on %v: %s is not on the first screen", name, size, button)
				}
			}
		}
	}
	look("a quiet night", "/morning")
	look("an evening", "/evening")
	for _, minute := range []string{"00:10", "02:47", "03:20", "04:15", "05:10"} {
		h.keeps(charley.KindEpisode, map[string]any{"what": "cramp", "start": "2026-11-23T" + minute + ":00+01:00"})
	}
	look("five cramps, none of them ended", "/morning")
}
