package web

import (
	"strings"
	"testing"
	"time"
)

func TestTheLastVerifiedBackupIsShown(t *testing.T) {
	p := newPerson(t, morningOf)
	p.open("/settings").says("dl.facts", "none yet")
	p.backups = Backups{Verified: time.Date(2026, 11, 21, 23, 30, 0, 0, time.UTC), Overdue: true, Problem: "the disk is full"}
	page := p.open("/settings")
	page.says("dl.facts", "22 November 2026") // half past midnight in Berlin
	page.says(".wrong", "The last backup did not work")
	ready := p.do(getRequest("/readyz"))
	for _, want := range []string{`"verified":"2026-11-21T23:30:00Z"`, `"overdue":true`, `"problem":"the disk is full"`} {
		if !strings.Contains(ready.raw, want) {
			t.Errorf("got %s, want %s in it", ready.raw, want)
		}
	}
}
