package web

import (
	"fmt"
	"math"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"charley"
)

func TestEverybodyHasADiscOfTheirOwn(t *testing.T) {
	seen := map[int]bool{}
	for place := 1; place <= discKinds; place++ {
		seen[discOf(place, "Ana").Kind] = true
	}
	if len(seen) != discKinds || discKinds < 6 {
		t.Errorf("got %d discs that differ among the first %d people", len(seen), discKinds)
	}
	for name, want := range map[string]string{"anna": "A", "Ömer": "Ö", " (x)": "X", "7 Dwarfs": "7", "武": "武", "…": ""} {
		if got := discOf(3, name); got.Letter != want || got.Kind != 2 {
			t.Errorf("%q: got %+v, want the letter %q", name, got, want)
		}
	}
}

// colours are those of the discs in one palette of the stylesheet, in their order.
func colours(t *testing.T, palette string) (out []string) {
	t.Helper()
	css, err := staticFiles.ReadFile("static/charley.css")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(css), palette+" {")
	block, _, _ := strings.Cut(rest, "}")
	for i := range discKinds {
		m := regexp.MustCompile(fmt.Sprintf(`--who-%d: #([0-9a-f]{6});`, i)).FindStringSubmatch(block)
		if m == nil {
			t.Fatalf("the palette %s has no colour for disc %d", palette, i)
		}
		out = append(out, m[1])
	}
	return out
}

// light is the relative luminance of a colour (WCAG 2.2), and its parts.
func light(colour string) (y float64, rgb [3]float64) {
	for i, share := range []float64{0.2126, 0.7152, 0.0722} {
		n, _ := strconv.ParseUint(colour[2*i:2*i+2], 16, 8)
		rgb[i] = float64(n) / 255
		linear := rgb[i] / 12.92
		if rgb[i] > 0.04045 {
			linear = math.Pow((rgb[i]+0.055)/1.055, 2.4)
		}
		y += share * linear
	}
	return y, rgb
}

// Letters on discs can be read, no two discs have one colour, and by night none is bright, or blue.
func TestDiscsCanBeToldApartByDayAndByNight(t *testing.T) {
	for palette, paper := range map[string]string{":root": "faf7f1", ".night": "000000"} {
		seen := map[string]int{}
		ground, _ := light(paper)
		for i, c := range colours(t, palette) {
			if other, twice := seen[c]; twice {
				t.Errorf("%s: discs %d and %d have one colour", palette, other, i)
			}
			seen[c] = i
			y, rgb := light(c)
			if contrast := (max(y, ground) + 0.05) / (min(y, ground) + 0.05); contrast < 4.5 {
				t.Errorf("%s: disc %d has a contrast of %.2f, want 4.5", palette, i, contrast)
			}
			if palette == ".night" && (y > 0.35 || rgb[0] <= rgb[1] || rgb[2] > 0.75*rgb[0]) {
				t.Errorf("by night disc %d has a luminance of %.2f and the parts %.2f", i, y, rgb)
			}
		}
	}
}

// The same disc stands for somebody wherever they are named, and stays when they are called otherwise.
func TestADiscStandsWhereverSomebodyIsNamed(t *testing.T) {
	p := anna(t)
	p.open("/").count(".page-now p .disc-0", 0) // there is nobody else
	ben := p.joins("Ben", charley.RolePerson)
	p.press(p.open("/settings/access"), "/settings/access", "", url.Values{"to": {"Ben"}, "role": {"household"}, "days": {"open"}}).says("#now-in .disc-1", "B")
	p.open("/").says(`[data-part="whose"] .disc-0`, "A")
	ben.open("/").says(`[data-part="whose"] .disc-1`, "B")
	ben.open("/people").says("main .disc-0", "A")
	ben.open(p.diary()+"/").says(".guest .disc-0", "A")
	p.open("/settings/people").says("#all .disc-1", "B")
	if pack := ben.open("/now/pack").raw; !strings.Contains(pack, `"disc":{"kind":1,"letter":"B"}`) {
		t.Error("the script of the first page is not told whose disc to draw")
	}
	ben.press(ben.open("/settings/sign-in"), "/settings/name", "", url.Values{"name": {"Cem"}})
	ben.open("/").says(`[data-part="whose"] .disc-1`, "C")
}
