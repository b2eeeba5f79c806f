package web

import (
	"html/template"
	"maps"
	"net/url"
	"slices"
	"time"

	"charley"
	"charley/words"
)

// A phonePage is what the script of the first page draws with: the pages of a
// spell, the drawings of what helps, and every text it can say. It is the same
// for everybody, so that a phone can keep it and show it without a network; what
// is about the person comes apart, see nightPack.
type phonePage struct {
	Words     []phoneWord
	Drawings  []phoneDrawing
	Late      float64 // minutes after which a cramp is asked about
	Signs     []phoneSign
	Side      choice
	Places    choice
	Tried     choice
	Intensity choice
	Easers    []option
	Many      choice // the easers to tick, but for "nothing did"
}

type phoneWord struct{ Key, Text string }

type phoneDrawing struct {
	Name string
	SVG  template.HTML
}

// A phoneSign is a warning sign of a spell that does not ease. Yes is the word
// that is kept for a tick; "" where that is a plain yes.
type phoneSign struct{ Key, Text, Yes string }

// phoneWords are the texts that the script says; counted ones come in all their forms.
var (
	phoneWords = [...]string{
		"layout.title", "now.title", "now.running", "now.flag", "now.doubt", "now.signin", "now.away", "now.away.nothing", "running.title", "running.since",
		"kept.screen", "kept.phone", "kept.server", "toast.screen", "toast.phone", "toast.server", "toast.eased", "toast.rest", "toast.morning", "toast.removed", "toast.undo",
		"easing.lead.cramp", "easing.lead.restless", "easing.lead.other", "easing.after.cramp", "easing.after.restless", "easing.after.other",
		"what.cramp", "what.restless", "what.other", "alarm.call", "ways.not", "ways.part", "notice.bring", "refused.answers", "refused.says", "refused.copied",
	}
	phoneCounts = [...]string{"now.unsent", "now.screen", "refused.heading"}
)

func (s *site) phonePage() phonePage {
	w, f := s.words, s.newForm(url.Values{})
	weighing := s.knowledge.Weighing()
	p := phonePage{
		Late: weighing.NotEasing, Side: f.ask("e.side", "running.where", "side.", sides[:]),
		Places: f.askMany("e.places", "running.places", "place.", runningPlace[:]), Tried: f.askMany("e.tried", "running.tried", "easer.", offered(easers[:])),
		Intensity: f.askScale("e.intensity", "running.intensity", runningScale[:]),
		Many:      choice{Name: "by", Legend: w.T("eased.many"), Many: true},
	}
	for _, key := range phoneWords {
		p.Words = append(p.Words, phoneWord{key, w.T(key)})
	}
	for _, key := range phoneCounts {
		forms := w.Forms(key)
		for _, form := range slices.Sorted(maps.Keys(forms)) {
			p.Words = append(p.Words, phoneWord{key + "." + form, forms[form]})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.drawings)) {
		p.Drawings = append(p.Drawings, phoneDrawing{name, s.drawings[name]})
	}
	for _, name := range weighing.NotEasingAsk {
		sign := phoneSign{Key: name, Text: words.Capital(s.easingText(name))}
		if name == swellingKey {
			sign.Yes = oneLeg
		}
		p.Signs = append(p.Signs, sign)
	}
	for _, word := range offered(easers[:]) {
		o := option{Value: word, Label: w.T("easer." + word)}
		p.Easers = append(p.Easers, o)
		if word != nothingEased {
			p.Many.Options = append(p.Many.Options, o)
		}
	}
	return p
}

// A nightPack is what a phone needs to know of a person for one night: what to do
// about a spell as far as it is safe for them, whether a warning sign stands, and
// what runs. While one stands, there is nothing in it to do.
type nightPack struct {
	Person  charley.PersonID               `json:"person"`          // whose it is: the phone shows it to nobody else
	Whose   string                         `json:"whose,omitempty"` // the same in words, where several people could be meant
	Disc    *disc                          `json:"disc,omitempty"`  // and at a glance
	Flag    *packFlag                      `json:"flag,omitempty"`
	Call    *packDial                      `json:"call,omitempty"`
	None    map[string]any                 `json:"none"` // what "no" means to a warning sign that is no plain yes or no
	Ways    []packWay                      `json:"ways"`
	For     map[string]map[string]packWays `json:"for"` // by kind of spell and place; "" where none was said
	Running []charley.Entry                `json:"running"`
	First   bool                           `json:"first"`            // nothing was ever said here
	Signed  bool                           `json:"signed,omitempty"` // they signed in by an account, and can sign out
	Tonight []packNight                    `json:"tonight,omitempty"`
}

// A packNight is what a test has drawn for one night, for the time in which that
// night is the one to come or the present one. Nobody sees it before: the phone keeps
// it sealed, and shows no other than the present one.
type packNight struct {
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
	Says  string    `json:"says"`
	Which string    `json:"which"`
}

type packFlag struct {
	Headline string   `json:"headline"`
	Worse    []string `json:"worse,omitempty"` // when to call an ambulance after all
}

type packDial struct {
	Number string       `json:"number"`
	Link   template.URL `json:"link"`
}

type packWay struct {
	Name    string   `json:"name"`
	Part    string   `json:"part,omitempty"`
	Drawing string   `json:"drawing,omitempty"`
	Alt     string   `json:"alt,omitempty"`
	Steps   []string `json:"steps"`
	Gentle  bool     `json:"gentle,omitempty"`
	Because string   `json:"because,omitempty"`
	Check   string   `json:"check,omitempty"`
	Care    []string `json:"care,omitempty"`
}

// packWays are places in the list of all ways, the best first, and the words
// under which is kept what was tried of them.
type packWays struct {
	Ways  []int    `json:"ways"`
	Words []string `json:"words"`
}
