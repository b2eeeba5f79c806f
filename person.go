package charley

// A Person is whose diary it is, and how they want it kept.
type Person struct {
	ID       PersonID
	Seq      int64    // number of the last change to the diary; grows by one a revision
	Chain    string   // hash over every revision so far, hex; see Revision.Link
	Settings Settings // what the person chose
}

// Settings are the person's choices about their diary.
type Settings struct {
	Zone      string    `json:"zone"`          // home zone, IANA; used where an entry names none
	NightSpan Span      `json:"night_start"`   // minute of the day at which a night begins
	Asked     []string  `json:"asked"`         // exposures asked each evening, in order; nil = the default set
	Own       []Own     `json:"own,omitempty"` // exposures of their own that can be asked
	Bad       BadLimits `json:"bad"`           // what makes a night bad
	Reminders Reminders `json:"reminders,omitzero"`
}

// An Own is an exposure that a person thought of themselves: a yes or no a day.
type Own struct {
	ID   string `json:"id"`   // as stored in evenings; begins with OwnPrefix
	Name string `json:"name"` // as they wrote it
}

// OwnPrefix begins the ids of a person's own exposures, so that none of them can
// ever be taken for one that is known.
const OwnPrefix = "own_"

// BadLimits define a bad night: any cramp, or restless bother of at least
// Bother, or at least SleepLost minutes of sleep lost. The definition travels
// with every figure. Source: contracts.md, "Words with one meaning".
type BadLimits struct {
	Bother    int     `json:"bother"`     // 0 to 10
	SleepLost Minutes `json:"sleep_lost"` // minutes
}

// DefaultSettings are those of a new diary in a home zone.
func DefaultSettings(zone string) Settings {
	return Settings{Zone: zone, NightSpan: Noon, Bad: BadLimits{Bother: 4, SleepLost: 15}}
}

// Minutes is a length of time in minutes; fractions are allowed.
type Minutes float64

// A Caller is who asks. Every use case takes one, checks it, and writes it into
// the audit line, also while there is only one person.
type Caller struct {
	Person PersonID // whose diary they act on
	Name   string   // the account they signed in with; "owner" where it was never named
	Via    string   // "web", "api", "cli", "import"
	Device string   // name of the device that wrote, where known

	Scope    Scope  // how much they may do; "" is nothing
	DeviceID string // the device they came in by; "" for somebody at this machine

	By    PersonID // who asks, in the diary of somebody else; "" in their own
	Grant string   // what lets them in there: see app.Enter; "" in their own
	Admin bool     // they look after who can sign in on this server
}
