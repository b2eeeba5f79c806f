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
	c, err := r.Cookie(paletteCookie)
	if err == nil && (c.Value == paletteNight || c.Value == paletteDay) {
		return c.Value
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

// setPalette keeps the choice on this device for a year.
func setPalette(w http.ResponseWriter, choice string) {
	http.SetCookie(w, &http.Cookie{
		Name: paletteCookie, Value: choice, Path: "/", MaxAge: 365 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteStrictMode,
	})
}

// homeZone is the person's zone, or UTC if this build does not know it.
func homeZone(s charley.Settings) *time.Location {
	zone, err := charley.LoadZone(s.Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}
