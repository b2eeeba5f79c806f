// Package app holds the use cases: what a caller can do with a diary.
//
// It is the only place with a clock, a transaction, an access check and an
// audit line. What things mean is decided in pure packages (diary, and later
// tell, cause, treat, trial); how they look is decided in web and cli, which
// are two skins over an App.
package app
