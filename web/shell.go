package web

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"slices"
)

// A shell is what a phone keeps of the pages, so that it can show the first one
// without a network: that page as it is for nobody in particular, the word in
// place of pages that cannot be reached, the clock behind which everything can be
// hidden, and the worker that brings them. All is
// made once, from what came with the program.
type shell struct {
	page, away       []byte
	clock            []byte // what is seen while everything is hidden
	worker, manifest []byte
}

// kept are the files that the shell needs, by name.
var kept = [...]string{"charley.css", "now.js", "page.js", "clock.js", "moon.svg"}

func (s *site) makeShell() (shell, error) {
	var out shell
	var err error
	// Both are worn as at night: whatever goes wrong with the palette is dark.
	now := frame{Title: s.words.T("now.title"), Nav: "now", Script: "now", Night: true, Page: nowPage{Targets: s.targets(), Phone: s.phone}}
	if out.page, err = s.markup("now", now); err != nil {
		return out, err
	}
	away := frame{Title: s.words.T("unreached.heading"), Night: true}
	if out.away, err = s.markup("away", away); err != nil {
		return out, err
	}
	clock := s.clockFrame()
	clock.Night = true
	if out.clock, err = s.markup("clock", clock); err != nil {
		return out, err
	}
	if out.manifest, err = json.Marshal(s.manifest()); err != nil {
		return out, err
	}
	files := []string{}
	for _, name := range kept {
		files = append(files, s.assets.byName[name])
	}
	script := s.assets.content[s.assets.byName["sw.js"]].body
	sum := sha256.Sum256(slices.Concat(out.page, out.away, out.clock, script))
	edition, err := json.Marshal(map[string]any{"name": hex.EncodeToString(sum[:6]), "files": files})
	out.worker = slices.Concat([]byte("const edition="), edition, []byte(";\n"), script)
	return out, err
}

// A manifest is how a phone names the program on its first screen. It says
// nothing about health: who looks over a shoulder sees a moon and a name.
type manifest struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	ShortName  string `json:"short_name"`
	Lang       string `json:"lang"`
	StartURL   string `json:"start_url"`
	Scope      string `json:"scope"`
	Display    string `json:"display"`
	Background string `json:"background_color"`
	Theme      string `json:"theme_color"`
	Icons      []icon `json:"icons"`
}

type icon struct {
	Src     string `json:"src"`
	Sizes   string `json:"sizes"`
	Type    string `json:"type"`
	Purpose string `json:"purpose,omitempty"`
}

func (s *site) manifest() manifest {
	const png = "image/png"
	return manifest{
		ID: "/", Name: s.words.T("name"), ShortName: s.words.T("name"), Lang: s.words.Lang.String(), StartURL: "/", Scope: "/", Display: "standalone",
		Background: "#000000", Theme: "#000000", // it is opened at night
		Icons: []icon{
			{s.assets.byName["moon.svg"], "any", "image/svg+xml", ""},
			{s.assets.byName["icon-192.png"], "192x192", png, ""},
			{s.assets.byName["icon-512.png"], "512x512", png, ""},
			{s.assets.byName["icon-maskable-512.png"], "512x512", png, "maskable"},
		},
	}
}

// fixed gives out something of the shell. A browser may keep it, but asks each
// time whether it is still the same.
func fixed(kind string, body func() []byte) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sum := sha256.Sum256(body())
		tag := `"` + hex.EncodeToString(sum[:8]) + `"`
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		send(w, r, http.StatusOK, body())
	})
}
