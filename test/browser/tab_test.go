package browser

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// A tab is one browser tab that looks at a house. It notes whatever a browser
// would complain about, and fails the test for it at the end.
type tab struct {
	t    *testing.T
	ctx  context.Context
	base string

	close func()
	cut   bool // the network is cut in this test, so that a browser says that it cannot load something is no complaint

	mu         sync.Mutex
	complaints []string
}

// chromium is the browser's program, or a reason to skip the test.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("Chromium is not installed: the pages are not tested in a browser")
	return ""
}

// open starts a browser with one tab of a phone's size.
func (h *house) open() *tab { return h.openWith() }

// openWith is open with more options, which win over the usual ones.
func (h *house) openWith(more ...chromedp.ExecAllocatorOption) *tab {
	h.t.Helper()
	return h.judged(openTab(h.t, h.base, more...))
}

// tab is a tab in a browser that runs already.
func (h *house) tab(ctx context.Context, closeTab func()) *tab {
	h.t.Helper()
	return h.judged(newTab(h.t, h.base, ctx, closeTab))
}

// judged fails the test at its end for what the browser complained of.
func (h *house) judged(b *tab) *tab {
	h.t.Cleanup(func() {
		for _, c := range b.forgive() {
			h.t.Errorf("the browser complains: %s", c)
		}
	})
	return b
}

// openTab starts a browser that looks at a server; what it complains of is only noted.
func openTab(t *testing.T, base string, more ...chromedp.ExecAllocatorOption) *tab {
	t.Helper()
	flags := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium(t)),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("host-resolver-rules", "MAP "+plainName+" 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"))
	if os.Geteuid() == 0 {
		flags = append(flags, chromedp.NoSandbox)
	}
	allocated, stop := chromedp.NewExecAllocator(context.WithoutCancel(t.Context()), append(flags, more...)...)
	t.Cleanup(stop)
	ctx, closeTab := chromedp.NewContext(allocated)
	return newTab(t, base, ctx, closeTab)
}

// newTab is a tab of a phone's size that is listened to.
func newTab(t *testing.T, base string, ctx context.Context, closeTab func()) *tab {
	t.Helper()
	t.Cleanup(closeTab)
	b := &tab{t: t, ctx: ctx, base: base, close: closeTab}
	if err := chromedp.Do(ctx, call(network.Enable, network.EnableParams{}), call(log.Enable, cdp.Empty{}), call(audits.Enable, cdp.Empty{})); err != nil {
		t.Fatalf("start the browser: %v", err)
	}
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatal(err)
	}
	b.size(390, 844)
	return b
}

// call is a command of the browser's protocol as a step.
func call[P, R any](command cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, target, command, params)
		return chromedp.Void{}, err
	}
}

// hear notes errors and warnings of the console, what the policy refused,
// dialogs, and whatever is loaded from elsewhere.
func (b *tab) hear(event any) {
	var c string
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		c = fmt.Sprintf("console.%s", e.Type)
	case *runtime.EventExceptionThrown:
		c = "exception: " + e.ExceptionDetails.Text
	case *log.EventEntryAdded:
		if cut := b.cut && strings.HasPrefix(e.Entry.Text, "Failed to load resource"); !cut && (e.Entry.Level == "error" || e.Entry.Level == "warning") {
			c = fmt.Sprintf("%s: %s (%s)", e.Entry.Level, e.Entry.Text, e.Entry.URL)
		}
	case *audits.EventIssueAdded:
		if strings.Contains(string(e.Issue.Code), "ContentSecurityPolicy") {
			c = "refused by the policy: " + string(e.Issue.Code)
		}
	case *page.EventJavascriptDialogOpening:
		c = "a dialog opened: " + e.Message
	case *network.EventRequestWillBeSent:
		if u := e.Request.URL; !strings.HasPrefix(u, b.base+"/") && !strings.HasPrefix(u, "data:") && u != "about:blank" {
			c = "loads " + u
		}
	}
	if c == "" {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.complaints = append(b.complaints, c)
}

// forgive forgets complaints that a test has looked at, and returns them.
func (b *tab) forgive() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := b.complaints
	b.complaints = nil
	return out
}

// do runs steps with a limit of time.
func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 30*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

func (b *tab) size(width, height int64) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(width, height, chromedp.EmulateMobile, chromedp.EmulateTouch))
}

// sees opens a page.
func (b *tab) sees(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.base + path))
}

// taps touches something and waits for the page it leads to.
func (b *tab) taps(selector string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 30*time.Second)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.WaitEvent(page.LoadEventFired, nil, chromedp.Tap(chromedp.CSS(selector)))); err != nil {
		b.t.Fatalf("tap %s: %v", selector, err)
	}
}

// starts taps a kind of spell as somebody without script does, and is the address
// of the page that is shown while it runs.
func (b *tab) starts(what string) string {
	b.t.Helper()
	script := func(on bool) {
		b.do(call(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on}))
	}
	script(false)
	b.sees("/?plain") // what a service worker keeps is for script
	b.taps(".target." + what)
	script(true)
	return evaluate[string](b, "location.pathname")
}

// reads is what can be read in a part of the page.
func (b *tab) reads(selector, want string) {
	b.t.Helper()
	got := evaluate[string](b, fmt.Sprintf(`Array.from(document.querySelectorAll(%q), e => e.innerText ?? e.textContent).join("\n")`, selector))
	if !strings.Contains(strings.Join(strings.Fields(got), " "), want) {
		b.t.Errorf("got %s %q, want %q in it", selector, got, want)
	}
}

// evaluate asks the page something. It works whatever the page's policy forbids.
func evaluate[T any](b *tab, expression string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 60*time.Second)
	defer cancel()
	out, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatal(err)
	}
	return out
}

// palette is chosen as on the settings page.
func (b *tab) palette(choice string) {
	b.t.Helper()
	b.do(call(network.SetCookie, network.SetCookieParams{Name: "palette", Value: choice, URL: b.base}))
}

// scriptless turns script off, as some people do.
func (b *tab) scriptless() {
	b.t.Helper()
	b.do(call(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}))
}
