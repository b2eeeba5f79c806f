package browser

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"charley"
	"charley/app"
)

// The whole of it, as one person lives it: a password on the computer, a phone at
// the bed, a night without a network, a server that dies in the middle of taking
// it in, the morning after, sixty nights, what it is, and what may help.
func TestTheStoryOfOnePerson(t *testing.T) {
	t.Parallel()
	h := startHouse(t, "", 0, true)
	h.base = strings.Replace(h.base, "127.0.0.1", "localhost", 1)

	// The computer: one link from the terminal, a password, ten codes for a drawer.
	computer := h.open()
	computer.sees(h.link(app.LinkSetup))
	computer.taps("button.primary")
	computer.do(setValue("#new", password))
	computer.taps("button.primary")
	computer.reads("h1", "Your recovery codes")
	computer.sees("/settings/pair")
	computer.taps("button.primary")
	link := evaluate[string](computer, `document.querySelector("#link code").textContent`)

	// The phone: it scans the code, and from then on nobody types a password at night.
	phone := h.open()
	phone.sees(strings.TrimPrefix(link, h.base))
	phone.taps("button.primary")
	phone.at("/")
	phone.keepsTheFirstPage()

	// The first night: the house is without power, the phone is not.
	h.stop()
	phone.sees("/")
	for _, what := range []string{"cramp", "restless", "cramp"} {
		phone.logs(what)
	}
	phone.until(`document.querySelector("[data-count]").textContent == "3"`)
	phone.reads(`[data-view=now] [data-part=state]`, "3")
	phone.do(reload())
	phone.until(`document.querySelector("[data-count]").textContent == "3"`)

	// The power is back, and fails again while the server takes in the second one.
	var taken atomic.Int32
	h.breaks(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if r.Method != http.MethodPut {
			next.ServeHTTP(w, r)
			return
		}
		if taken.Add(1) == 2 {
			next.ServeHTTP(deaf{http.Header{}}, r) // it is on the disk, and nobody hears of it
			panic(http.ErrAbortHandler)
		}
		next.ServeHTTP(w, r)
	})
	h.start()
	phone.wakes()
	phone.until(`+document.querySelector("[data-count]").textContent < 3`)
	h.stop()
	h.breaks(nil)
	h.start()
	phone.wakes()
	phone.until(`document.querySelector("[data-count]").textContent == ""`)
	episodes := h.entries(charley.KindEpisode)
	if len(episodes) != 3 {
		t.Fatalf("got %d episodes on the server, want the 3 of the night, once each", len(episodes))
	}
	for _, e := range episodes {
		if e.Rev > 2 || e.Episode().Open {
			t.Errorf("got %s of revision %d, open %v: want it ended, in one or two steps", e.Episode().What, e.Rev, e.Episode().Open)
		}
	}
	phone.forgive() // it said in its console that nobody answered

	// The morning, on the computer: one tap says that this was all.
	night := episodes[0].Night
	zone, err := charley.LoadZone("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	h.setClock(time.Date(night.Year, night.Month, night.Day+1, 8, 30, 0, 0, zone).Format(time.RFC3339))
	computer.sees("/morning")
	computer.reads(".rows", "Restless")
	computer.taps("button.calm")
	computer.reads(".said", "Nothing else happened")
	computer.sees("/nights/" + night.String())
	computer.reads(".verdict", "2 cramps")

	// Sixty nights later the picture has filled.
	h.setClock(time.Date(night.Year, night.Month, night.Day+61, 8, 30, 0, 0, zone).Format(time.RFC3339))
	h.livesThrough(60)
	computer.signsIn() // it was away for two months
	computer.sees("/nights")
	if n := evaluate[int](computer, `document.querySelectorAll(".chart .cramp, .chart .restless").length`); n < 10 {
		t.Errorf("got %d marks in the picture of sixty nights", n)
	}

	// What it is: warning signs first, then what tells cramps from restless legs.
	about(h)
	noneOfThese(computer)
	h.says(map[string]any{
		"onset": "seconds", "pain": "severe", "palpable_hardening": true, "location": []string{"calf"}, "relief_stretch": true,
		"residual_soreness": "next_day", "urge_to_move": false, "triggered_by_rest": false,
	})
	computer.sees("/answers/what")
	computer.reads(".verdict", "night leg cramps")

	// What may help, and one remedy in full.
	noneOfTheRest(computer)
	computer.sees("/answers/help")
	computer.taps("#offered .remedy a")
	if !evaluate[bool](computer, `document.querySelectorAll("ol.steps li").length > 0 && document.querySelectorAll(".claims li").length > 0`) {
		t.Error("the first remedy that is offered shows no steps, or no sources")
	}

	// The phone still logs, and still sees nothing else.
	phone.sees("/")
	phone.logs("cramp")
	phone.until(`document.querySelector("[data-count]").textContent == ""`)
	phone.sees("/nights")
	phone.reads("main", "Sign in to see the rest.")
	phone.forgive()
}

// deaf hears an answer that the browser never gets.
type deaf struct{ header http.Header }

func (d deaf) Header() http.Header         { return d.header }
func (d deaf) Write(b []byte) (int, error) { return len(b), nil }
func (d deaf) WriteHeader(int)             {}

// keepsTheFirstPage waits until the phone can show Now without the server.
func (b *tab) keepsTheFirstPage() {
	b.t.Helper()
	evaluate[any](b, `navigator.serviceWorker.ready.then(async () => {
	  for (let i = 0; i < 200 && !(await caches.match("/shell")); i++) await new Promise(done => setTimeout(done, 50));
	})`)
}

// logs taps a spell, and that it has eased.
func (b *tab) logs(what string) {
	b.t.Helper()
	b.until(`document.querySelector(".target.` + what + `")?.checkVisibility()`)
	b.do(tap(".target." + what))
	b.until(`document.querySelector("[data-view=spell] .target.eased")`)
	time.Sleep(500 * time.Millisecond) // a tap so soon after the first would count as a double one
	b.do(tap("[data-view=spell] .target.eased"))
	b.until(`document.querySelector("[data-do=skip]")?.checkVisibility() || !document.querySelector("[data-view=now]").hidden`)
	time.Sleep(500 * time.Millisecond)
	if evaluate[bool](b, `!!document.querySelector("[data-do=skip]")?.checkVisibility()`) {
		b.do(tap("[data-do=skip]"))
	}
	b.until(`!document.querySelector("[data-view=now]").hidden`)
	time.Sleep(500 * time.Millisecond)
}

// wakes tells the page that the network is back, as a phone does.
func (b *tab) wakes() {
	b.t.Helper()
	evaluate[any](b, `dispatchEvent(new Event("online")); undefined`)
}

// until waits for something to be so on the page.
func (b *tab) until(expression string) {
	b.t.Helper()
	if !evaluate[bool](b, `new Promise(done => { const end = Date.now() + 20000; (function look() { let so = false; try { so = !!(`+expression+`) } catch {} if (so || Date.now() > end) done(so); else setTimeout(look, 50) })() })`) {
		b.t.Fatalf("it never came to be that %s\n%s", expression, evaluate[string](b, `document.querySelector("main").innerText`))
	}
}
