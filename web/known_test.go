package web

import (
	"net/http"
	"strings"
	"testing"

	"charley/knowledge"
	"charley/words"
)

func TestWhatIsKnown(t *testing.T) {
	p := newPerson(t, morningOf)
	g := p.open("/known")
	g.says("main .hint", "No clinician has reviewed these texts yet.")
	g.says("main", "It decides nothing and examines nobody, it watches over nobody, and it is not for emergencies.")
	topics := base(t).Topics().All()
	g.count(".topic", len(topics))
	for _, topic := range topics {
		g.says("#"+topic.ID+" h2", topic.Title)
		g.count(`h2 a[href="/known/`+topic.ID+`"]`, 1)
		one := p.open("/known/" + topic.ID)
		one.says("h1", topic.Title)
		one.count(".claims li", len(topic.Claims))
		one.count("tbody tr", len(topic.Rows))
	}
	claim := topics[0].Claims[0]
	w := english(t)
	first := p.open("/known/" + topics[0].ID)
	first.says(".claims", claim.Says)
	for _, footing := range []string{words.Capital(w.T("grade." + claim.Grade)), w.T("mark." + claim.Mark), "checked 24 November 2026", claim.Sources[0]} {
		first.says(".claims .hint", footing)
	}
	g.count("main form", 0) // to read, without answering anything
	rows := 0
	for _, topic := range topics {
		rows += len(topic.Rows)
	}
	g.count("tbody tr", rows)
	g.says("main", "Knowledge version "+base(t).Version())
}

// Every condition, red flag and source has a page, and every link of a page
// about one of them leads somewhere.
func TestEveryRecordHasAPage(t *testing.T) {
	p := newPerson(t, morningOf)
	seen := map[string]bool{}
	look := func(id, title string) {
		g := p.open("/known/" + id)
		g.says("h1", title)
		g.says("main", "No clinician has reviewed this yet.")
		for _, a := range g.all(".claims a") {
			if to := a.attr("href"); !seen[to] {
				seen[to] = true
				p.open(to)
			}
		}
	}
	for _, c := range base(t).Conditions().All() {
		look(c.ID, c.Name)
	}
	for _, f := range base(t).Flags().All() {
		look(f.ID, f.Name)
		p.open("/known/"+f.ID).says("main", f.When.String())
	}
	for _, s := range base(t).Sources().All() {
		look(s.ID, s.Title)
	}
}

func TestARecordSaysWhatItRestsOn(t *testing.T) {
	p := newPerson(t, morningOf)
	g := p.open("/known/rls")
	for _, heading := range []string{"How it feels", "What sets it apart", "Questions for a doctor", "What this rests on"} {
		g.says("h2", heading)
	}
	g.says(".claims .hint", "read in the source; checked")
	source := p.open("/known/hening09")
	for _, name := range []string{"Year", "How it was read"} {
		source.says("dt", name)
	}
}

func TestWhatIsNotKnownIsNotFound(t *testing.T) {
	p := newPerson(t, morningOf)
	for _, id := range []string{"sneezing", "RF99", "..", "%3Cb%3E"} {
		if got := p.do(getRequest("/known/" + id)); got.status != http.StatusNotFound && got.status != http.StatusMovedPermanently && got.status != http.StatusTemporaryRedirect {
			t.Errorf("got %d for %s, want 404", got.status, id)
		}
	}
}

// Who has reviewed a record stands on its page, and that it was changed since; of the others, that nobody has.
func TestARecordSaysWhoHasReviewedIt(t *testing.T) {
	p := newPerson(t, morningOf)
	b := base(t)
	review := knowledge.Review{By: "Dr Made Up", Role: "made-up neurologist", Date: "2026-11-20", Verdict: knowledge.Agree, Edition: b.Version(),
		Records: map[string]string{"flags/RF20": b.Find("RF20")[0].Hash(), "conditions/rls": strings.Repeat("0", 64)}}
	p.handler = Handler(Config{App: p.app, Knowledge: b.WithReviews(review), Version: "test"})
	g := p.open("/known/RF20")
	g.says("main", "Dr Made Up (made-up neurologist) agreed with it on 2026-11-20.")
	g.lacks("main", "No clinician")
	p.open("/known/rls").says("main", "It was changed since. Nobody has reviewed it as it stands now.")
	p.open("/known/RF21").says("main", "No clinician has reviewed this yet.")
	p.open("/known").says("main .hint", "Reviewers agreed with 1 of ")
}
