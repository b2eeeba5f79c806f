package charley

// What an episode was.
const (
	Cramp    = "cramp"
	Restless = "restless"
	Other    = "other"
)

// An Episode is one cramp, restless spell or other event inside a night.
// Pointers and empty strings mean "not said".
type Episode struct {
	Entry
	What      string   // Cramp, Restless or Other
	Start     Moment   // when it began
	Minutes   *Minutes // how long it lasted, 0 to 1440
	Guess     bool     // the length is a guess; without Minutes: it was asked for, and is not known
	Open      bool     // still going on when written
	About     bool     // the time is a guess ("about when")
	Side      string   // left, right, both
	Places    []string // codebook locations: calf, foot, thigh_front …
	Intensity *float64 // 0 to 10
	Hard      Tri      // the muscle was hard to the touch
	Tried     []string // what was tried
	EasedBy   []string // what eased it
	NotEasing bool     // "it is not easing" was tapped
	Woke      Tri      // it woke the person from sleep
	Note      string
}

// Episode reads an entry of KindEpisode.
func (e Entry) Episode() Episode {
	f := e.Fields
	return Episode{
		Entry: e, What: f.Text("what"), Start: f.Moment("start"), Minutes: f.minutes("minutes"),
		Guess: f.Flag("minutes_about") == Yes, Open: f.Flag("open") == Yes, About: f.Flag("about") == Yes, Side: f.Text("side"), Places: f.List("places"),
		Intensity: f.Number("intensity"), Hard: f.Flag("hard"), Tried: f.List("tried"), EasedBy: f.List("eased_by"),
		NotEasing: f.Flag("not_easing") == Yes, Woke: f.Flag("woke"), Note: f.Text("note"),
	}
}

func (f Fields) minutes(key string) *Minutes { return (*Minutes)(f.Number(key)) }
