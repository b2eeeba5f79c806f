package browser

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// A box is the program itself, as a process that can be killed.
type box struct {
	t       *testing.T
	program string
	data    string
	addr    string
	process *exec.Cmd
}

// newBox builds the program.
func newBox(t *testing.T) *box {
	t.Helper()
	chromium(t)
	b := &box{t: t, program: filepath.Join(t.TempDir(), "charley"), data: filepath.Join(t.TempDir(), "diary")}
	if out, err := exec.Command("go", "build", "-o", b.program, "charley/cmd/charley").CombinedOutput(); err != nil {
		t.Fatalf("build the program: %v\n%s", err, out)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	b.addr = ln.Addr().String()
	if err := ln.Close(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.dies)
	return b
}

// lives starts it and waits until it is ready.
func (b *box) lives() {
	b.t.Helper()
	b.process = exec.Command(b.program, "serve", "--data", b.data, "--listen", b.addr)
	b.process.Stderr = io.MultiWriter(os.Stderr, logs)
	if testing.Verbose() {
		b.process.Stdout = os.Stdout
	}
	if err := b.process.Start(); err != nil {
		b.t.Fatal(err)
	}
	for range 400 {
		if r, err := http.Get("http://" + b.addr + "/readyz"); err == nil {
			r.Body.Close()
			if r.StatusCode == http.StatusOK {
				return
			}
		}
		time.Sleep(25 * time.Millisecond)
	}
	b.t.Fatal("the program does not get ready")
}

// dies kills it as a power cut does, without a word before.
func (b *box) dies() {
	if b.process == nil {
		return
	}
	_ = b.process.Process.Kill() // it may be gone already
	_ = b.process.Wait()
	b.process = nil
}

// entries are the kinds of spell in the diary, by id.
func (b *box) entries() map[string]string {
	b.t.Helper()
	r, err := http.Get("http://" + b.addr + "/api/v1/entries?limit=1000")
	if err != nil {
		b.t.Fatal(err)
	}
	defer r.Body.Close()
	var list struct{ Items []struct{ ID, What string } }
	if err := json.NewDecoder(r.Body).Decode(&list); err != nil {
		b.t.Fatal(err)
	}
	out := map[string]string{}
	for _, e := range list.Items {
		if _, twice := out[e.ID]; twice {
			b.t.Errorf("%s is there twice", e.ID)
		}
		out[e.ID] = e.What
	}
	return out
}

// Taps of a night without the server arrive once each, however often the program
// is killed while it takes them in.
func TestTheServerIsKilledWhileItTakesTheNightIn(t *testing.T) {
	const taps, rounds = 16, 6
	server := newBox(t)
	server.lives()
	h := &house{t: t, base: "http://" + server.addr}
	phone := h.open()
	phone.sees("/")
	phone.keepsTheFirstPage()
	server.dies()
	phone.sees("/")
	for range taps {
		phone.do(tap(".target.cramp"))
		phone.until(`document.querySelector("[data-view=spell] .target.eased")`)
		time.Sleep(500 * time.Millisecond) // a tap so soon after the first would count as a double one
		phone.do(tap("body > nav a[href='/']"))
		phone.until(`!document.querySelector("[data-view=now]").hidden`)
		time.Sleep(500 * time.Millisecond)
	}
	phone.until(`document.querySelector("[data-count]").textContent == "16"`)
	middle := 0 // kills that came while some had arrived and some had not
	for round := range rounds {
		server.lives()
		phone.wakes()
		time.Sleep(time.Duration(20+35*round) * time.Millisecond)
		server.dies()
		if left := evaluate[int](phone, `+document.querySelector("[data-count]").textContent`); left > 0 && left < taps {
			middle++
		}
	}
	if middle == 0 {
		t.Error("the program was never killed in the middle: this test showed nothing")
	}
	server.lives()
	phone.wakes()
	phone.until(`document.querySelector("[data-count]").textContent == ""`)
	got := server.entries()
	if len(got) != taps {
		t.Errorf("got %d entries, want the %d taps, once each", len(got), taps)
	}
	for id, what := range got {
		if what != "cramp" {
			t.Errorf("%s is %q", id, what)
		}
	}
	phone.forgive() // it said in its console that nobody answered
}
