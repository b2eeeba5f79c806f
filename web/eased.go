package web

import (
	"slices"

	"charley"
)

// An easedPage asks what eased a spell that is over: one tap, or none.
type easedPage struct {
	ID     charley.EntryID
	Rev    int
	Easers []option // what was tried first
	Skip   string   // address of the page that comes next
}

func easedPath(id charley.EntryID) string { return entryPath(id) + "/eased" }

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
	p := easedPage{ID: e.ID, Rev: e.Rev, Skip: did("/", didEase, e.ID)}
	words := slices.Clone(easers[:])
	slices.SortStableFunc(words, func(a, b string) int { return place(e.Tried, a) - place(e.Tried, b) })
	for _, word := range words {
		p.Easers = append(p.Easers, option{Value: word, Label: v.site.words.T("easer." + word), On: slices.Contains(e.EasedBy, word)})
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

// saveEased keeps what eased it. A second tap adds to the first; that nothing
// did stands alone.
func saveEased(v *visit) error {
	e, f, err := v.postedEpisode()
	if err != nil {
		return err
	}
	by := f.one("by", easers[:])
	if !f.ok() || by == "" {
		return charley.ErrInvalid
	}
	const nothing = "nothing"
	list := slices.DeleteFunc(slices.Clone(e.EasedBy), func(w string) bool { return w == by || w == nothing || by == nothing })
	body := map[string]any{"eased_by": append(list, by)}
	if _, err := v.save(sheet{ID: e.ID, Rev: max(f.rev("e.rev"), 1), Kind: charley.KindEpisode, Body: body}); err != nil {
		return err
	}
	return v.see(did("/", didEase, e.ID))
}
