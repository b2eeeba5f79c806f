package preview

import (
	"slices"
	"strings"
)

// A State is one way a page can look.
type State struct {
	Page string // the route it belongs to, as package web writes it: "/nights/{night}"
	Name string // what is special about it: "a year"

	steps []step
}

// A step is something that happens in a house before its page is looked at.
type step func(*house)

// on is a state of a page. The steps happen in their order; the last request
// among them is what is looked at, or else the page's own address.
func on(page, name string, steps ...step) State { return State{page, name, steps} }

// problemPage stands for pages that no route leads to.
const problemPage = "(problem)"

// States are all states of all pages, page by page. A page that is not in it
// fails a test; a new state is a row here.
func States() []State { return StatesWith("") }

// StatesWith are those whose page and name, with a space between, hold a text.
func StatesWith(text string) []State {
	all := slices.Concat(nowStates(), checkinStates(), nightStates(), entryStates(), answerStates(), patternStates(), testStates(), shareStates(), personStates(), settingStates(), readingStates(), reachStates(), doorStates(), peopleStates(), problemStates())
	return slices.DeleteFunc(all, func(s State) bool { return !strings.Contains(s.Page+" "+s.Name, text) })
}
