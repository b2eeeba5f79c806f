package web

import (
	"embed"
	"html/template"
	"io/fs"
	"path"
	"slices"
	"strings"

	"charley"
	"charley/rule"
	"charley/treat"
)

//go:embed relief/*.svg
var drawingFiles embed.FS

// loadDrawings reads the drawings of reliefs, by name. They are our own, hold no
// text, and take their colours from the page around them, so that they can stand
// in it as they are: a picture loaded apart would come too late and be white.
func loadDrawings() map[string]template.HTML {
	names, err := fs.Glob(drawingFiles, "relief/*.svg")
	if err != nil {
		panic(err)
	}
	out := map[string]template.HTML{}
	for _, file := range names {
		svg, err := drawingFiles.ReadFile(file)
		if err != nil {
			panic(err)
		}
		out[strings.TrimSuffix(path.Base(file), ".svg")] = template.HTML(strings.TrimSpace(string(svg)))
	}
	return out
}

// A way is one thing to do while it hurts.
type way struct {
	Name    string
	For     string // the part of the leg that it is for, where none was said
	Drawing template.HTML
	Picture string // the name of the drawing
	Alt     string // what the drawing shows
	Steps   []string
	Gentle  bool   // the usual steps could harm this person
	Because string // why
	Check   string // for whom it is not, unless all of that is known to be no
	Care    []string
}

// ways are what to do about a spell in the places that were said, the best first,
// and the words under which is kept what was tried of it. Where no place was said
// they are all for the place of the best: who hurts elsewhere says so. Once one is
// to do nothing to the leg, those are left out that would say the same again.
func (s *site) ways(e charley.Episode, answers rule.Answers) (ways []way, words []string) {
	gentle, places := map[string]bool{}, []string(nil)
	for _, r := range s.app.Counsel.Advisor.Relieve(e.What, e.Places, answers) {
		rec, _ := s.knowledge.Reliefs().Get(r.ID)
		if r.Gentle && gentle[rec.Remedy] {
			continue
		}
		if len(ways) == 0 && len(e.Places) == 0 {
			places = rec.Places
		}
		if len(places) > 0 && len(rec.Places) > 0 && !slices.ContainsFunc(rec.Places, func(p string) bool { return slices.Contains(places, p) }) {
			continue
		}
		gentle[rec.Remedy] = r.Gentle
		ways = append(ways, s.way(r, rec.Places, len(e.Places) == 0))
		if remedy, ok := s.knowledge.Remedies().Get(rec.Remedy); ok && !r.Gentle {
			words = withStored(words, remedy.Easers...)
		}
	}
	return ways, offered(words)
}

func (s *site) way(r treat.Relief, places []string, anywhere bool) way {
	w := way{Name: r.Name, Steps: r.Steps, Gentle: r.Gentle, Check: r.Check, Care: r.Cautions}
	if w.Drawing = s.drawings[r.Drawing]; w.Drawing != "" {
		w.Alt, w.Picture = r.Alt, r.Drawing
	}
	switch {
	case r.Gentle:
		w.Name, w.Because = s.words.T("ways.gentle"), s.words.T("ways.because", s.words.ListAnd(r.Gates))
	case anywhere && len(places) > 0:
		w.For = s.words.T("ways.for", s.labels("place.", places[:1])[0])
	}
	return w
}
