package store

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"charley"
)

// row is what can be scanned: one row of a result.
type row interface{ Scan(...any) error }

// settings are those of the last person read on a connection: it is mostly the
// same one, and reading JSON costs more than the rest of a person.
type settings struct {
	text string
	read charley.Settings
}

// scanPerson reads a person.
func (c *session) scanPerson(r row) (charley.Person, error) {
	var p charley.Person
	var text string
	if err := r.Scan(&p.ID, &p.Seq, &p.Chain, &text); err != nil {
		return p, err
	}
	if text != c.settings.text {
		c.settings = settings{}
		var read charley.Settings
		if err := json.Unmarshal([]byte(text), &read); err != nil {
			return p, unreadable(fmt.Sprintf("read the settings of person %s", p.ID), err)
		}
		c.settings = settings{text, read}
	}
	p.Settings = c.settings.read
	p.Settings.Asked, p.Settings.Own = slices.Clone(p.Settings.Asked), slices.Clone(p.Settings.Own)
	return p, nil
}

func scanEntry(r row) (charley.Entry, error) {
	var e charley.Entry
	var night, until string
	var fields sql.RawBytes
	var client, received, skew int64
	err := r.Scan(&e.Person, &e.ID, &e.Kind, &night, &until, &fields, &e.Rev, &e.Seq, &e.Deleted,
		&e.Device, &client, &received, &skew)
	if err != nil {
		return e, err
	}
	e.Client, e.Received, e.Skew = fromMillis(client), fromMillis(received), time.Duration(skew)*time.Millisecond
	if e.Night, err = nightIn(night); err == nil {
		e.Until, err = nightIn(until)
	}
	if err == nil {
		e.Fields, err = fieldsIn(fields)
	}
	if err != nil {
		return e, unreadable(fmt.Sprintf("read entry %s", e.ID), err)
	}
	return e, nil
}

func scanRevision(r row) (charley.Revision, error) {
	var v charley.Revision
	var patch sql.RawBytes
	var client, received, skew int64
	err := r.Scan(&v.Person, &v.Seq, &v.Entry, &v.Rev, &v.Kind, &v.Parent, &patch, &v.Deleted, &v.Stamp.Millis, &v.Stamp.Count,
		&v.Stamp.Device, &v.Author, &v.Via, &client, &received, &skew)
	if err != nil {
		return v, err
	}
	v.Client, v.Received, v.Skew = fromMillis(client), fromMillis(received), time.Duration(skew)*time.Millisecond
	if v.Patch, err = fieldsIn(patch); err != nil {
		return v, unreadable(fmt.Sprintf("read revision %d of entry %s", v.Rev, v.Entry), err)
	}
	return v, nil
}

// unreadable is the failure of content that is not what we wrote. The cause is
// left out of it: it would quote the content.
func unreadable(what string, _ error) error {
	return &failure{fault: faultDamaged, what: what, cause: errUnreadable}
}

// fromMillis is the instant of a column in Unix milliseconds.
func fromMillis(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

// nightIn reads a night column; ” is no night.
func nightIn(s string) (n charley.Night, err error) {
	err = n.UnmarshalText([]byte(s))
	return n, err
}

// bit is a yes/no column.
func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// entryArgs are the columns of an entry whose fields are at hand as text.
func entryArgs(e charley.Entry, fields string) []any {
	return []any{
		string(e.Person), string(e.ID), string(e.Kind), e.Night.String(), e.Until.String(), fields,
		e.Rev, e.Seq, bit(e.Deleted), e.Device, e.Client.UnixMilli(), e.Received.UnixMilli(), e.Skew.Milliseconds(),
	}
}

// revisionArgs are the columns of a revision whose patch is at hand as text.
func revisionArgs(r charley.Revision, patch string) []any {
	return []any{
		string(r.Person), r.Seq, string(r.Entry), r.Rev, string(r.Kind), r.Parent, patch, bit(r.Deleted),
		r.Stamp.Millis, r.Stamp.Count, r.Stamp.Device, r.Author, r.Via,
		r.Client.UnixMilli(), r.Received.UnixMilli(), r.Skew.Milliseconds(),
	}
}
