package charley

// A Morning is the check-in after a night. NothingMore is the explicit zero:
// with it the list of episodes is complete, without it the night is not known.
type Morning struct {
	Entry
	NothingMore Tri      // nothing (more) happened than is logged or counted
	Cramps      *float64 // how many cramps the night held, counted and not timed: those that are logged are among them
	CrampWorst  *float64 // how bad the worst of the night's cramps was, 0 to 10
	Soreness    string   // no, a_little, yes
	SleepLost   *Minutes // minutes of sleep lost to the legs, 0 to 1440
	Bother      *float64 // restless bother, 0 to 10
	InBed       Moment   // went to bed
	OutOfBed    Moment   // got up
	Followed    Tri      // kept to what a trial had drawn for the night
	Note        string
}

// Morning reads an entry of KindMorning.
func (e Entry) Morning() Morning {
	f := e.Fields
	return Morning{
		Entry: e, NothingMore: f.Flag("nothing_more"), Cramps: f.Number("cramps"), CrampWorst: f.Number("cramp_worst"), Soreness: f.Text("soreness"), SleepLost: f.minutes("sleep_lost"),
		Bother: f.Number("restless_bother"), InBed: f.Moment("in_bed"), OutOfBed: f.Moment("out_of_bed"),
		Followed: f.Flag("followed"), Note: f.Text("note"),
	}
}

// A SitTest is an evening of sitting still, with the discomfort of the legs
// rated every five minutes.
type SitTest struct {
	Entry
	Start   Moment
	Ratings []*float64 // 0 to 10, from the start on; nil where one was skipped
	Urge    Tri        // there was an urge to move
	Cramp   Tri        // there was a cramp
	Stopped *Minutes   // minutes after which the person stopped early
	Done    bool
	Note    string
}

// SitTest reads an entry of KindSitTest.
func (e Entry) SitTest() SitTest {
	f := e.Fields
	t := SitTest{Entry: e, Start: f.Moment("start"), Urge: f.Flag("urge"), Cramp: f.Flag("cramp"), Stopped: f.minutes("stopped"),
		Done: f.Flag("done") == Yes, Note: f.Text("note")}
	f.read("ratings", &t.Ratings)
	return t
}

// An Answer is what a person said about one exposure of one day.
// The zero Answer is not asked, or asked and left open: unknown, never no.
type Answer struct {
	Said   Tri      // Unknown: not asked
	Amount *float64 // in the exposure's unit, if an amount was given; 0 is a no
}

// Value is an answer as a number: the amount, or 1 and 0 for a yes and a no. Of what is
// asked as an amount a bare yes says nothing, and neither does a bare no where none at all
// would be absurd; ok is false then, and where nothing was said. That is never a no.
func (a Answer) Value(amount, noneMeansNo bool) (value float64, ok bool) {
	switch {
	case a.Said == Unknown:
	case amount && a.Amount != nil:
		return *a.Amount, true
	case amount && (a.Said == Yes || !noneMeansNo):
	case a.Said == Yes:
		return 1, true
	default:
		return 0, true
	}
	return 0, false
}

// An Evening records the day's exposures before the night is known.
type Evening struct {
	Entry
	Exposures map[string]Answer // by exposure id; what is absent was not asked
	Note      string
}

// Evening reads an entry of KindEvening.
func (e Entry) Evening() Evening {
	ev := Evening{Entry: e, Exposures: map[string]Answer{}, Note: e.Fields.Text("note")}
	under := e.Fields.Under(ExposurePrefix)
	for id := range under {
		ev.Exposures[id] = under.answer(id)
	}
	return ev
}

func (f Fields) answer(key string) Answer {
	if n := f.Number(key); n != nil {
		return Answer{Said: TriOf(*n > 0), Amount: n}
	}
	return Answer{Said: f.Flag(key)}
}
