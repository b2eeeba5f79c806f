package web

import (
	"net/http"
	"sync"

	"charley"
	"charley/app"
	"charley/words"
)

// languageCookie keeps the language that somebody chose on this device.
const languageCookie = "language"

// A tongues answers each request in its language: the one chosen on this device,
// or else the one the browser asks for, or else the first. Each language has
// pages and knowledge of its own, made when somebody first asks for it.
type tongues struct {
	choice words.Choice
	speak  []func() http.Handler
}

// newTongues makes the pages of each language with a function.
func newTongues(all []words.Language, pages func(words.Language) http.Handler) *tongues {
	t := &tongues{choice: words.NewChoice(all)}
	for _, l := range all {
		t.speak = append(t.speak, sync.OnceValue(func() http.Handler { return pages(l) }))
	}
	t.speak[0]() // what is broken breaks at the start
	return t
}

func (t *tongues) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	chosen := ""
	// Which of its two names counts is not known before it is known how the request came. It opens nothing, so either does.
	for _, name := range [...]string{hostPrefix + languageCookie, languageCookie} {
		if c, err := r.Cookie(name); err == nil && chosen == "" {
			chosen = c.Value
		}
	}
	t.speak[t.choice.Pick(chosen, r.Header.Get("Accept-Language"))]().ServeHTTP(w, r)
}

// in is the same site in another language. What changes after the start is
// shared by all: it stands behind pointers.
func (s *site) in(l words.Language) *site {
	other := *s
	other.words, other.hasPage = l.Catalogue, map[string]bool{}
	if len(l.Known) > 0 {
		other.knowledge = s.knowledge.In(l.Known)
		other.app = s.app.With(app.NewCounsel(other.knowledge))
	}
	other.pages = loadPages(l.Catalogue, s.assets)
	other.phone = other.phonePage()
	var err error
	if other.shell, err = other.makeShell(); err != nil {
		panic(err)
	}
	return &other
}

// languageQuestion asks for the language of this device; nil where there is only one.
func (v *visit) languageQuestion() *choice {
	if len(v.site.languages) < 2 {
		return nil
	}
	c := choice{Name: "language", Legend: v.site.words.T("settings.language")}
	for _, l := range v.site.languages {
		tag := l.Lang.String()
		c.Options = append(c.Options, option{Value: tag, Label: l.T("language.name"), On: tag == v.site.words.Lang.String()})
	}
	return &c
}

// saveLanguage keeps the language on this device for a year.
func saveLanguage(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	var tags []string
	for _, l := range v.site.languages {
		tags = append(tags, l.Lang.String())
	}
	chosen := f.one("language", tags)
	if chosen == "" {
		return charley.ErrInvalid
	}
	setCookie(v.w, v.r, languageCookie, chosen, cookieLife)
	return v.see(did("/settings", didLook, ""))
}
