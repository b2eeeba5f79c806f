package diary

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"charley"
)

// lateRevision is an edit of an evening some hours after noon.
func lateRevision(hours int, patch charley.Fields) charley.Revision {
	at := time.Date(2026, 11, 23, 12+hours, 0, 0, 0, time.UTC)
	return charley.Revision{Patch: patch, Client: at, Received: at, Stamp: charley.Stamp{Millis: at.UnixMilli()}}
}

func TestGivenAfter(t *testing.T) {
	yes, no, null := charley.Value(true), charley.Value(false), charley.Value(nil)
	const dawn = 16
	for _, tc := range []struct {
		name string
		revs []charley.Revision
		want string
	}{
		{"all of it in the evening", []charley.Revision{lateRevision(9, charley.Fields{"a": yes, "b": no})}, ""},
		{"all of it in the morning", []charley.Revision{lateRevision(20, charley.Fields{"a": yes, "b": no})}, "a b"},
		{"one answer in the morning", []charley.Revision{lateRevision(9, charley.Fields{"a": yes}), lateRevision(20, charley.Fields{"b": yes})}, "b"},
		{"changed in the morning", []charley.Revision{lateRevision(9, charley.Fields{"a": yes}), lateRevision(20, charley.Fields{"a": no})}, "a"},
		{"taken back in the morning", []charley.Revision{lateRevision(9, charley.Fields{"a": yes}), lateRevision(20, charley.Fields{"a": null})}, ""},
		{"written in the evening, sent in the morning", []charley.Revision{
			lateRevision(20, charley.Fields{"a": no}), lateRevision(9, charley.Fields{"a": yes}), // an older stamp does not win
		}, "a"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := GivenAfter(tc.revs, time.Date(2026, 11, 23, 12+dawn, 0, 0, 0, time.UTC))
			if names := strings.Join(slices.Sorted(maps.Keys(got)), " "); names != tc.want {
				t.Errorf("got %q late, want %q", names, tc.want)
			}
		})
	}
}

// A phone set to another year makes an answer neither early nor late by itself.
func TestALateAnswerOfAWrongClock(t *testing.T) {
	r := lateRevision(9, charley.Fields{"a": charley.Value(true)})
	r.Client = r.Client.AddDate(4, 0, 0)
	if got := GivenAfter([]charley.Revision{r}, r.Received.Add(time.Hour)); len(got) != 0 {
		t.Errorf("got %v late, though it arrived in time", got)
	}
}

func TestDawn(t *testing.T) {
	from := time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)
	if got := (NightRecord{From: from}).Dawn(); !got.Equal(from.Add(16 * time.Hour)) {
		t.Errorf("got %v", got)
	}
}

// The first episode tells of a night before dawn does, as it began or as it was written.
func TestKnownFrom(t *testing.T) {
	from := time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)
	at := func(hours float64) time.Time { return from.Add(time.Duration(hours * float64(time.Hour))) }
	episode := func(what string, start, written float64) charley.Episode {
		return charley.Episode{What: what, Start: charley.Moment{Time: at(start)}, Entry: charley.Entry{Client: at(written), Received: at(40)}}
	}
	for _, tc := range []struct {
		name     string
		episodes []charley.Episode
		want     float64
	}{
		{"a quiet night", nil, 16},
		{"a cramp that was typed in the morning", []charley.Episode{episode(charley.Cramp, 11, 20)}, 11},
		{"a cramp after dawn", []charley.Episode{episode(charley.Cramp, 18, 18)}, 16},
		{"written before it is said to have begun", []charley.Episode{episode(charley.Cramp, 14, 13)}, 13},
		{"written by a clock of another year", []charley.Episode{episode(charley.Cramp, 14, -9000)}, 14},
		{"the first of two", []charley.Episode{episode(charley.Cramp, 12, 20), episode(charley.Cramp, 14, 14)}, 12},
		{"a restless evening", []charley.Episode{episode(charley.Restless, 8, 8)}, 16},
		{"a restless night", []charley.Episode{episode(charley.Restless, 8, 8), episode(charley.Restless, 12, 12)}, 12},
	} {
		if got := (NightRecord{From: from, Episodes: tc.episodes}).KnownFrom(); !got.Equal(at(tc.want)) {
			t.Errorf("%s: got %v, want %v", tc.name, got, at(tc.want))
		}
	}
}

func TestAnsweredBefore(t *testing.T) {
	at := time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC)
	floor, bath, note := charley.ExposurePrefix+"hard_floor", charley.ExposurePrefix+"warm_bath", "note"
	yes, text := charley.Value(true), charley.Value("long day")
	all := charley.Fields{floor: yes, bath: yes, note: text}
	for _, tc := range []struct {
		name string
		revs []charley.Revision
		want string
	}{
		{"in the evening", []charley.Revision{lateRevision(9, all)}, "exposures.hard_floor exposures.warm_bath note"},
		{"in the morning", []charley.Revision{lateRevision(20, all)}, "note"},
		{"one answer in the morning", []charley.Revision{lateRevision(9, charley.Fields{floor: yes, note: text}), lateRevision(20, charley.Fields{bath: yes})}, "exposures.hard_floor note"},
		{"only the note in the morning", []charley.Revision{lateRevision(9, charley.Fields{floor: yes, bath: yes}), lateRevision(20, charley.Fields{note: text})}, "exposures.hard_floor exposures.warm_bath note"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			last := tc.revs[len(tc.revs)-1]
			e := charley.Entry{Kind: charley.KindEvening, Rev: len(tc.revs), Fields: maps.Clone(all), Client: last.Client, Received: last.Received}
			got, any := AnsweredBefore(e, tc.revs, at)
			if names := strings.Join(slices.Sorted(maps.Keys(got.Fields)), " "); names != tc.want || any != (len(got.Fields) < len(all)) {
				t.Errorf("got %q (%v), want %q", names, any, tc.want)
			}
			if len(e.Fields) != len(all) {
				t.Error("the entry itself was changed")
			}
		})
	}
}

// Answers that stood on paper before the night are not late because they were copied later; what is changed after that is.
func TestAnswersCopiedFromPaper(t *testing.T) {
	yes := charley.Value(true)
	copied := charley.Fields{"exposures.alcohol": yes, "exposures.hot_day": yes, "before_night": yes}
	dawn := time.Date(2026, 11, 24, 4, 0, 0, 0, time.UTC)
	once := charley.Entry{Rev: 1, Fields: copied, Client: dawn.AddDate(0, 0, 20), Received: dawn.AddDate(0, 0, 20)}
	if got, late := AnsweredBefore(once, nil, dawn); late || len(got.Fields) != len(copied) {
		t.Errorf("got %v, late %v", got.Fields, late)
	}
	revs := []charley.Revision{lateRevision(500, copied), lateRevision(501, charley.Fields{"exposures.hot_day": charley.Value(false)})}
	twice := once
	twice.Rev, twice.Fields = 2, charley.Fields{"exposures.alcohol": yes, "exposures.hot_day": charley.Value(false), "before_night": yes}
	got, late := AnsweredBefore(twice, revs, dawn)
	if _, kept := got.Fields["exposures.hot_day"]; !late || kept || got.Fields["exposures.alcohol"] == nil {
		t.Errorf("got %v, late %v", got.Fields, late)
	}
	if !revs[0].Client.After(dawn) {
		t.Error("the revisions that were given were changed")
	}
}
