package web

import (
	"net/http"
	"net/url"
	"strconv"

	"charley"
	"charley/diary"
)

// A morningPage is the check-in after a night, on one page.
type morningPage struct {
	Night    charley.Night
	Dates    string
	Late     string // said of a night that is filled in days later; "" if it is not
	Episodes []spellLine
	Add      episodeForm
	AddOpen  bool // the form for one more episode is unfolded
	Said     bool // "nothing (more) happened" was said
	Saved    bool
	ID, Rev  string
	EntryID  charley.EntryID

	Ask       []choice // what matters after the episodes of this night
	More      []choice // the same questions where they matter less: folded away
	AskSleep  bool     // the question about sleep, and its field, stand among Ask
	Sleep     choice
	SleepMore input
	Bed       []bedInput
	Note      input
	Counted   []input // cramps that were counted and not timed; none where nobody did
	Happened  bool    // something did, logged or counted
	MoreOpen  bool
	Wrong     string // what is wrong with the whole page
	Others    []nightLink
	Followed  *choice      // whether they kept to what a test had drawn; nil where nothing was
	Tonight   *tonightLine // what is drawn for the evening to come
}

// A spellLine is an episode of the night, with the question of how long it lasted
// where nobody said.
type spellLine struct {
	episodeLine
	Last []option // none where it is known, or known not to be known
}

// A bedInput asks for a time of the night.
type bedInput struct {
	Time  input
	Which *choice // only where the clock showed a time twice
}

// A nightLink leads to the same page for another night.
type nightLink struct {
	Night charley.Night
	Text  string
	State string // whether anything is written down for it
	Here  bool
}

// nightLinks are such links to one page.
type nightLinks struct {
	Page, Heading string
	Links         []nightLink
}

// The answers of the morning.
var (
	soreWords  = [...]string{"no", "a_little", "yes"}
	sleepWords = [...]string{"0", "20", "60", "more"} // minutes

	followedWords = [...]string{"yes", "no"}
)

func showMorning(v *visit) error {
	night, err := v.askedNight(v.r.URL.Query().Get("night"), v.lastNight())
	if err != nil {
		return err
	}
	record, err := v.record(night)
	if err != nil {
		return err
	}
	return v.showMorning(http.StatusOK, record, v.site.newForm(morningValues(record)))
}

// record is everything known of one night.
func (v *visit) record(night charley.Night) (diary.NightRecord, error) {
	records, err := v.site.app.Nights(v.r.Context(), v.caller, night, night)
	if err != nil {
		return diary.NightRecord{}, err
	}
	return records[0], nil
}

// morningValues are the fields of a morning as the page shows them.
func morningValues(r diary.NightRecord) url.Values {
	v := url.Values{"id": {freshID()}, "rev": {"0"}}
	m := r.Morning
	if m == nil {
		return v
	}
	v.Set("id", string(m.ID))
	v.Set("rev", strconv.Itoa(m.Rev))
	v.Set("soreness", m.Soreness)
	v.Set("followed", map[charley.Tri]string{charley.Yes: "yes", charley.No: "no"}[m.Followed])
	v.Set("note", m.Note)
	v.Set("in_bed", clockText(m.InBed))
	v.Set("out_of_bed", clockText(m.OutOfBed))
	v.Set("in_bed.which", whichOf(m.InBed))
	v.Set("out_of_bed.which", whichOf(m.OutOfBed))
	for name, n := range map[string]*float64{"bother": m.Bother, "cramps": m.Cramps, "cramp_worst": m.CrampWorst} {
		if n != nil {
			v.Set(name, number(*n))
		}
	}
	if m.SleepLost != nil {
		v.Set("sleep", number(float64(*m.SleepLost)))
		switch *m.SleepLost {
		case 0, 20, 60:
		default:
			v.Set("sleep", "more")
			v.Set("sleep_more", number(float64(*m.SleepLost)))
		}
	}
	return v
}

func (v *visit) showMorning(status int, r diary.NightRecord, f *form) error {
	w := v.site.words
	p := morningPage{
		Night: r.Night, Dates: w.NightDates(r.Night), Said: r.Complete, Saved: r.Morning != nil,
		ID: f.get("id"), Rev: f.get("rev"), Add: v.newEpisodeForm(f, r.Night), Wrong: f.wrong[""],
		Sleep:     f.ask("sleep", "morning.sleep", "sleep.", sleepWords[:]),
		SleepMore: f.input("number", "sleep_more", "morning.sleep_more").short().within("0", "1440", "any"),
		Bed:       v.bedInputs(f, r),
		Note:      f.input("text", "note", "label.note").lines(2),
	}
	adding := f.get("e.time") != "" || f.get("e.slot") != "" || f.get("do") == "add"
	p.AddOpen = status != http.StatusOK && adding
	p.MoreOpen = status != http.StatusOK && !adding
	p.Happened = r.Happened()
	if m := r.Morning; m != nil {
		p.EntryID = m.ID
		if m.Cramps != nil || m.CrampWorst != nil {
			p.Counted = []input{f.input("number", "cramps", "field.cramps").short().within("0", number(diary.MaxCramps), "1"),
				f.input("number", "cramp_worst", "field.cramp_worst").short().within("0", "10", "1")}
		}
	}
	for _, e := range r.Episodes {
		p.Episodes = append(p.Episodes, v.site.spellLine(e, r.Complete))
	}
	v.addQuestions(&p, f, r)
	if err := v.addTest(&p, f, r); err != nil {
		return err
	}
	days := v.lastNight().Sub(r.Night)
	switch {
	case p.Saved:
	case days >= daysBack:
		p.Late = w.N("checkin.old", days)
	case days > 0:
		p.Late = w.N("morning.late", days)
	}
	others, err := v.week(v.lastNight(), r.Night, func(r diary.NightRecord) bool { return r.Morning != nil })
	if err != nil {
		return err
	}
	p.Others = others
	title := w.T("morning.title")
	if days > 0 {
		title = w.T("morning.title.late")
	}
	return v.showStatus(status, "morning", frame{Title: title, Nav: "morning", Page: p})
}

// addQuestions asks in the open what the episodes of the night call for: after a
// cramp whether it is still sore, after a restless spell how much it bothered,
// after either how much sleep it cost. The rest can be unfolded.
func (v *visit) addQuestions(p *morningPage, f *form, r diary.NightRecord) {
	for _, q := range []struct {
		asked choice
		open  bool
	}{
		{f.ask("soreness", "morning.soreness", "sore.", soreWords[:]), r.Count(charley.Cramp) > 0},
		{f.askScale("bother", "morning.bother", zeroToTen[:]).hint(v.site.words.T("morning.bother.hint")), r.Count(charley.Restless) > 0},
	} {
		if q.open {
			p.Ask = append(p.Ask, q.asked)
		} else {
			p.More = append(p.More, q.asked)
		}
	}
	p.AskSleep = r.Happened()
}

// addTest asks whether the person kept to what a test had drawn for this night, and
// says what is drawn for the evening to come. While the test is paused it asks nothing of it.
func (v *visit) addTest(p *morningPage, f *form, r diary.NightRecord) error {
	tests, err := v.testNights()
	if err != nil {
		return err
	}
	running, err := v.site.app.RunningTrial(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	t, ok := tests.at(r.Night, v.tonight())
	if ok && running != nil && running.Paused != "" && t.ID == running.ID {
		ok = false
	}
	if ok || r.Morning != nil && r.Morning.Followed != charley.Unknown {
		c := f.ask("followed", "morning.followed", "followed.", followedWords[:])
		if ok {
			c = c.hint(v.site.words.T("morning.followed.hint", t.Name, v.site.drawnWords(t)))
		}
		p.Followed = &c
	}
	if r.Night == v.lastNight() {
		p.Tonight, err = v.tonightIn(v.nextEvening())
	}
	return err
}

// bedInputs ask when the person went to bed and got up.
func (v *visit) bedInputs(f *form, r diary.NightRecord) []bedInput {
	out := []bedInput{{Time: f.input("time", "in_bed", "morning.in_bed").short()}, {Time: f.input("time", "out_of_bed", "morning.out_of_bed").short()}}
	if again, ok := repeatIn(r.Night, v.settings.NightSpan, v.zoneOf(r.Zone)); ok {
		out[0].Which = f.whichChoice("in_bed", "morning.in_bed.which", again)
		out[1].Which = f.whichChoice("out_of_bed", "morning.out_of_bed.which", again)
	}
	return out
}

// week are the seven nights up to last, newest first, as links to fill one in
// that was missed.
func (v *visit) week(last, here charley.Night, done func(diary.NightRecord) bool) ([]nightLink, error) {
	records, err := v.site.app.Nights(v.r.Context(), v.caller, last.Add(-daysBack+1), last)
	if err != nil {
		return nil, err
	}
	var out []nightLink
	for i := range records {
		r := records[len(records)-1-i]
		state := v.site.words.T("other.empty")
		if done(r) {
			state = v.site.words.T("other.done")
		}
		out = append(out, nightLink{Night: r.Night, Text: v.site.words.ShortDay(r.Night), State: state, Here: r.Night == here})
	}
	return out, nil
}
