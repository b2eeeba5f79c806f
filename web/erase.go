package web

import (
	"errors"
	"net/http"
	"strings"

	"charley"
)

// An erasePage says what erasing takes and what it cannot, and asks.
type erasePage struct {
	Word    input
	Wrong   string
	First   string // the page on which they must show first that it is them; "" if they did
	Export  exportPart
	Backups string   // the folder of those that go; "" where there are none
	Stays   []string // files that are known to stay
	Cannot  string   // why it cannot be done now; "" if it can
}

func showErase(v *visit) error { return v.showErase(http.StatusOK, v.site.newForm(nil)) }

func (v *visit) showErase(status int, f *form) error {
	w := v.site.words
	p := erasePage{Word: f.input("text", "word", "erase.type").hint(w.T("erase.type.hint", w.T("erase.word"))), Wrong: f.wrong[""]}
	var err error
	if p.Export, err = v.exportPart("/settings?at=export#export"); err != nil {
		return err
	}
	if !v.site.app.State().Writable {
		p.Cannot = w.T("erase.readonly")
	} else if p.Export.First {
		p.First = onTo("/confirm", erasePath)
	}
	p.lookAround(v)
	return v.showStatus(status, "erase", frame{Title: w.T("erase.title"), Nav: "settings", Page: p})
}

// lookAround finds out which backups go and which files stay. What cannot be
// looked at is left out: the text says for all that copies elsewhere stay.
func (p *erasePage) lookAround(v *visit) {
	k := v.site.keeper
	if k == nil {
		return
	}
	if stays, err := k.Stays(v.r.Context()); err == nil {
		p.Stays = stays
	}
	if all, err := k.List(v.r.Context()); err == nil && len(all) > 0 {
		p.Backups = k.Folder()
	}
}

const erasePath = "/settings/erase"

// An erasedPage is what is left to say.
type erasedPage struct {
	Unfinished bool
	Stays      []string
	Again      bool // a new account must be set up at the machine before anybody gets in
}

// erase does it. The answer is a page and no redirect: whoever had to sign in
// cannot any more.
func erase(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	typed, word := strings.Join(strings.Fields(f.get("word")), " "), v.site.words.T("erase.word")
	if !strings.EqualFold(strings.Trim(typed, `"“”.`), word) {
		f.refuse("word", "erase.type.wrong", word)
		return v.showErase(http.StatusUnprocessableEntity, f)
	}
	var p erasePage
	p.lookAround(v)
	err = v.eraseAlone()
	switch {
	case errors.Is(err, charley.ErrConflict):
		f.refuse("", "erase.in_use")
		return v.showErase(http.StatusConflict, f)
	case errors.Is(err, charley.ErrDiskFull), errors.Is(err, charley.ErrReadOnly):
		f.refuse("", "erase.failed")
		return v.showErase(statusOf(err), f)
	case err != nil && !errors.Is(err, charley.ErrUnfinished):
		return err
	}
	v.forget()
	done := erasedPage{Unfinished: err != nil, Stays: p.Stays, Again: v.site.mustSignIn}
	return v.show("erased", frame{Title: v.site.words.T("erased.title"), Nav: "settings", Page: done})
}

// eraseAlone erases while no backup is made: that would hold on to the diary.
func (v *visit) eraseAlone() error {
	if k := v.site.keeper; k != nil {
		defer k.Hold()()
	}
	return v.site.app.Erase(v.r.Context(), v.caller)
}

// forget lets go of what this program and this browser still know: who is signed
// in, and what the browser keeps of the pages and has not sent.
func (v *visit) forget() {
	v.site.signIn.Store(v.site.mustSignIn)
	for _, name := range []string{sessionCookie, phoneCookie, knownCookie} {
		dropCookie(v.w, v.r, name)
	}
	v.w.Header().Set("Clear-Site-Data", `"cache", "storage"`)
}
