package browser

import (
	"context"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"

	"charley/app"
	"charley/knowledge"
	"charley/preview"
	"charley/store"
	"charley/web"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/storage"
)

// A stage shows the states of the preview in a browser, one after the other: each
// at the address where it came about, with what is around it.
type stage struct {
	*tab
	mu      sync.Mutex
	address string
	answer  preview.Answer
	around  http.Handler
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan error, 1)
	go func() { done <- web.Serve(ctx, ln, s) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	s.tab = openTab(t, "http://"+ln.Addr().String())
	s.do(call(emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}))
	return s
}

// ServeHTTP answers with the state where it is asked for, and with the pages
// around it elsewhere. There is no service worker: no page would come from it, and
// each state would install one.
func (s *stage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.URL.Path == "/sw.js" {
		http.NotFound(w, r)
		return
	}
	if r.URL.RequestURI() != s.address {
		s.around.ServeHTTP(w, r)
		return
	}
	for key, values := range s.answer.Header {
		w.Header()[key] = values
	}
	w.WriteHeader(s.answer.Status)
	_, _ = w.Write(s.answer.Body)
}

// shows opens a state in a palette, in a browser that remembers nothing.
func (s *stage) shows(scene preview.Scene, palette string) {
	s.t.Helper()
	s.opens(scene, s.looks(scene, palette), palette)
}

// looks is the page of a state in a palette.
func (s *stage) looks(scene preview.Scene, palette string) preview.Answer {
	s.t.Helper()
	answer, err := scene.Look(palette)
	if err != nil {
		s.t.Fatal(err)
	}
	answer.Header.Del("Content-Length")
	answer.Header.Del("Set-Cookie")
	return answer
}

// remembered is what pages leave in a browser.
const remembered = "cookies,indexeddb,local_storage,cache_storage"

// opens opens the page of a state, in a browser that remembers nothing.
func (s *stage) opens(scene preview.Scene, page preview.Answer, palette string) {
	s.t.Helper()
	address, _, _ := strings.Cut(scene.Address, "#")
	s.mu.Lock()
	s.address, s.answer, s.around = address, page, scene.Handler
	s.mu.Unlock()
	s.do(call(storage.ClearDataForOrigin, storage.ClearDataForOriginParams{Origin: s.base, StorageTypes: remembered}))
	s.palette(palette)
	s.sees(address)
	evaluate[any](s.tab, unfold)
}

// media tells the pages what the person prefers; nothing ends that.
func (s *stage) media(features ...string) {
	s.t.Helper()
	p := emulation.SetEmulatedMediaParams{}
	for i := 0; i < len(features); i += 2 {
		p.Features = append(p.Features, &emulation.MediaFeature{Name: features[i], Value: features[i+1]})
	}
	s.do(call(emulation.SetEmulatedMedia, p))
}

func newStudio(t *testing.T) preview.Studio {
	t.Helper()
	base, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	return preview.Studio{Counsel: app.NewCounsel(base), Open: func(ctx context.Context) (preview.Diary, error) {
		return store.Open(ctx, store.Options{Dir: t.TempDir()})
	}}
}

// onStage shows one state by day, to be looked at by a test of its own.
func onStage(t *testing.T, page, name string, look func(*stage)) {
	t.Helper()
	s := newStage(t)
	for _, state := range preview.States() {
		if state.Page != page || state.Name != name {
			continue
		}
		if err := newStudio(t).Visit(t.Context(), state, func(scene preview.Scene) error {
			s.shows(scene, "day")
			look(s)
			return nil
		}); err != nil {
			t.Error(err)
		}
		return
	}
	t.Errorf("%s has no state %q", page, name)
}
