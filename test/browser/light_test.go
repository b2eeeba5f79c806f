package browser

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"math"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// mostLight is how bright any frame of the first page may be at night, as the mean
// of its relative luminance: 3 % of a white screen.
const mostLight = 0.03

// atNight is an environment in which the browser's clock stands at two in the
// morning, whatever time it is.
func atNight() chromedp.ExecAllocatorOption {
	east := (2 - time.Now().UTC().Hour() + 36) % 24 // 12 is UTC
	return chromedp.Env(fmt.Sprintf("TZ=Etc/GMT%+d", 12-east))
}

// films is how bright each frame was that the browser painted while something
// was done.
func (b *tab) films(do func()) []float64 {
	b.t.Helper()
	var mu sync.Mutex
	var pictures [][]byte
	err := chromedp.Listen(b.ctx, func(event any) {
		e, ok := event.(*page.EventScreencastFrame)
		if !ok {
			return
		}
		go func() { // answering waits for the browser, which waits for listeners
			_ = chromedp.Do(b.ctx, call(page.ScreencastFrameAck, page.ScreencastFrameAckParams{SessionID: e.SessionID}))
		}()
		mu.Lock()
		defer mu.Unlock()
		pictures = append(pictures, e.Data)
	})
	if err != nil {
		b.t.Fatal(err)
	}
	b.do(call(page.StartScreencast, page.StartScreencastParams{Format: "png"}))
	do()
	time.Sleep(500 * time.Millisecond)
	b.do(call(page.StopScreencast, struct{}{}))
	mu.Lock()
	defer mu.Unlock()
	var frames []float64
	for _, data := range pictures {
		light, err := brightness(data)
		if err != nil {
			b.t.Fatal(err)
		}
		frames = append(frames, light)
	}
	return frames
}

// brightness is the mean relative luminance of a picture (WCAG 2.2): 1 is white.
func brightness(data []byte) (float64, error) {
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return 0, err
	}
	return luminance(picture), nil
}

func luminance(picture image.Image) float64 {
	linear := func(c uint32) float64 {
		s := float64(c) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	sum, n := 0.0, 0
	for y := picture.Bounds().Min.Y; y < picture.Bounds().Max.Y; y++ {
		for x := picture.Bounds().Min.X; x < picture.Bounds().Max.X; x++ {
			r, g, b, _ := picture.At(x, y).RGBA()
			sum += 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
			n++
		}
	}
	return sum / float64(n)
}

// isDark fails the test for a frame that is too bright.
func (b *tab) isDark(name string, frames []float64) {
	b.t.Helper()
	most := 0.0
	for _, f := range frames {
		most = max(most, f)
	}
	if len(frames) == 0 || most > mostLight {
		b.t.Errorf("%s: got %d frames, the brightest %.4f of white, want at most %.2f", name, len(frames), most, mostLight)
	}
	b.t.Logf("%s: %d frames, the brightest %.4f of white", name, len(frames), most)
}

const black = `data:text/html,<html style="background:black">`

// No frame of Now is bright at night: not the very first on a phone that never was
// here, not the one that comes from the phone itself, nor any while a cramp runs.
// The server's clock says that it is day, and is not asked.
func TestNoFrameOfNowIsBright(t *testing.T) {
	h := newHouse(t, "2026-11-23T12:00:00+01:00", 0)
	b := h.openWith(atNight())
	from := func(address string) func() {
		return func() { b.do(chromedp.Navigate(address)); time.Sleep(700 * time.Millisecond) }
	}
	b.do(chromedp.Navigate(black))
	b.isDark("the first visit", b.films(from(h.base+"/")))
	b.comes()
	b.do(chromedp.Navigate(black))
	b.isDark("from the phone", b.films(from(h.base+"/")))
	h.stop()
	b.do(chromedp.Navigate(black))
	b.isDark("from the phone, without a network", b.films(from(h.base+"/")))
	b.isDark("a cramp runs", b.films(func() { b.touches(".target.cramp"); time.Sleep(time.Second) }))
	b.isDark("it is not easing", b.films(func() { b.touches(".not-easing"); time.Sleep(time.Second) }))
	b.isDark("signs are ticked", b.films(func() { b.touches(".tick"); b.touches(`[data-sign="ticked"]`); time.Sleep(time.Second) }))
	b.isDark("while it runs, from the phone", b.films(func() { b.do(chromedp.Navigate(black)); from(h.base + "/")() }))
	b.isDark("it has eased", b.films(func() { b.touches(".target.eased"); time.Sleep(time.Second) }))
	b.isDark("a page that is not reached", b.films(func() { b.do(chromedp.Navigate(black)); from(h.base + "/morning")() }))
}

// afterBlack leaves out the frames of the black page that was there before: the
// browser films it once, or more often when it is busy. Now by night is dark, never
// black, so that none of its frames is left out.
func afterBlack(frames []float64) []float64 {
	for i, light := range frames {
		if light > 0 {
			return frames[i:]
		}
	}
	return nil
}

// By day, and by choice, Now is worn as wanted, from its first frame.
func TestNowIsWornAsChosen(t *testing.T) {
	h := newHouse(t, "2026-11-23T02:47:00+01:00", 0)
	b := h.phone(atNight())
	for _, tc := range []struct {
		choice string
		dark   bool
	}{{"day", false}, {"night", true}, {"auto", true}} {
		b.sees("/settings")
		b.do(tap(`#look input[value="` + tc.choice + `"] + span`))
		b.taps(`#look button`)
		b.awaits(fmt.Sprintf(`caches.open("charley-choice").then(c => c.match("/choice")).then(r => r && r.json()).then(c => c && c.look === %q)`, tc.choice))
		b.do(chromedp.Navigate(black))
		frames := b.films(func() { b.do(chromedp.Navigate(h.base + "/")); time.Sleep(700 * time.Millisecond) })
		worn := afterBlack(frames)
		if len(worn) == 0 {
			t.Errorf("%s: got no frame of the page", tc.choice)
		}
		for i, light := range worn {
			if dark := light < mostLight; dark != tc.dark {
				t.Errorf("%s: frame %d is %.3f of white", tc.choice, i+1, light)
			}
		}
		if got := evaluate[string](b, `document.querySelector("meta[name=color-scheme]").content`); (got == "dark") != tc.dark {
			t.Errorf("%s: got the scheme %s", tc.choice, got)
		}
	}
}

// At night the page dims after ten seconds without a touch, and the touch that
// wakes it counts.
func TestThePageDims(t *testing.T) {
	h := newHouse(t, "2026-11-23T02:47:00+01:00", 0)
	b := h.phone(atNight())
	b.sees("/")
	dimmed := `document.documentElement.classList.contains("dim") && Number(getComputedStyle(document.querySelector("main")).opacity) < .7`
	if evaluate[bool](b, dimmed) {
		t.Error("got it dim at once")
	}
	before := b.films(func() {})
	b.awaits(dimmed)
	after := b.films(func() {})
	t.Logf("from %v to %v of white", before, after)
	if least := evaluate[float64](b, `Number(getComputedStyle(document.querySelector("main")).opacity)`); least < .5 {
		t.Errorf("got an opacity of %g, which nobody can read", least)
	}
	b.do(tap(".target.cramp"))
	b.shows(".timer", "0:")
	if evaluate[bool](b, dimmed) {
		t.Error("got it dim after a touch")
	}
	b.do(call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}}}))
	b.awaits(`document.documentElement.classList.contains("dim")`)
	if got := evaluate[string](b, `getComputedStyle(document.querySelector("main")).opacity`); got != "1" {
		t.Errorf("got an opacity of %s with the person's own colours, want 1", got)
	}
}
