package share

import (
	"iter"
	"time"

	"charley"
	"charley/diary"
)

// A Diary is a diary, or the nights of a part of it, on its way to another program: what stands is held at once, the
// nights come one after the other, so that fifty years need no more memory than one.
type Diary struct {
	Person    charley.PersonID
	Settings  charley.Settings
	From, To  charley.Night // both included; zero: there are no nights
	Facts     []charley.Fact
	SitTests  []charley.SitTest
	Aways     []charley.Away
	Trials    []charley.Trial                     // Sealed is empty where what was drawn is still hidden
	Nights    iter.Seq2[diary.NightRecord, error] // every calendar night, in order, read anew each time it is gone through; an error ends it
	Hash      string                              // over every revision of the diary; see charley.Revision.Link
	Made      time.Time
	Program   string // version
	Knowledge string // version
}
