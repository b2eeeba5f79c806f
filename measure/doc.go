// Package measure says what of a night is measured, and how what was measured becomes
// the outcomes of a model: counts, bad nights, severities and minutes in ordered
// levels, and any other value. Trials and the search for what brings it on share it,
// so that the same nights are read alike in both.
package measure
