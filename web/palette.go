package web

import (
	"net/http"
	"time"

	"charley"
)

// The choices of palette. Night is red on black and keeps the eyes used to the
// dark; auto takes it between nightFrom and nightUntil by the home zone's clock.
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
