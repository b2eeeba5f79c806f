package api

import (
	"encoding/json"
	"strings"
	"testing"

	"charley"
)

// FuzzPutEntry: whatever is sent, the answer is never a fault of Charley's own,
// and what is accepted is in the list once, with the content that was answered.
func FuzzPutEntry(f *testing.F) {
	for _, c := range hostileCases() {
		if len(c.body) < 2000 {
			f.Add([]byte(c.body))
		}
	}
	f.Add([]byte(cramp))
	for _, e := range examples() {
		body, _ := json.Marshal(e.Value)
		f.Add(body)
	}
	p := openDiary(f)
	after := "0" // only what is new is listed, so that a long run stays fast
	f.Fuzz(func(t *testing.T, body []byte) {
		p.t = t
		id := charley.NewEntryID()
		got := p.put(id, strings.ReplaceAll(string(body), "{id}", string(id)))
		if got.status >= 500 {
			t.Fatalf("status = %d: %s", got.status, got.text)
		}
		page := p.send("GET", "/api/v1/entries?after="+after, "").want(200)
		items := page["items"].([]any)
		after = page["cursor"].(string)
		if got.status != 201 {
			got.wantProblem(got.status, "")
			if len(items) != 0 {
				t.Fatalf("refused with %d, yet stored: %v", got.status, items)
			}
			return
		}
		if len(items) != 1 {
			t.Fatalf("the list has %d new entries, want 1", len(items))
		}
		if listed, answered := compact(t, items[0]), compact(t, got.object()); listed != answered {
			t.Fatalf("listed   %s\nanswered %s", listed, answered)
		}
		if back := p.put(id, strings.TrimSpace(compact(t, items[0]))); back.status != 200 {
			t.Fatalf("sent back as it was listed: %d, want 200 (same content): %s", back.status, back.text)
		}
	})
}
