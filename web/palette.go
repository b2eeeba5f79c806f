package web

import (
	"net/http"
	"strconv"
	"time"

	"charley"
)

// The choices of palette. Night is red on black and keeps the eyes used to the
// dark; auto takes it between nightFrom and nightUntil by the device's own clock.
const (
	paletteAuto  = "auto"
	paletteNight = "night"
	paletteDay   = "day"
)

const (
	nightFrom  = 20 // o'clock
	nightUntil = 8
)

const paletteCookie = "palette"

// paletteChoice is what the person chose on this device.
func paletteChoice(r *http.Request) string {
	if c := cookie(r, paletteCookie); c == paletteNight || c == paletteDay {
		return c
	}
	return paletteAuto
}

// nightLook says whether a page is shown in the night palette.
func nightLook(choice string, now time.Time) bool {
	switch choice {
	case paletteNight:
		return true
	case paletteDay:
		return false
	}
	return now.Hour() >= nightFrom || now.Hour() < nightUntil
}

// look is what was chosen on the device of a request, and whether that is night now.
func (s *site) look(r *http.Request, home *time.Location) (choice string, night bool) {
	choice = paletteChoice(r)
	return choice, nightLook(choice, s.app.Now().In(deviceZone(r, home)))
}

// deviceZone is the zone in which the clock of a device stands, as its pages told;
// home where they did not.
func deviceZone(r *http.Request, home *time.Location) *time.Location {
	c, err := r.Cookie("clock")
	if err != nil {
		return home
	}
	minutes, err := strconv.Atoi(c.Value)
	if err != nil || minutes < -maxOffset || minutes > maxOffset {
		return home
	}
	return time.FixedZone("", minutes*60)
}

// maxOffset is how many minutes a clock may be from UTC: there are zones of 14 hours.
const maxOffset = 14 * 60

// setPalette keeps the choice on this device.
func setPalette(w http.ResponseWriter, r *http.Request, choice string) {
	setCookie(w, r, paletteCookie, choice, cookieLife)
}

// homeZone is the person's zone, or UTC if this build does not know it.
func homeZone(s charley.Settings) *time.Location {
	zone, err := charley.LoadZone(s.Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}
