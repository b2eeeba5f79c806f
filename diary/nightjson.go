package diary

import "charley"

// Object is a night as programs see it: in the API and with --json. "bad" is
// null where it is not known; a check-in that was not made is absent.
func (r NightRecord) Object() map[string]any {
	episodes := make([]charley.Entry, len(r.Episodes))
	for i, e := range r.Episodes {
		episodes[i] = e.Entry
	}
	out := map[string]any{
		"night": r.Night, "zone": r.Zone, "from": r.From, "to": r.To, "hours": r.Hours,
		"recorded": r.Recorded(), "complete": r.Complete, "bad": nil, "episodes": episodes,
		"counts": map[string]int{
			charley.Cramp: r.Count(charley.Cramp), charley.Restless: r.Count(charley.Restless), charley.Other: r.Count(charley.Other),
		},
	}
	if r.Bad != charley.Unknown {
		out["bad"] = r.Bad == charley.Yes
	}
	if r.Morning != nil {
		out["morning"] = r.Morning.Entry
	}
	if r.Evening != nil {
		out["evening"] = r.Evening.Entry
	}
	if r.Away != nil {
		out["away"] = r.Away.Entry
	}
	return out
}

// MarshalJSON writes Object.
func (r NightRecord) MarshalJSON() ([]byte, error) { return charley.Value(r.Object()), nil }
