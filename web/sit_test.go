package web

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"charley"
	"charley/diary"
)

const sitEvening = "2026-11-22T20:00:00+01:00"

// atMinute sets the clock so many minutes after the test began.
func (p *person) atMinute(m int) {
	p.t.Helper()
	p.setClock(fmt.Sprintf("2026-11-22T%02d:%02d:00+01:00", 20+m/60, m%60))
}

// sitsDown begins a test.
func (p *person) sitsDown() page {
	p.t.Helper()
	before := p.open(sitPath)
	before.says("main", "An hour of stillness is hard with restless legs.")
	before.says("main", "if a clot in the leg is possible")
	before.says(".limits", "82 of 100")
	return p.press(before, sitPath, "do=begin", nil)
}

func (p *person) sitTest() charley.SitTest {
	p.t.Helper()
	return p.one(charley.KindSitTest).SitTest()
}

func TestAnHourOfSittingStill(t *testing.T) {
	p := newPerson(t, sitEvening)
	g := p.sitsDown()
	for i := range 13 {
		p.atMinute(5 * i)
		g = p.open(sitPath)
		g.says("main", fmt.Sprintf("Rating %d of 13", i+1))
		g = p.press(g, sitPath, "do=rate", url.Values{"rating": {fmt.Sprint(i % 11)}, "urge": {"yes"}})
	}
	test := p.sitTest()
	if !test.Done || len(test.Ratings) != 13 || *test.Ratings[10] != 10 || test.Stopped != nil || test.Urge != charley.Yes || test.Cramp != charley.Unknown || test.Night.String() != "2026-11-22" {
		t.Errorf("got %+v", test)
	}
	g.says(".results", "Sunday 22 November: mean 4.3 of 10, highest 10")
	g.says(".results", "13 ratings, 0 skipped")
	g.count(".results tbody tr", 13)
	g.count(`button[value="begin"]`, 1)
	if a := p.told().Facts.Answers()["sit_test_discomfort"]; a.Low < 4.2 || a.Low > 4.4 {
		t.Errorf("got %+v in the verdict, want the mean", a)
	}
}

// Closing the page loses nothing, and what was not rated in time is skipped.
func TestComingBackToASitTest(t *testing.T) {
	p := newPerson(t, sitEvening)
	p.press(p.sitsDown(), sitPath, "do=rate", url.Values{"rating": {"2"}})
	waiting := p.open(sitPath)
	waiting.says(".verdict", "The next rating is at 20:05.")
	waiting.count(`input[name="rating"]`, 0)
	p.atMinute(17)
	back := p.open(sitPath)
	back.says("main", "Rating 4 of 13")
	p.press(back, sitPath, "do=rate", url.Values{"rating": {"6"}})
	r := p.sitTest().Ratings
	if len(r) != 4 || *r[0] != 2 || r[1] != nil || r[2] != nil || *r[3] != 6 {
		t.Errorf("got %d ratings, want 2, two skipped, 6", len(r))
	}
	p.atMinute(64)
	p.press(p.open(sitPath), sitPath, "do=rate", url.Values{"rating": {"7"}})
	test := p.sitTest()
	if !test.Done || len(test.Ratings) != 13 || *test.Ratings[12] != 7 {
		t.Errorf("got %d ratings, done %v", len(test.Ratings), test.Done)
	}
	p.open(sitPath).says(".results", "3 ratings, 10 skipped")
}

func TestTheHourPassesUnseen(t *testing.T) {
	p := newPerson(t, sitEvening)
	p.press(p.sitsDown(), sitPath, "do=rate", url.Values{"rating": {"2"}})
	p.atMinute(180)
	over := p.open(sitPath)
	over.says(".verdict", "The hour is over.")
	over.count(`input[name="rating"]`, 0)
	p.press(over, sitPath, "do=finish", nil).says(".results", "1 ratings, 12 skipped")
	if test := p.sitTest(); !test.Done || len(test.Ratings) != 13 || test.Stopped != nil {
		t.Errorf("got %+v", test)
	}
}

func TestStoppingASitTestEarly(t *testing.T) {
	p := newPerson(t, sitEvening)
	p.press(p.sitsDown(), sitPath, "do=rate", url.Values{"rating": {"8"}})
	p.atMinute(11)
	g := p.press(p.open(sitPath), sitPath, "do=stop", url.Values{"urge": {"yes"}})
	g.says(".results", "Stopped after 11 minutes.")
	test := p.sitTest()
	if !test.Done || test.Stopped == nil || *test.Stopped != 11 || test.Urge != charley.Yes {
		t.Errorf("got %+v", test)
	}
}

// A tap sent twice is one rating, and an hour that runs is not begun again.
func TestSitTapsThatComeTwice(t *testing.T) {
	p := newPerson(t, sitEvening)
	begin := p.open(sitPath).form(sitPath, "do=begin", nil)
	p.post(sitPath, begin)
	p.post(sitPath, begin)
	begin.Set("id", freshID())
	p.post(sitPath, begin)
	rate := p.open(sitPath).form(sitPath, "do=rate", url.Values{"rating": {"3"}})
	p.post(sitPath, rate)
	p.post(sitPath, rate)
	if r := p.sitTest().Ratings; len(r) != 1 || *r[0] != 3 {
		t.Errorf("got %d ratings, want 1", len(r))
	}
}

func TestSitFormsThatAreWrong(t *testing.T) {
	p := newPerson(t, sitEvening)
	g := p.sitsDown()
	id := g.first(`input[name="id"]`).attr("value")
	for _, tc := range []struct {
		form url.Values
		want int
	}{
		{url.Values{"do": {"rate"}, "number": {"1"}}, http.StatusUnprocessableEntity},
		{url.Values{"do": {"rate"}, "number": {"1"}, "rating": {"11"}}, http.StatusUnprocessableEntity},
		{url.Values{"do": {"rate"}, "number": {"1"}, "rating": {"bad"}}, http.StatusUnprocessableEntity},
		{url.Values{"do": {"rate"}, "number": {"1"}, "rating": {"5"}, "urge": {"perhaps"}}, http.StatusUnprocessableEntity},
		{url.Values{"do": {"dance"}}, http.StatusBadRequest},
		{url.Values{}, http.StatusBadRequest},
	} {
		tc.form.Set("id", id)
		got := p.post(sitPath, tc.form)
		if got.status != tc.want {
			t.Errorf("got %d for %v, want %d", got.status, tc.form, tc.want)
		}
		if tc.want == http.StatusUnprocessableEntity {
			got.says("main", "Rating 1 of 13")
		}
	}
	if got := p.post(sitPath, url.Values{"id": {freshID()}, "do": {"stop"}}); got.status != http.StatusNotFound {
		t.Errorf("got %d for a test that is not there, want 404", got.status)
	}
	if n := len(p.sitTest().Ratings); n != 0 {
		t.Errorf("got %d ratings, want none", n)
	}
}

// Nobody is asked to sit still while a clot may be behind it.
func TestNoSittingStillWithAWarningSign(t *testing.T) {
	p := newPerson(t, sitEvening).isWoman59()
	begin := p.open(sitPath).form(sitPath, "do=begin", nil)
	p.says(map[string]any{"swelling": "one_leg"})
	g := p.open(sitPath)
	g.says(".alarm", "Not now: a warning sign stands.")
	g.count("main form", 0)
	got := p.post(sitPath, begin)
	if got.status != http.StatusUnprocessableEntity {
		t.Errorf("got %d, want 422", got.status)
	}
	got.says(".alarm", "Not now")
	if n := len(p.entries(charley.KindSitTest)); n != 0 {
		t.Errorf("got %d tests begun, want none", n)
	}
}

// Above the table stands its picture: a point for every rating, none where one
// was skipped.
func TestTheLastTestIsDrawn(t *testing.T) {
	p := newPerson(t, "2026-11-22T20:00:00+01:00").isWoman59()
	p.put(t, 0.0, nil, 10.0)
	g := p.open(sitPath)
	g.count(".sit-plot circle", 2)
	if last := g.all(".sit-plot circle")[1]; last.attr("cx") != "20" || last.attr("cy") != "0" {
		t.Errorf("ten after ten minutes stands at %s, %s; want 20, 0", last.attr("cx"), last.attr("cy"))
	}
}

// put keeps a test that is over.
func (p *person) put(t *testing.T, ratings ...any) {
	t.Helper()
	d, err := diary.NewDraft(charley.KindSitTest, map[string]any{"night": "2026-11-21", "start": "2026-11-21T20:00:00+01:00", "ratings": ratings, "done": true})
	if err != nil {
		t.Fatal(err)
	}
	ctx, c := p.owner()
	if _, err := p.app.Put(ctx, c, charley.NewEntryID(), d); err != nil {
		t.Fatal(err)
	}
}
