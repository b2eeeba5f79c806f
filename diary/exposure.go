package diary

import (
	"encoding/json"

	"charley"
)

// readExposures takes the answers about a day, one register an exposure.
func (d *Draft) readExposures(f Field, raw json.RawMessage) error {
	var answers map[string]json.RawMessage
	if json.Unmarshal(raw, &answers) != nil || answers == nil {
		return f.wrong(raw, "must be an object of answers")
	}
	if len(answers) > 2*MaxList {
		return f.wrong(nil, "holds too many answers")
	}
	for _, id := range charley.Fields(answers).Keys() {
		one := Field{Name: charley.ExposurePrefix + charley.Clip(id), Shape: ShapeNumber, Max: f.Max}
		if why := badCode(id); why != "" {
			return one.wrong(nil, why)
		}
		v := answers[id]
		if charley.IsNull(v) {
			continue // not asked
		}
		var yes bool
		if json.Unmarshal(v, &yes) == nil {
			d.Fields[charley.ExposurePrefix+id] = charley.Value(yes)
			continue
		}
		n, err := one.check(v)
		if err != nil {
			return one.wrong(v, "must be true, false or an amount from 0 up")
		}
		d.Fields[charley.ExposurePrefix+id] = n
	}
	return nil
}

// noneOfThese sets every exposure that was asked and not answered to no, if the
// person said "none of these today". Without it silence stays not asked.
func (d *Draft) noneOfThese(body map[string]json.RawMessage) error {
	if d.Kind != charley.KindEvening {
		return nil
	}
	said := charley.Unknown
	if raw, ok := body["none_of_these"]; ok && !charley.IsNull(raw) {
		f := Field{Name: "none_of_these", Shape: ShapeFlag}
		v, err := f.check(raw)
		if err != nil {
			return err
		}
		said = charley.Fields{"v": v}.Flag("v")
	}
	raw, ok := body["asked"]
	if !ok || charley.IsNull(raw) {
		if said == charley.Yes {
			return &charley.FieldError{Field: "asked", Why: "is missing: none_of_these speaks of what was asked"}
		}
		return nil
	}
	v, err := Field{Name: "asked", Shape: ShapeCodes}.check(raw)
	if err != nil || said != charley.Yes {
		return err
	}
	for _, id := range (charley.Fields{"v": v}).List("v") {
		if key := charley.ExposurePrefix + id; d.Fields[key] == nil {
			d.Fields[key] = charley.Value(false)
		}
	}
	return nil
}
