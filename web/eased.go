package web

import (
	"slices"

	"charley"
)

// An easedPage asks what eased a spell that is over: one tap, or none, or for
// several answers a tap on each.
type easedPage struct {
	ID     charley.EntryID
	Rev    int
	Easers []option // what was tried first
	Many   choice   // the same to tick, but for "nothing did"
	Skip   string   // address of the page that comes next
}

func easedPath(id charley.EntryID) string { return entryPath(id) + "/eased" }

// nothingEased is the answer that stands alone.
const nothingEased = "nothing"

// offered are the words for what eases of which one is offered for what people
// tell apart no better than we do: rubbing is kept as massage. A diary may hold
// either.
func offered(words []string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return w == "rub" })
}

// afterEasing is where somebody goes once it has eased: to say what did it, or,
// where that was said or a warning sign stands, to the first page.
func (v *visit) afterEasing(e charley.Episode) (string, error) {
	told, err := v.site.app.Tell(v.r.Context(), v.caller)
	if err != nil {
		return "", err
	}
	if told.Urgent() || len(e.EasedBy) > 0 {
		return did("/", didEase, e.ID), nil
	}
	return did(easedPath(e.ID), didSave, ""), nil
}

func showEased(v *visit) error {
	e, err := v.episode()
	if err != nil {
		return err
	}
	if e.Open {
		return v.see(runningPath(e.ID))
	}
	p := easedPage{ID: e.ID, Rev: e.Rev, Skip: did("/", didEase, e.ID), Many: choice{Name: "by", Legend: v.site.words.T("eased.many"), Many: true}}
	words := withStored(offered(easers[:]), e.EasedBy...)
	slices.SortStableFunc(words, func(a, b string) int { return place(e.Tried, a) - place(e.Tried, b) })
	for _, word := range words {
		o := option{Value: word, Label: v.site.words.T("easer." + word), On: slices.Contains(e.EasedBy, word)}
		p.Easers = append(p.Easers, o)
		if word != nothingEased {
			p.Many.Options = append(p.Many.Options, o)
		}
	}
	return v.show("eased", frame{Title: v.site.words.T("eased.title"), Nav: "now", Page: p})
}

// place orders what is in a list before what is not.
func place(list []string, word string) int {
	if slices.Contains(list, word) {
		return 0
	}
	return 1
}

// saveEased keeps what eased it. One tap adds to what was said before, and keeps
// what was ticked with it; Done keeps what is ticked, and nothing else. That
// nothing did stands alone.
func saveEased(v *visit) error {
	e, f, err := v.postedEpisode()
	if err != nil {
		return err
	}
	by, done := f.many("by", easers[:]), f.get("do") == "done"
	if !sameWords(by, f.values["by"]) || len(by) == 0 && !done {
		return charley.ErrInvalid
	}
	list := by
	if !done {
		list = withStored(e.EasedBy, by...)
	}
	if slices.Contains(by, nothingEased) {
		list = []string{nothingEased}
	} else {
		list = slices.DeleteFunc(list, func(w string) bool { return w == nothingEased })
	}
	body := map[string]any{"eased_by": orNone(list)}
	if _, err := v.save(sheet{ID: e.ID, Rev: max(f.rev("e.rev"), 1), Kind: charley.KindEpisode, Body: body}); err != nil {
		return err
	}
	return v.see(did("/", didEase, e.ID))
}

// sameWords says that every word that was sent is in a list; a button and a tick
// may send one twice.
func sameWords(list, sent []string) bool {
	return !slices.ContainsFunc(sent, func(w string) bool { return !slices.Contains(list, w) })
}
