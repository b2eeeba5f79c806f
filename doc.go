// Package charley is the vocabulary of the diary: nights, moments, entries,
// revisions and the small words that two or more packages share.
//
// It decides nothing medical, reads no clock, and does no input or output.
// What entries mean together is decided in package diary, where they are kept
// in package store, and who may do what in package app.
//
// A night is a civil date, never an instant:
//
//	zone, _ := charley.LoadZone("Europe/Berlin")
//	at, _ := charley.ParseMoment("2026-03-29T03:10:00+02:00", zone)
//	night := charley.Noon.NightOf(at) // the night of 28 March 2026
package charley
