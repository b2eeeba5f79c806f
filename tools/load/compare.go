package main

import (
	"fmt"
	"net/http"
	"reflect"

	"charley"
)

// compare holds what a person sent against what is in their diary, and says what is wrong: entries that are lost, there
// twice, altered, there although they were refused, or nobody's.
func compare(sent []*entry, found []map[string]any) (wrong []string) {
	there := map[charley.EntryID][]map[string]any{}
	for _, f := range found {
		id, _ := f["id"].(string)
		there[charley.EntryID(id)] = append(there[charley.EntryID(id)], f)
	}
	for _, e := range sent {
		copies := there[e.id]
		delete(there, e.id)
		switch knows := e.verdict(); {
		case len(copies) == 0 && knows == kept:
			wrong = append(wrong, fmt.Sprintf("lost: %s was acknowledged and is not there", e.id))
		case len(copies) > 1:
			wrong = append(wrong, fmt.Sprintf("doubled: %s is there %d times", e.id, len(copies)))
		case len(copies) == 1 && knows == refused:
			wrong = append(wrong, fmt.Sprintf("foreign: %s was refused and is there", e.id))
		case len(copies) == 1:
			wrong = append(wrong, e.altered(copies[0])...)
		}
		if n := e.made(); n > 1 {
			wrong = append(wrong, fmt.Sprintf("doubled: %s was said to be new %d times", e.id, n))
		}
	}
	for id := range there {
		wrong = append(wrong, fmt.Sprintf("foreign: nobody sent %s", id))
	}
	return wrong
}

// verdict is what is known of an entry from all the times it was sent: one acknowledgement is enough.
func (e *entry) verdict() verdict {
	all := refused
	for _, s := range e.sends {
		switch s.verdict {
		case kept:
			return kept
		case unknown:
			all = unknown
		}
	}
	return all
}

// made is how often a server said that the entry was new to it.
func (e *entry) made() (n int) {
	for _, s := range e.sends {
		if s.status == http.StatusCreated {
			n++
		}
	}
	return n
}

// altered says what of an entry is not as it was sent. An entry that was written a second time has a second revision.
func (e *entry) altered(got map[string]any) (wrong []string) {
	for k, want := range e.fields {
		if !reflect.DeepEqual(got[k], want) {
			wrong = append(wrong, fmt.Sprintf("altered: %s of %s", k, e.id))
		}
	}
	if got["rev"] != float64(1) {
		wrong = append(wrong, fmt.Sprintf("doubled: %s is at revision %v", e.id, got["rev"]))
	}
	if got["deleted"] != false {
		wrong = append(wrong, fmt.Sprintf("altered: %s is taken away", e.id))
	}
	return wrong
}
