package api

import (
	"fmt"
	"strings"
	"testing"

	"charley"
)

func TestACrampIsStoredOnceHoweverOftenItIsSent(t *testing.T) {
	p, id := openDiary(t), charley.NewEntryID()
	first := p.put(id, cramp).want(201)
	for k, want := range map[string]any{
		"id": string(id), "kind": "episode", "what": "cramp", "night": "2026-11-22", "rev": 1.0, "deleted": false,
		"start": "2026-11-23T02:47:10+01:00", "minutes": 3.0, "hard": true, "received_time": "2026-11-23T03:10:00Z",
	} {
		if first[k] != want {
			t.Errorf("%s = %v, want %v", k, first[k], want)
		}
	}
	if _, there := first["lost"]; there {
		t.Error("lost is there, want it only after a merge")
	}
	again := p.put(id, cramp).want(200)
	if got, want := compact(t, again), compact(t, first); got != want {
		t.Errorf("the second answer = %s, want the first again: %s", got, want)
	}
	if n := len(p.all()); n != 1 {
		t.Errorf("entries = %d, want 1", n)
	}
}

func TestAnEditNeedsTheRevisionItIsBasedOn(t *testing.T) {
	p, id := openDiary(t), charley.NewEntryID()
	p.put(id, cramp).want(201)
	for name, parent := range map[string]string{"none": "null", "one that does not exist": "7", "zero": "0"} {
		t.Run("parent is "+name, func(t *testing.T) {
			got := p.put(id, with(`"intensity":8`, `"intensity":2`, `"parent":null`, `"parent":`+parent)).wantProblem(409, "")
			current, _ := got["current"].(map[string]any)
			if current["id"] != string(id) || current["intensity"] != 8.0 || current["rev"] != 1.0 {
				t.Errorf("current = %v, want what is stored", got["current"])
			}
		})
	}
	changed := p.put(id, with(`"intensity":8`, `"intensity":2`, `"parent":null`, `"parent":1`)).want(200)
	if changed["intensity"] != 2.0 || changed["rev"] != 2.0 {
		t.Errorf("after the edit = %v, want intensity 2, rev 2", changed)
	}
	if _, there := changed["lost"]; there {
		t.Error("lost is there, want it only after a merge")
	}
}

func TestEditsOfTwoPhonesAreMergedAndTheLosingValueIsTold(t *testing.T) {
	p, id := openDiary(t), charley.NewEntryID()
	p.put(id, cramp).want(201)
	p.put(id, with(`"intensity":8`, `"intensity":2`, `"parent":null`, `"parent":1,"device":"phone","client_time":"2026-11-23T03:09:00Z"`)).want(200)
	merged := p.put(id, with(`"intensity":8`, `"intensity":9`, `woke me`, `both legs`, `"parent":null`, `"parent":1,"device":"clock","client_time":"2026-11-23T03:05:00Z"`)).want(200)
	if merged["intensity"] != 2.0 || merged["note"] != "both legs" {
		t.Errorf("merged = intensity %v, note %v; want the later 2 and the other phone's note", merged["intensity"], merged["note"])
	}
	lost, _ := merged["lost"].([]any)
	if len(lost) != 1 {
		t.Fatalf("lost = %v, want one value", merged["lost"])
	}
	if one := lost[0].(map[string]any); one["field"] != "intensity" || one["value"] != 9.0 || one["device"] != "clock" {
		t.Errorf("lost = %v, want the clock's intensity 9", one)
	}
}

func TestFieldsOfANewerProgramAreKept(t *testing.T) {
	p, id := openDiary(t), charley.NewEntryID()
	p.put(id, with(`"parent":null`, `"surprise":{"a":[1,"x"]},"is_admin":true,"rev":99,"received_time":"1999-01-01T00:00:00Z"`)).want(201)
	got := p.send("GET", "/api/v1/entries/"+string(id), "").want(200)
	if want := `{"is_admin":true,"surprise":{"a":[1,"x"]}}`; compact(t, got["extra"]) != want {
		t.Errorf("extra = %s, want %s", compact(t, got["extra"]), want)
	}
	if got["rev"] != 1.0 || got["received_time"] == "1999-01-01T00:00:00Z" {
		t.Errorf("rev %v, received %v: want the server's own", got["rev"], got["received_time"])
	}
}

func TestAClockThatIsWrongIsAcceptedAndFlagged(t *testing.T) {
	p := openDiary(t)
	for name, c := range map[string]struct {
		sent string
		want any
	}{
		"a minute ahead is nothing":  {"2026-11-23T03:11:00Z", nil},
		"an hour ahead is flagged":   {"2026-11-23T04:10:00Z", 3600.0},
		"a day behind is flagged":    {"2026-11-22T03:10:00Z", -86400.0},
		"a time of 2030 is accepted": {"2030-01-01T00:00:00Z", 98052600.0},
	} {
		t.Run(name, func(t *testing.T) {
			got := p.put(charley.NewEntryID(), with(`"parent":null`, `"sent_time":"`+c.sent+`"`)).want(201)
			if got["skew_seconds"] != c.want {
				t.Errorf("skew_seconds = %v, want %v", got["skew_seconds"], c.want)
			}
		})
	}
}

func TestReadingAndRemovingOneEntry(t *testing.T) {
	p, id := openDiary(t), charley.NewEntryID()
	at := "/api/v1/entries/" + string(id)
	for _, method := range []string{"GET", "DELETE"} {
		p.send(method, at, "").wantProblem(404, "")
		p.send(method, "/api/v1/entries/not-an-id", "").wantProblem(422, "path.id")
	}
	p.put(id, cramp).want(201)
	p.put(id, with(`"intensity":8`, `"intensity":2`, `"parent":null`, `"parent":1`)).want(200)
	p.send("DELETE", at+"?parent=nine", "").wantProblem(422, "query.parent")
	p.send("DELETE", at+"?parent=9", "").wantProblem(409, "")
	if got := p.send("DELETE", at+"?parent=1", "").want(200); got["deleted"] != false {
		t.Errorf("deleted = %v, want an edit that was not seen to win", got["deleted"])
	}
	if got := p.send("DELETE", at, "").want(200); got["deleted"] != true || got["rev"] != 4.0 {
		t.Errorf("after DELETE = deleted %v rev %v, want true and 4", got["deleted"], got["rev"])
	}
	if got := p.send("GET", at, "").want(200); got["deleted"] != true || got["intensity"] != 2.0 {
		t.Errorf("GET after DELETE = %v, want the tombstone with its fields", got)
	}
	if got := p.all(); len(got) != 1 || got[0]["deleted"] != true {
		t.Errorf("the list = %v, want the tombstone", got)
	}
}

func TestTheListCanBeReadInPagesAndGoneOnWith(t *testing.T) {
	p := openDiary(t)
	if got := p.send("GET", "/api/v1/entries", "").want(200); compact(t, got) != `{"cursor":"0","items":[],"next":""}` {
		t.Errorf("an empty diary = %s, want an empty list", compact(t, got))
	}
	var want []string
	for i := range 7 {
		id := charley.NewEntryID()
		p.put(id, with("woke me", fmt.Sprintf("cramp %d", i))).want(201)
		want = append(want, fmt.Sprintf("cramp %d", i))
	}
	var notes []string
	after := ""
	for range 3 {
		page := p.send("GET", "/api/v1/entries?limit=3&after="+after, "").want(200)
		for _, item := range page["items"].([]any) {
			notes = append(notes, item.(map[string]any)["note"].(string))
		}
		if last := len(notes) == 7; last != (page["next"] == "") {
			t.Errorf("after %d entries next = %q", len(notes), page["next"])
		}
		after = page["cursor"].(string)
	}
	if strings.Join(notes, ",") != strings.Join(want, ",") {
		t.Errorf("pages = %v, want %v", notes, want)
	}
	p.put(charley.NewEntryID(), with("woke me", "one more")).want(201)
	page := p.send("GET", "/api/v1/entries?after="+after, "").want(200)
	if items := page["items"].([]any); len(items) != 1 || items[0].(map[string]any)["note"] != "one more" {
		t.Errorf("going on from the cursor = %v, want the one new entry", items)
	}
}

func TestAPageOfLongEntriesEndsEarly(t *testing.T) {
	p := openDiary(t)
	long := strings.Repeat("x", 15<<10)
	const entries = 320 // about 4.7 MB
	for range entries {
		p.put(charley.NewEntryID(), with(`"parent":null`, `"later":"`+long+`"`)).want(201)
	}
	page := p.send("GET", "/api/v1/entries?limit=1000", "").want(200)
	if n := len(page["items"].([]any)); n >= entries || page["next"] == "" {
		t.Errorf("items = %d, next = %q; want a page that ends early and goes on", n, page["next"])
	}
	if n := len(p.all()); n != entries {
		t.Errorf("all pages together = %d, want %d", n, entries)
	}
}

func TestBadQueriesNameTheParameter(t *testing.T) {
	p := openDiary(t)
	for query, field := range map[string]string{
		"limit=0": "query.limit", "limit=1001": "query.limit", "limit=-1": "query.limit", "limit=many": "query.limit", "limit=1e3": "query.limit",
		"after=x": "query.after", "after=-1": "query.after", "after=1.5": "query.after", "after=99999999999999999999": "query.after",
		"after=%00": "query.after", "limt=5": "query.limt", "after=" + strings.Repeat("9", 500): "query.after",
	} {
		t.Run(query[:min(30, len(query))], func(t *testing.T) {
			p.send("GET", "/api/v1/entries?"+query, "").wantProblem(422, field)
		})
	}
}
