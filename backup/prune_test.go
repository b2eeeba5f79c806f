package backup

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// daysBack are backups made at noon on days before a Monday, newest first.
func daysBack(days ...int) []Backup {
	var all []Backup
	for _, d := range days {
		made := noon.AddDate(0, 0, -d)
		all = append(all, Backup{Path: fmt.Sprint(d), Made: made, Verified: made})
	}
	return all
}

func upTo(n int) (days []int) {
	for d := range n {
		days = append(days, d)
	}
	return days
}

func TestWhatIsKept(t *testing.T) {
	for _, c := range []struct {
		name   string
		policy Policy
		days   []int // before Monday 23 November 2026
		want   []int
	}{
		{"nothing yet", DefaultPolicy(), nil, nil},
		{"the first week", DefaultPolicy(), upTo(6), upTo(6)},
		{"a week each day, then each week's last", Policy{7, 3, 0}, upTo(30), []int{0, 1, 2, 3, 4, 5, 6, 8}},
		{"each month's last", Policy{1, 0, 3}, upTo(120), []int{0, 23, 54}},
		{"gaps do not use up days", Policy{3, 0, 0}, []int{0, 100, 200, 300}, []int{0, 100, 200}},
		{"the newest stays whatever is asked", Policy{}, []int{3, 4}, []int{3}},
		{"the year turns", Policy{0, 2, 2}, []int{300, 327, 330, 331}, []int{300, 327}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []int
			for i, keep := range c.policy.keeps(daysBack(c.days...), time.UTC) {
				if keep {
					got = append(got, c.days[i])
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("kept: got %v, want %v", got, c.want)
			}
		})
	}
}

func TestPrune(t *testing.T) {
	dir := newDiary(t, 4)
	k := keeper(dir)
	for i := range 4 {
		k.Now = func() time.Time { return noon.AddDate(0, 0, i) }
		if _, err := k.Create(ctx, ""); err != nil {
			t.Fatal(err)
		}
	}
	stranger := filepath.Join(k.Folder(), "charley-20200101-000000.backup")
	if err := os.WriteFile(stranger, []byte("not verified"), 0o600); err != nil {
		t.Fatal(err)
	}
	dry, err := k.Prune(ctx, Policy{Daily: 2}, true)
	if err != nil || len(dry) != 2 || !exists(dry[0].Path) {
		t.Fatalf("dry run: got %d %v, want 2 that are still there", len(dry), err)
	}
	gone, err := k.Prune(ctx, Policy{Daily: 2}, false)
	if err != nil || len(gone) != 2 || exists(gone[0].Path) || exists(gone[1].Path) {
		t.Fatalf("got %d %v, want 2 that are gone", len(gone), err)
	}
	all, err := k.List(ctx)
	if err != nil || len(all) != 3 {
		t.Errorf("left: got %d %v, want two and the stranger", len(all), err)
	}
	if records, _ := filepath.Glob(filepath.Join(k.Folder(), recordsName, "*")); len(records) != 2 {
		t.Errorf("records: got %d, want 2", len(records))
	}
}
