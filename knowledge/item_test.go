package knowledge

import (
	"encoding/json"
	"slices"
	"testing"
)

func TestFind(t *testing.T) {
	b := base(t)
	if got := b.Find("RF20"); len(got) != 1 || got[0].Kind != "flags" || got[0].ID != "RF20" {
		t.Errorf("got %+v", got)
	}
	both := b.Find("urge_to_move") // what is asked, and what is weighed
	if len(both) != 2 || both[0].Kind != "features" || both[1].Kind != "findings" {
		t.Errorf("got %d records, want a feature and a finding", len(both))
	}
	if got := b.Find("findings/urge_to_move"); len(got) != 1 || got[0].Kind != "findings" {
		t.Errorf("got %d records, want the finding", len(got))
	}
	for _, id := range []string{"unicorn", "", "flags/urge_to_move", "flags/"} {
		if got := b.Find(id); len(got) > 0 {
			t.Errorf("%q: got %s/%s", id, got[0].Kind, got[0].ID)
		}
	}
}

// A record shown is the record written: every key, nested blocks and all.
func TestItemAsJSON(t *testing.T) {
	text, err := json.Marshal(base(t).Find("flags/RF20")[0])
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Record, ID, Urgency, When string
		PointsTo                  []string `json:"points_to"`
		Rank                      float64
		Claim                     []struct {
			Says, Reviewed string
			Sources        []string
		}
	}
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if got.Record != "flags" || got.ID != "RF20" || got.Urgency == "" || got.When == "" || got.Rank == 0 || !slices.Contains(got.PointsTo, "dvt") ||
		len(got.Claim) == 0 || len(got.Claim[0].Sources) == 0 || len(got.Claim[0].Reviewed) != len("2026-11-24") {
		t.Errorf("got %s", text)
	}
}

func TestEveryRecordHasATitle(t *testing.T) {
	for _, it := range base(t).Items() {
		if title := it.Title(); title == "" || title == it.ID && it.Kind != "priors" && it.Kind != "medicines" {
			t.Errorf("%s/%s: got the title %q", it.Kind, it.ID, title)
		}
	}
}
