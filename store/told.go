package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"charley"
	"charley/app"
)

// toldSchema is the first schema that keeps what people were told.
const toldSchema = 8

func (r reader) ToldTo(ctx context.Context, p charley.PersonID, limit int) ([]app.Told, error) {
	if r.engine.schema < toldSchema { // a diary that can only be read may be older
		return nil, nil
	}
	return many(ctx, r.session, "ToldTo", scanTold, string(p), atMost(limit))
}

func (w *writer) ToldTo(ctx context.Context, p charley.PersonID, limit int) ([]app.Told, error) {
	return read(ctx, w, func(ctx context.Context) ([]app.Told, error) { return w.reader.ToldTo(ctx, p, limit) })
}

func (w *writer) KeepTold(ctx context.Context, p charley.PersonID, t app.Told) error {
	rules, err1 := json.Marshal(t.Rules)
	outcome, err2 := json.Marshal(t.Outcome)
	if err1 != nil || err2 != nil {
		return fmt.Errorf("keep what was told: %w", errors.Join(err1, err2))
	}
	return w.write(ctx, "KeepTold", string(p), t.Number, millis(t.At), t.Seq, string(rules), string(outcome))
}

func scanTold(r row) (t app.Told, err error) {
	var at int64
	var rules, outcome string
	if err = r.Scan(&t.Number, &at, &t.Seq, &rules, &outcome); err != nil {
		return t, err
	}
	t.At = fromMillis(at)
	for text, into := range map[string]any{rules: &t.Rules, outcome: &t.Outcome} {
		if err := json.Unmarshal([]byte(text), into); err != nil {
			return t, &failure{fault: faultDamaged, what: "read what was told", cause: fmt.Errorf("note %d: %w", t.Number, err)}
		}
	}
	return t, nil
}
