package cli

import (
	"encoding/json"
	"fmt"

	"charley"
	"charley/diary"
)

// say writes a line of what was asked for.
func (p *program) say(format string, args ...any) {
	fmt.Fprintf(p.env.Stdout, format+"\n", args...)
}

// remark writes a line that somebody should know but nobody asked for. It goes
// where errors go, so that answers can be piped on.
func (p *program) remark(format string, args ...any) {
	fmt.Fprintf(p.env.Stderr, format+"\n", args...)
}

// answer writes one line of JSON.
func (p *program) answer(v any) error {
	_, err := fmt.Fprintf(p.env.Stdout, "%s\n", charley.Value(v))
	return err
}

// A savedEntry is an entry in an answer: flat, with what became of the write.
type savedEntry struct {
	charley.Entry
	outcome string // created, same, changed, merged; removed, brought back, changed back
	lost    []diary.Lost
}

// MarshalJSON is the entry's own form with "outcome" and, after a merge, "lost".
func (s savedEntry) MarshalJSON() ([]byte, error) {
	flat, err := s.Entry.MarshalJSON()
	if err != nil {
		return nil, err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(flat, &fields); err != nil {
		return nil, fmt.Errorf("show entry %s: %w", s.ID, err)
	}
	fields["outcome"] = charley.Value(s.outcome)
	if len(s.lost) > 0 {
		fields["lost"] = charley.Value(s.lost)
	}
	return charley.Value(fields), nil
}
