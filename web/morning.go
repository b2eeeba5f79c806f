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
	Episodes []episodeLine
	Add      episodeForm
	AddOpen  bool // the form for one more episode is unfolded
	Said     bool // "nothing (more) happened" was said
	Saved    bool
	ID, Rev  string
	EntryID  charley.EntryID

	Soreness, Sleep, Bother choice
	SleepMore, InBed, Up    input
	Note                    input
	Wrong                   string // what is wrong with the whole page
	Others                  []nightLink
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
	v.Set("note", m.Note)
	v.Set("in_bed", clockText(m.InBed))
	v.Set("out_of_bed", clockText(m.OutOfBed))
	if m.Bother != nil {
		v.Set("bother", number(*m.Bother))
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
		ID: f.get("id"), Rev: f.get("rev"), Add: newEpisodeForm(f), Wrong: f.wrong[""],
		Soreness:  f.ask("soreness", "morning.soreness", "sore.", soreWords[:]),
		Sleep:     f.ask("sleep", "morning.sleep", "sleep.", sleepWords[:]),
		SleepMore: f.input("number", "sleep_more", "morning.sleep_more").short().within("0", "1440", "any"),
		Bother:    f.askScale("bother", "morning.bother", zeroToTen[:]).hint(w.T("morning.bother.hint")),
		InBed:     f.input("time", "in_bed", "morning.in_bed").short(),
		Up:        f.input("time", "out_of_bed", "morning.out_of_bed").short(),
		Note:      f.input("text", "note", "label.note").lines(2),
	}
	p.AddOpen = status != http.StatusOK && (f.get("e.time") != "" || f.get("do") == "add")
	if r.Morning != nil {
		p.EntryID = r.Morning.ID
	}
	for _, e := range r.Episodes {
		p.Episodes = append(p.Episodes, v.site.episodeLine(e))
	}
	if days := v.lastNight().Sub(r.Night); days > 0 {
		p.Late = w.N("morning.late", days)
	}
	others, err := v.week(v.lastNight(), r.Night, func(r diary.NightRecord) bool { return r.Morning != nil })
	if err != nil {
		return err
	}
	p.Others = others
	title := w.T("morning.title")
	if p.Late != "" {
		title = w.T("morning.title.late")
	}
	return v.showStatus(status, "morning", frame{Title: title, Nav: "morning", Page: p})
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
