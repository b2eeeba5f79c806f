package web

import (
	"errors"
	"net/http"
	"strconv"

	"charley"
	"charley/app"
	"charley/diary"
	"charley/knowledge"
)

// savePaper keeps all rows that hold something, or none of them. An empty row is a night that nobody wrote about: it
// makes no entry, and is never a night on which nothing happened.
func savePaper(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	from, err := v.askedNight(f.get("from"), v.lastNight())
	if err != nil {
		return err
	}
	typing, err := charley.ParseEntryID(f.get("id"))
	if err != nil {
		return charley.ErrInvalid // the page carries one: somebody made this up
	}
	records, err := v.paperRecords(from)
	if err != nil {
		return err
	}
	items, err := v.paperItems(f, typing, records)
	if err != nil {
		return err
	}
	if f.ok() && len(items) == 0 {
		f.refuse("", "typed.empty")
	}
	if !f.ok() {
		return v.showPaper(http.StatusUnprocessableEntity, from, f)
	}
	_, err = v.site.app.PutMany(v.r.Context(), v.caller, items)
	if errors.Is(err, charley.ErrConflict) { // the browser's memory brought an older form of the same typing
		f.refuse("", "typed.again")
		return v.showPaper(http.StatusConflict, from, f)
	}
	if err != nil {
		if status, ok := v.unsaved(f, err); ok {
			return v.showPaper(status, from, f)
		}
		return err
	}
	return v.see(did(paperPath+"?from="+from.String(), didPaper, ""))
}

// paperItems are the entries that the rows make.
func (v *visit) paperItems(f *form, typing charley.EntryID, records []diary.NightRecord) ([]app.Item, error) {
	exposures := v.asks(diary.NightRecord{})
	var items []app.Item
	add := func(night charley.Night, kind charley.Kind, body map[string]any) error {
		if body == nil {
			return nil
		}
		body["night"], body["zone"] = night.String(), homeZone(v.settings).String()
		d, err := v.draft(kind, body, 0)
		if err != nil {
			return err
		}
		items = append(items, app.Item{ID: paperID(typing, night, kind), Draft: d})
		return nil
	}
	for _, r := range records {
		row := paperRow{Night: r.Night, Key: "row-" + r.Night.String()}
		if f.typedNight(row) && r.Morning != nil && r.Morning.ID != paperID(typing, r.Night, charley.KindMorning) ||
			f.typedDay(row, exposures) && r.Evening != nil && r.Evening.ID != paperID(typing, r.Night, charley.KindEvening) {
			f.refuse(row.Key, "typed.there")
			continue
		}
		if err := add(r.Night, charley.KindMorning, f.paperMorning(row, r)); err != nil {
			return nil, err
		}
		if err := add(r.Night, charley.KindEvening, f.paperEvening(row, exposures)); err != nil {
			return nil, err
		}
	}
	return items, nil
}

// paperMorning is what a row says of its night; nil if nothing. A count of cramps says how many there were in all, and
// the tick that there was nothing at all, which answers the other columns as well.
func (f *form) paperMorning(row paperRow, r diary.NightRecord) map[string]any {
	if !f.typedNight(row) {
		return nil
	}
	body, some := map[string]any{}, false
	for _, c := range paperColumns {
		if n := f.whole(row.at(c.name), 0, c.most); n != nil {
			body[c.field], some = *n, some || *n > 0
		}
	}
	body["soreness"] = orNil(f.one(row.at("sore"), soreWords[:]))
	nothing := f.tick(row.at("nothing"))
	switch cramps, counted := body["cramps"].(int); {
	case nothing && (some || len(r.Episodes) > 0):
		f.refuse(row.Key, "typed.wrong.nothing")
	case counted && cramps == 0 && body["cramp_worst"] != nil && body["cramp_worst"] != 0:
		f.refuse(row.at("worst"), "typed.wrong.worst")
	case nothing || counted:
		body["nothing_more"] = true
	}
	if nothing {
		fillIn(body, "soreness", "no")
		fillIn(body, "sleep_lost", 0)
		fillIn(body, "restless_bother", 0)
	}
	return body
}

// paperEvening is what a row says of the day before its night; nil if nothing. What is left open was not asked.
func (f *form) paperEvening(row paperRow, exposures []knowledge.Exposure) map[string]any {
	if !f.typedDay(row, exposures) {
		return nil
	}
	answers := map[string]any{}
	for _, x := range exposures {
		name := row.at(asked + x.ID)
		switch said := f.get(name); {
		case said == "":
		case x.Kind == knowledge.Amount:
			if n := f.number(name, 0, maxAmount); n != nil {
				answers[x.ID] = *n
			}
		default:
			yes, err := strconv.ParseBool(said)
			if err != nil {
				f.refuse(name, "wrong.choice")
			}
			answers[x.ID] = yes
		}
	}
	body := map[string]any{"exposures": answers}
	if f.tick("before") {
		body["before_night"] = true
	}
	return body
}
