package browser

import (
	"testing"

	"charley"
)

// From the cramp at three to the picture of the nights, by thumb, without script.
func TestANightByThumb(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "2026-11-23T02:47:10+01:00", 0)
	b := h.open()
	b.scriptless()

	b.sees("/")
	b.reads(".clock", "02:47")
	b.taps(".target.cramp")
	b.reads("h2", "Pull your toes towards your shin")

	h.setClock("2026-11-23T02:48:36+01:00")
	b.do(tap(`input[value="left"] + span`), tap(`input[value="calf"] + span`), tap(`input[value="8"] + span`))
	b.taps(".target.eased")
	b.reads(".notice", "Saved on your server")

	h.setClock("2026-11-23T08:30:00+01:00")
	b.taps(`body > nav a[href="/morning"]`)
	b.reads("h1", "Last night")
	b.reads(".rows", "02:47 Cramp, left calf, 1 min, 8/10")
	b.taps(`button.calm`)
	b.reads(".said", "Nothing else happened")
	b.do(tap(`input[name="soreness"][value="a_little"] + span`))
	b.taps("button.primary")
	b.reads(".notice", "Saved on your server")

	b.taps(`body > nav a[href="/nights"]`)
	b.reads(".figures", "nights recorded")
	b.reads("tbody", "")
	if n := evaluate[int](b, `document.querySelectorAll("circle.cramp").length`); n != 1 {
		t.Errorf("got %d cramps in the picture, want 1", n)
	}
	b.taps(".plot a")
	b.reads("h1", "One night")
	b.reads(".verdict", "There was 1 cramp.")

	m := h.entries(charley.KindMorning)
	if len(m) != 1 || m[0].Morning().Soreness != "a_little" || m[0].Morning().NothingMore != charley.Yes {
		t.Errorf("got %v", m)
	}
}

// The running clock counts on without script, from where the server began it.
func TestTheClockRuns(t *testing.T) {
	h := newHouse(t, "2026-11-23T02:47:10+01:00", 0)
	b := h.open()
	running := b.starts("restless")
	h.setClock("2026-11-23T02:59:58+01:00")
	b.sees(running)
	shown := `getComputedStyle(document.querySelector(".timer"), "::after").getPropertyValue("--tick")`
	if got := evaluate[string](b, shown); got != "768" && got != "769" {
		t.Errorf("got the clock at %s seconds, want 768", got)
	}
	got := evaluate[string](b, `new Promise(done => setTimeout(() => done(`+shown+`), 2100))`)
	if got != "770" && got != "771" {
		t.Errorf("got the clock at %s seconds two seconds later, want 770", got)
	}
}

// What somebody wrote never runs, opens or loads anything.
func TestHostileWordsDoNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "2026-11-23T08:30:00+01:00", 0)
	b := h.open()
	b.sees("/morning")
	hostile := `</textarea><script>alert(1)</script>kanarie7f3a<img src="http://127.0.0.1:9/x" onerror="alert(2)"><a href="javascript:alert(3)">x</a>`
	evaluate[any](b, unfold)
	b.do(setValue("#note", hostile))
	b.taps("button.primary")
	for _, path := range []string{"/morning", "/nights/2026-11-22", "/nights", "/entries/" + string(h.entries(charley.KindMorning)[0].ID)} {
		b.sees(path)
		if n := evaluate[int](b, `document.querySelectorAll("main script, main img, a[href^=javascript]").length`); n != 0 {
			t.Errorf("got %d elements made of words on %s", n, path)
		}
	}
	b.sees("/nights/2026-11-22")
	b.reads("dd", "<script>alert(1)</script>")
}
