// What Charley says when something went wrong. Rules for every text in this
// package: sentence case; first what was wrong, then what to type or do; no
// jargon and no blame; name the flag or field as it is typed. What a person
// typed may be shown back to them, what is in their diary may not.

package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"unicode"
	"unicode/utf8"

	"charley"
	"charley/store"
)

// errSomeBad ends a run in which some lines were bad; each was answered already.
var errSomeBad = errors.New("some lines were bad")

// A usageError says that what was typed cannot be done, and what to type.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

func usage(format string, args ...any) error { return &usageError{fmt.Sprintf(format, args...)} }

// A failure is an error that has its words for people already.
type failure struct {
	text  string
	cause error
}

func (e *failure) Error() string { return e.text }
func (e *failure) Unwrap() error { return e.cause }

func failed(cause error, format string, args ...any) error {
	return &failure{text: fmt.Sprintf(format, args...), cause: cause}
}

// explain is the text for a person and the exit code of an error.
func (p *program) explain(err error) (text string, code int) {
	text, code = explain(err)
	return p.typed(text), code
}

// typed puts the folder that was typed into the commands that a text proposes.
func (p *program) typed(text string) string {
	if p.Data == "" {
		return text
	}
	return strings.ReplaceAll(text, `"charley doctor"`, fmt.Sprintf("\"charley doctor --data %s\"", p.Data))
}

func explain(err error) (text string, code int) {
	var mistake *usageError
	var known *failure
	var field *charley.FieldError
	switch {
	case errors.As(err, &mistake):
		return mistake.text, exitUsage
	case errors.As(err, &known):
		return known.text, exitFailed
	case errors.As(err, &field):
		return fieldText(field), exitUsage
	case errors.Is(err, context.Canceled):
		return "Stopped before it was done.", exitFailed
	case errors.Is(err, charley.ErrDiskFull):
		return "The disk is full, so nothing was saved. Make some room and type the same again.", exitFailed
	case errors.Is(err, charley.ErrReadOnly):
		return "The diary can only be read at the moment, so nothing was saved. Type \"charley doctor\" to see why.", exitFailed
	case errors.Is(err, charley.ErrForbidden):
		return "That is not theirs to do: a clinician keeps no diary here, and nobody does anything in an account that has ended. Name somebody else with --person.", exitFailed
	case errors.Is(err, charley.ErrConflict):
		return "An entry with this id is in the diary with other content. Leave --id away to write a new one.", exitFailed
	case errors.Is(err, store.ErrInUse):
		return "Another charley is using this diary. Wait until it has finished, or stop it, and type the same again.", exitFailed
	case errors.Is(err, charley.ErrStorage):
		return "The disk or the diary's file is not well. Type \"charley doctor\" to see what is wrong and what to do. What was reported: " + sentence(err.Error()), exitFailed
	case errors.Is(err, fs.ErrPermission):
		return sentence(err.Error()) + " This user may not read or write there; choose another place.", exitFailed
	}
	return sentence(err.Error()), exitFailed
}

// fieldText names the flag that a wrong field came from.
func fieldText(e *charley.FieldError) string {
	if id, ok := strings.CutPrefix(e.Field, charley.ExposurePrefix); ok {
		return fmt.Sprintf("Nothing was saved: %s %s.%s", id, e.Why, youTyped(e.Got))
	}
	name, _, _ := strings.Cut(e.Field, "[")
	flag, known := map[string]string{
		"what": "what happened", "start": "--at", "minutes": "--minutes", "open": "--open", "about": "--about", "side": "--side",
		"places": "--place", "intensity": "--intensity", "hard": "--hard", "tried": "--tried", "eased_by": "--eased-by",
		"note": "--note", "zone": "--zone", "night": "--night", "id": "--id", "device": "--device", "soreness": "--sore",
		"sleep_lost": "--sleep-lost", "restless_bother": "--bother", "in_bed": "--in-bed", "out_of_bed": "--up", "name": "--name", "scope": "--scope",
	}[name]
	if !known {
		flag = e.Field
	}
	why := e.Why
	why = strings.NewReplacer("in_bed", "--in-bed", "open is true", "--open is given", "finite number or a text", "number").Replace(why)
	return fmt.Sprintf("Nothing was saved: %s %s.%s", flag, why, youTyped(e.Got))
}

// youTyped shows a wrong value back to the person who typed it.
func youTyped(got string) string {
	if got = strings.Trim(got, `"`); got == "" {
		return ""
	}
	return fmt.Sprintf(" You typed %q.", got)
}

// sentence makes an error of Go, which may have several lines, into a sentence.
func sentence(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return "Something went wrong."
	}
	s = string(unicode.ToUpper(first)) + s[size:]
	if strings.ContainsAny(s[len(s)-1:], ".!?") {
		return s
	}
	return s + "."
}

// trimWords is the text of an error without the words of its kind, which say
// nothing more to a person.
func trimWords(err, kind error) string {
	return strings.TrimSuffix(err.Error(), ": "+kind.Error())
}
