package app_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/diary"
	"charley/remind"
	"charley/tell"
	"charley/trial"
)

// A scene is a diary with something old and something new in it, for a row of
// the table.
type scene struct {
	*bedside
	ctx                 context.Context
	c                   charley.Caller  // who tries
	old, recent, fact   charley.EntryID // three days ago, just now, a fact of just now
	gone                charley.EntryID // three days ago, and deleted then
	tonight, longBefore charley.Night
	neighbour           charley.PersonID // has let them in
}

// newScene is a diary with an entry of three days ago, one of now, and a fact.
func newScene(t *testing.T) scene {
	t.Helper()
	s := scene{bedside: newClinic(t), ctx: context.Background()}
	s.old = s.put(t, map[string]any{"kind": "episode", "what": "cramp", "start": "2026-11-23T01:00:00Z", "note": "old"}).Entry.ID
	s.gone = s.put(t, map[string]any{"kind": "episode", "what": "cramp", "start": "2026-11-23T02:00:00Z", "note": "gone"}).Entry.ID
	if _, err := s.Delete(s.ctx, s.caller, s.gone, 0); err != nil {
		t.Fatal(err)
	}
	s.clock = s.clock.Add(72 * time.Hour)
	s.recent = s.put(t, map[string]any{"kind": "episode", "what": "cramp", "start": "2026-11-26T01:00:00Z"}).Entry.ID
	s.fact = s.put(t, map[string]any{"kind": "fact", "about": "condition", "code": "diabetes", "answer": "yes"}).Entry.ID
	s.neighbour = s.joins(t, "Neighbour", charley.RolePerson).Person
	admin := s.caller
	admin.Admin = true
	if err := s.SetAdmin(s.ctx, admin, s.neighbour, true); err != nil { // or nobody could have all of theirs erased
		t.Fatal(err)
	}
	if _, err := s.LetIn(s.ctx, s.as(t, "Neighbour"), "owner", charley.RoleHousehold, time.Time{}); err != nil {
		t.Fatal(err)
	}
	s.tonight = charley.Night{Year: 2026, Month: time.November, Day: 25}
	s.longBefore = s.tonight.Add(-3)
	return s
}

func (s scene) draft(kind charley.Kind, body map[string]any) diary.Draft {
	d, err := diary.NewDraft(kind, body)
	if err != nil {
		panic(err)
	}
	return d
}

// body is a cramp of now.
func (s scene) body() map[string]any {
	return map[string]any{"what": "cramp", "start": "2026-11-26T02:00:00Z"}
}

// A try is one use case with one thing to use it on, and who may: everybody who
// is not named is denied. The owner always may.
type try struct {
	use string // the method of App, and what it is used on
	may []charley.Scope
	do  func(scene) error
}

// tries are all use cases. One that is missing fails the test: whoever writes a
// use case says here who may use it.
var tries = []try{
	{"Entry of just now", recent, func(s scene) error { _, err := s.Entry(s.ctx, s.c, s.recent); return err }},
	{"Entry of long ago", reads, func(s scene) error { _, err := s.Entry(s.ctx, s.c, s.old); return err }},
	{"Entry that is a fact", reads, func(s scene) error { _, err := s.Entry(s.ctx, s.c, s.fact); return err }},
	{"History of just now", recent, func(s scene) error { _, _, err := s.History(s.ctx, s.c, s.recent); return err }},
	{"History of long ago", reads, func(s scene) error { _, _, err := s.History(s.ctx, s.c, s.old); return err }},
	{"Nights: the last two", recent, func(s scene) error { _, err := s.Nights(s.ctx, s.c, s.tonight.Add(-1), s.tonight); return err }},
	{"Nights: three", reads, func(s scene) error { _, err := s.Nights(s.ctx, s.c, s.tonight.Add(-2), s.tonight); return err }},
	{"Nights: from the first", reads, func(s scene) error { _, err := s.Nights(s.ctx, s.c, charley.Night{}, s.tonight); return err }},
	{"Nights: to the last", reads, func(s scene) error { _, err := s.Nights(s.ctx, s.c, s.tonight, charley.Night{}); return err }},
	{"Tonight", recent, func(s scene) error { _, _, err := s.Tonight(s.ctx, s.c); return err }},
	{"Settings", recent, func(s scene) error { _, err := s.Settings(s.ctx, s.c); return err }},
	{"Tell", recent, func(s scene) error { _, err := s.Tell(s.ctx, s.c); return err }},
	{"List", nil, func(s scene) error { _, _, _, err := s.List(s.ctx, s.c, 0, 10); return err }},
	{"Extent", reads, func(s scene) error { _, _, err := s.Extent(s.ctx, s.c); return err }},
	{"Facts", reads, func(s scene) error { _, err := s.Facts(s.ctx, s.c); return err }},
	{"Aways", reads, func(s scene) error { _, err := s.Aways(s.ctx, s.c); return err }},
	{"SitTests", reads, func(s scene) error { _, err := s.SitTests(s.ctx, s.c); return err }},
	{"Advise", reads, func(s scene) error { _, err := s.Advise(s.ctx, s.c); return err }},
	{"Revised", reads, func(s scene) error { _, err := s.Revised(s.ctx, s.c); return err }},
	{"RevisedLately", reads, func(s scene) error { _, err := s.RevisedLately(s.ctx, s.c, tell.Telling{}); return err }},
	{"TakeOut", nil, func(s scene) error { _, err := s.TakeOut(s.ctx, s.c, "csv"); return err }},
	// Of guests too, see TestAClinicianReadsWhatTheyWereLetInToAndNoLonger; who reads by themselves is nobody.
	{"TakeOutNights", nil, func(s scene) error {
		_, err := s.TakeOutNights(s.ctx, s.c, "csv", s.tonight, s.tonight)
		return err
	}},
	{"Export", nil, func(s scene) error { return s.Export(s.ctx, s.c, &bytes.Buffer{}) }},

	{"Put: a new cramp", phone, func(s scene) error {
		_, err := s.Put(s.ctx, s.c, charley.NewEntryID(), s.draft(charley.KindEpisode, s.body()))
		return err
	}},
	{"Put: a new morning", phone, func(s scene) error {
		_, err := s.Put(s.ctx, s.c, charley.NewEntryID(), s.draft(charley.KindMorning, map[string]any{"night": s.longBefore.String()}))
		return err
	}},
	{"Put: a new fact", nil, func(s scene) error {
		_, err := s.Put(s.ctx, s.c, charley.NewEntryID(), s.draft(charley.KindFact, map[string]any{"about": "sex", "sex": "F"}))
		return err
	}},
	{"Put: a stay away", nil, func(s scene) error {
		_, err := s.Put(s.ctx, s.c, charley.NewEntryID(), s.draft(charley.KindAway, map[string]any{"night": s.tonight.String(), "until": s.tonight.String()}))
		return err
	}},
	{"Put over what is just now", phone, func(s scene) error {
		body := s.body()
		body["parent"] = 1
		_, err := s.Put(s.ctx, s.c, s.recent, s.draft(charley.KindEpisode, body))
		return err
	}},
	{"Put over what is old", nil, func(s scene) error {
		body := s.body()
		body["parent"] = 1
		_, err := s.Put(s.ctx, s.c, s.old, s.draft(charley.KindEpisode, body))
		return err
	}},
	{"Put the same again, however old", phone, func(s scene) error {
		_, err := s.Put(s.ctx, s.c, s.old, s.draft(charley.KindEpisode, map[string]any{"what": "cramp", "start": "2026-11-23T01:00:00Z", "note": "old"}))
		return err
	}},
	{"Change what is just now", phone, func(s scene) error {
		_, err := s.Change(s.ctx, s.c, s.recent, map[string]any{"minutes": 4})
		return err
	}},
	{"Change what is old", nil, func(s scene) error {
		_, err := s.Change(s.ctx, s.c, s.old, map[string]any{"minutes": 4})
		return err
	}},
	{"Change a fact", nil, func(s scene) error {
		_, err := s.Change(s.ctx, s.c, s.fact, map[string]any{"answer": "no"})
		return err
	}},
	{"Delete what is just now", phone, func(s scene) error { _, err := s.Delete(s.ctx, s.c, s.recent, 0); return noMatter(err) }},
	{"Delete what is old", nil, func(s scene) error { _, err := s.Delete(s.ctx, s.c, s.old, 0); return err }},
	{"RestoreRev of what is just now", phone, func(s scene) error { _, err := s.RestoreRev(s.ctx, s.c, s.recent, 1); return err }},
	{"RestoreRev of what is old", nil, func(s scene) error {
		if _, err := s.Change(s.ctx, s.caller, s.old, map[string]any{"note": "new"}); err != nil {
			return err
		}
		_, err := s.RestoreRev(s.ctx, s.c, s.old, 1)
		return err
	}},
	{"RestoreRev of what is old, as it is", nil, func(s scene) error { _, err := s.RestoreRev(s.ctx, s.c, s.old, 1); return err }},
	{"RestoreRev of a fact, as it is", nil, func(s scene) error { _, err := s.RestoreRev(s.ctx, s.c, s.fact, 1); return err }},
	{"RestoreRev of an old tombstone, as it is", nil, func(s scene) error { _, err := s.RestoreRev(s.ctx, s.c, s.gone, 2); return err }},
	{"RestoreRev of an old tombstone", nil, func(s scene) error { _, err := s.RestoreRev(s.ctx, s.c, s.gone, 1); return err }},
	{"Delete a fact", nil, func(s scene) error { _, err := s.Delete(s.ctx, s.c, s.fact, 0); return err }},
	{"Delete an old tombstone again", nil, func(s scene) error { _, err := s.Delete(s.ctx, s.c, s.gone, 0); return err }},
	{"Delete a fact as nobody has seen it", nil, func(s scene) error { _, err := s.Delete(s.ctx, s.c, s.fact, 9); return isConflict(err) }},
	{"Delete what is old as nobody has seen it", nil, func(s scene) error { _, err := s.Delete(s.ctx, s.c, s.old, 9); return isConflict(err) }},
	{"Put other content over a fact", nil, func(s scene) error {
		_, err := s.Put(s.ctx, s.c, s.fact, s.draft(charley.KindFact, map[string]any{"about": "condition", "code": "diabetes", "answer": "no"}))
		return isConflict(err)
	}},
	{"Put other content over an old tombstone", nil, func(s scene) error {
		_, err := s.Put(s.ctx, s.c, s.gone, s.draft(charley.KindEpisode, s.body()))
		return isConflict(err)
	}},
	{"Put another kind over a fact", nil, func(s scene) error {
		_, err := s.Put(s.ctx, s.c, s.fact, s.draft(charley.KindEpisode, s.body()))
		if errors.Is(err, charley.ErrInvalid) {
			return nil // it says of what kind the entry is
		}
		return err
	}},
	{"Change what is old to what it is", nil, func(s scene) error {
		_, err := s.Change(s.ctx, s.c, s.old, map[string]any{"note": "old"})
		return err
	}},
	{"Undo of what is just now", phone, func(s scene) error {
		if _, err := s.Change(s.ctx, s.caller, s.recent, map[string]any{"note": "new"}); err != nil {
			return err
		}
		_, err := s.Undo(s.ctx, s.c)
		return err
	}},
	{"Answer to what is asked when a cramp does not ease", phone, func(s scene) error {
		_, err := s.Answer(s.ctx, s.c, charley.NewEntryID(), map[string]any{"swelling": "none", "pain": "severe"})
		return err
	}},
	{"Answer to anything else", nil, func(s scene) error {
		_, err := s.Answer(s.ctx, s.c, charley.NewEntryID(), map[string]any{"swelling": "none", "fever": false})
		return err
	}},
	{"EndFlag", nil, func(s scene) error {
		_, err := s.EndFlag(s.ctx, s.c, charley.NewEntryID(), "RF20", charley.FlagGone)
		return err
	}},
	{"TryRemedy", nil, func(s scene) error {
		_, err := s.TryRemedy(s.ctx, s.c, charley.NewEntryID(), "heating-pad", "yes")
		return err
	}},
	{"Trials", reads, func(s scene) error { _, err := s.Trials(s.ctx, s.c); return err }},
	{"DrawnTrials", reads, func(s scene) error { _, err := s.DrawnTrials(s.ctx, s.c); return err }},
	{"Trial", reads, func(s scene) error { _, err := s.Trial(s.ctx, s.c, s.recent); return noMatter(err) }},
	{"RunningTrial", recent, func(s scene) error { _, err := s.RunningTrial(s.ctx, s.c); return err }},
	{"PlanTrial", nil, func(s scene) error { _, err := s.PlanTrial(s.ctx, s.c, bath); return err }},
	{"StartTrial", nil, func(s scene) error {
		_, err := s.StartTrial(s.ctx, s.c, bath, charley.NewEntryID())
		if no := (*trial.Refusal)(nil); errors.As(err, &no) {
			return nil
		}
		return err
	}},
	{"TrialResult", reads, func(s scene) error { _, err := s.TrialResult(s.ctx, s.c, s.recent); return noMatter(err) }},
	{"LookAtTrial", nil, func(s scene) error { _, err := s.LookAtTrial(s.ctx, s.c, s.recent); return noMatter(err) }},
	{"StopTrial", nil, func(s scene) error {
		_, err := s.StopTrial(s.ctx, s.c, s.recent, charley.EndedOther)
		return noMatter(err)
	}},
	{"GuessTrial", nil, func(s scene) error {
		_, err := s.GuessTrial(s.ctx, s.c, s.recent, charley.DontKnow)
		return noMatter(err)
	}},
	{"TellHarm", nil, func(s scene) error {
		_, err := s.TellHarm(s.ctx, s.c, s.recent, charley.NewEntryID(), app.HarmTold{Grade: charley.HarmKept})
		return noMatter(err)
	}},
	{"TellWorse", nil, func(s scene) error {
		_, err := s.TellWorse(s.ctx, s.c, s.fact, charley.NewEntryID(), app.HarmTold{Grade: charley.HarmHelp})
		return noMatter(err)
	}},
	{"EndHarm", nil, func(s scene) error {
		_, err := s.EndHarm(s.ctx, s.c, s.recent, s.fact, charley.FlagSeen)
		return noMatter(err)
	}},
	{"HelperList", nil, func(s scene) error { _, err := s.HelperList(s.ctx, s.c, s.recent); return noMatter(err) }},
	{"Patterns", reads, func(s scene) error { _, err := s.Patterns(s.ctx, s.c, ""); return err }},
	{"Report", reads, func(s scene) error { _, err := s.Report(s.ctx, s.c, app.ReportWish{}); return err }},
	{"PatternsSoon", reads, func(s scene) error { _, err := s.PatternsSoon(s.ctx, s.c); return err }},
	{"PutMany", nil, func(s scene) error { _, err := s.PutMany(s.ctx, s.c, nil); return err }},
	{"SaveSettings", nil, func(s scene) error { return s.SaveSettings(s.ctx, s.c, charley.DefaultSettings("UTC")) }},
	{"Import", nil, func(s scene) error {
		_, err := s.Import(s.ctx, s.c, strings.NewReader(""))
		if errors.Is(err, charley.ErrConflict) {
			return nil // the diary is not empty
		}
		return err
	}},
	{"Erase", own, func(s scene) error { return noMatter(s.Erase(s.ctx, s.c)) }},
	{"Tap", tap, func(s scene) error { _, err := s.Tap(s.ctx, s.c, "cramp", ""); return err }},
	{"Calendar", []charley.Scope{charley.ScopeFeed}, func(s scene) error {
		_, err := s.Calendar(s.ctx, s.c, app.Fetched, remind.Words{})
		return err
	}},

	{"Devices", own, func(s scene) error { _, err := s.Devices(s.ctx, s.c); return err }},
	{"Revoke", own, func(s scene) error { return noMatter(s.Revoke(s.ctx, s.c, "nobody")) }},
	{"SignOut", leave, func(s scene) error { return s.SignOut(s.ctx, s.c) }},
	{"SignOutEverywhere", own, func(s scene) error { return s.SignOutEverywhere(s.ctx, s.c) }},
	{"SignOutElsewhere", own, func(s scene) error { return s.SignOutElsewhere(s.ctx, s.c) }},
	{"NewToken", nil, func(s scene) error {
		_, _, err := s.NewToken(s.ctx, s.c, "Button", app.DeviceButton, charley.ScopeTap)
		return err
	}},
	{"NewLink to pair", nil, func(s scene) error { _, err := s.NewLink(s.ctx, s.c, app.LinkPair); return err }},
	{"NewLink to set up", nil, func(s scene) error { _, err := s.NewLink(s.ctx, s.c, app.LinkSetup); return err }},
	{"SetPassword", own, func(s scene) error { _, err := s.SetPassword(s.ctx, s.c, secretWords, secretWords); return err }},
	{"NewRecovery", own, func(s scene) error { _, err := s.NewRecovery(s.ctx, s.c); return err }},
	{"Confirm", own, func(s scene) error { return s.Confirm(s.ctx, s.c, "", "") }},
	{"ConfirmPasskey", own, func(s scene) error {
		if err := s.AddPasskey(s.ctx, s.caller, aPasskey("a")); err != nil && !errors.Is(err, charley.ErrConflict) {
			return err
		}
		return s.ConfirmPasskey(s.ctx, s.c, []byte("a"))
	}},
	{"Confirmed", own, func(s scene) error { return s.Confirmed(s.ctx, s.c) }},
	{"AddPasskey", own, func(s scene) error { return s.AddPasskey(s.ctx, s.c, aPasskey("b"+string(s.c.Scope))) }},
	{"Passkeys", own, func(s scene) error { _, err := s.Passkeys(s.ctx, s.c); return err }},
	{"OwnAccount", own, func(s scene) error { _, err := s.OwnAccount(s.ctx, s.c); return err }},
	{"Whose", recent, func(s scene) error { _, err := s.Whose(s.ctx, s.c); return err }},
	{"OwnState", own, func(s scene) error { _, err := s.OwnState(s.ctx, s.c); return err }},
	{"RenameAccount", own, func(s scene) error { return s.RenameAccount(s.ctx, s.c, "Ana") }},
	{"Accounts", own, func(s scene) error { _, err := s.Accounts(s.ctx, s.c); return err }},
	{"AddAccount", own, func(s scene) error {
		_, _, err := s.AddAccount(s.ctx, s.c, "Ben "+string(s.c.Scope), charley.RolePerson)
		return err
	}},
	{"LinkFor", own, func(s scene) error { _, err := s.LinkFor(s.ctx, s.c, s.caller.Person); return err }},
	{"SetAdmin", own, func(s scene) error { return s.SetAdmin(s.ctx, s.c, s.caller.Person, true) }},
	{"EndAccount", own, func(s scene) error { return noMatter(s.EndAccount(s.ctx, s.c, "nobody")) }},
	{"Enter", own, func(s scene) error {
		_, err := s.Enter(s.ctx, s.c, s.neighbour, "GET /nights")
		return err
	}},
	{"Entrusted", own, func(s scene) error { _, err := s.Entrusted(s.ctx, s.c); return err }},
	{"Grants", nil, func(s scene) error { _, err := s.Grants(s.ctx, s.c); return err }},
	{"Looked", nil, func(s scene) error { _, err := s.Looked(s.ctx, s.c, 10); return err }},
	{"EndGrant", nil, func(s scene) error { return noMatter(s.EndGrant(s.ctx, s.c, "none")) }},
	{"LetIn", nil, func(s scene) error {
		_, err := s.LetIn(s.ctx, s.c, "nobody", charley.RoleHousehold, time.Time{})
		return isInvalid(err)
	}},
	{"RemovePasskey", own, func(s scene) error { return noMatter(s.RemovePasskey(s.ctx, s.c, []byte("c"))) }},
}

// forAdministrators are those that want more than a scope: see people_test.go.
var forAdministrators = []string{"Accounts", "AddAccount", "LinkFor", "SetAdmin", "EndAccount"}

// Who may use more than the owner's use cases.
var (
	phone = []charley.Scope{charley.ScopeAppend}
	tap   = []charley.Scope{charley.ScopeAppend, charley.ScopeTap}

	reads  = []charley.Scope{charley.ScopeRead}
	recent = []charley.Scope{charley.ScopeAppend, charley.ScopeRead}
	own    = []charley.Scope{charley.ScopeAccount}
	leave  = []charley.Scope{charley.ScopeAppend, charley.ScopeAccount}
)

// noMatter is a use case that was allowed and found nothing to do.
func noMatter(err error) error {
	if errors.Is(err, charley.ErrNotFound) {
		return nil
	}
	return err
}

// isInvalid is a use case that was allowed and told what is wrong.
func isInvalid(err error) error {
	if errors.Is(err, charley.ErrInvalid) {
		return nil
	}
	return err
}

// isConflict is a use case that was allowed and told what is stored instead.
func isConflict(err error) error {
	if conflict := (*charley.ConflictError)(nil); errors.As(err, &conflict) {
		return nil
	}
	return err
}

// aPasskey is a passkey that an authenticator could have made.
func aPasskey(id string) app.Passkey {
	return app.Passkey{ID: []byte(id), PublicKey: []byte{1, 2, 3}, Name: "Key", Transports: []string{"internal", "hybrid"}, SignCount: 1}
}

func TestWhoMayDoWhat(t *testing.T) {
	scopes := append([]charley.Scope{"", "admin", "ALL", "append,all"}, charley.Scopes[:]...)
	for _, x := range tries {
		t.Run(x.use, func(t *testing.T) {
			s := newScene(t)
			// Those who may not come first, because those who may change things.
			slices.SortStableFunc(scopes, func(a, b charley.Scope) int { return rank(x, a) - rank(x, b) })
			for _, scope := range scopes {
				s.c = charley.Caller{Person: s.caller.Person, Name: "somebody", Via: "test", Scope: scope, Admin: slices.Contains(forAdministrators, x.use)}
				err := x.do(s)
				if may := rank(x, scope) > 0; may && err != nil {
					t.Errorf("scope %q: %v, want it allowed", scope, err)
				} else if !may && !errors.Is(err, charley.ErrForbidden) {
					t.Errorf("scope %q: %v, want ErrForbidden", scope, err)
				}
			}
			for _, half := range []charley.Caller{{By: "somebody"}, {Grant: "g"}, {By: s.caller.Person, Grant: "g"}, {By: "somebody", Grant: "g", Admin: true}} {
				half.Person, half.Name, half.Scope = s.caller.Person, "somebody", charley.ScopeAll
				if s.c = half; !errors.Is(x.do(s), charley.ErrForbidden) {
					t.Errorf("half a guest, %+v, was let in", half)
				}
			}
			s.c = charley.Caller{Name: "somebody", Scope: charley.ScopeAll}
			if err := x.do(s); !errors.Is(err, charley.ErrForbidden) {
				t.Errorf("nobody's diary: %v, want ErrForbidden", err)
			}
		})
	}
}

// rank is 0 for a scope that may not.
func rank(x try, s charley.Scope) int {
	if s == charley.ScopeAll {
		return 2
	}
	if slices.Contains(x.may, s) {
		return 1
	}
	return 0
}

// atTheDoor are the use cases that need no caller, and why.
var atTheDoor = map[string]string{
	"Now":            "the clock",
	"NoteTold":       "the program itself, for everybody; it answers nothing",
	"KeepNotingTold": "the program itself, for everybody; it answers nothing",
	"Rest":           "waits for what is worked on beside",
	"With":           "the same program in another language",
	"State":          "how the disk is doing",
	"Owner":          "who is at this machine; a skin asks it only where nobody must sign in",
	"Account":        "whether there is a lock",
	"PersonNamed":    "who is at this machine and says whose diary they mean",
	"SignIn":         "the lock",
	"CheckLink":      "the lock",
	"UseLink":        "the lock",
	"Authenticate":   "the lock",
	"PasskeyByID":    "the lock: the skin checks the passkey against it",
	"UsedPasskey":    "the lock",
	"SignInPasskey":  "the lock",
}

func TestEveryUseCaseSaysWhoMayUseIt(t *testing.T) {
	said := map[string]bool{}
	for _, x := range tries {
		name, _, _ := strings.Cut(x.use, " ")
		said[strings.TrimSuffix(name, ":")] = true
	}
	app := reflect.TypeFor[*app.App]()
	caller := reflect.TypeFor[charley.Caller]()
	for i := range app.NumMethod() {
		m := app.Method(i)
		asks := slices.ContainsFunc(slices.Collect(maps.Values(parameters(m.Type))), func(p reflect.Type) bool { return p == caller })
		switch {
		case asks && !said[m.Name]:
			t.Errorf("App.%s says nowhere who may use it: add it to tries, with every scope that may", m.Name)
		case asks && atTheDoor[m.Name] != "", !asks && said[m.Name]:
			t.Errorf("App.%s is in the wrong table", m.Name)
		case !asks && atTheDoor[m.Name] == "":
			t.Errorf("App.%s takes no caller: give it one, or say in atTheDoor why not", m.Name)
		}
		delete(said, m.Name)
	}
	for name := range said {
		t.Errorf("App.%s does not exist any more: take it off the table", name)
	}
}

func parameters(f reflect.Type) map[int]reflect.Type {
	out := map[int]reflect.Type{}
	for i := range f.NumIn() {
		out[i] = f.In(i)
	}
	return out
}

// The phone at the bed and the owner look at the same night: the phone sees what
// was written in it, and nothing of who the person is.
func TestWhatAPairedPhoneSees(t *testing.T) {
	s := newScene(t)
	s.put(t, map[string]any{"kind": "away", "night": "2026-11-20", "until": "2026-11-30", "note": "in hospital"})
	s.c = charley.Caller{Person: s.caller.Person, Name: "owner", Via: "test", Scope: charley.ScopeAppend}
	nights, err := s.Nights(s.ctx, s.c, s.tonight.Add(-1), s.tonight)
	if err != nil || len(nights) != 2 || len(nights[1].Episodes) != 1 || nights[1].Away != nil {
		t.Errorf("got %+v (%v), want the cramp and nothing of the stay away", nights, err)
	}
	told, err := s.Tell(s.ctx, s.c)
	if err != nil || len(told.Conditions)+len(told.RedFlags)+len(told.Criteria)+len(told.Past)+len(told.Standing) > 0 || told.Main != nil {
		t.Errorf("got %+v (%v), want only how urgent it is", told.Verdict, err)
	}
}

// A clot that was told of by day must keep the phone from offering massage at night.
func TestAPairedPhoneKnowsThatAWarningSignStands(t *testing.T) {
	s := newScene(t)
	s.answers(t, map[string]any{"swelling": "one_leg"})
	s.c = charley.Caller{Person: s.caller.Person, Name: "owner", Via: "test", Scope: charley.ScopeAppend}
	told, err := s.Tell(s.ctx, s.c)
	if err != nil || !told.Urgent() || len(told.Fired()) == 0 || len(told.RedFlags) != len(told.Fired()) || len(told.RedFlags[0].Because) > 0 {
		t.Errorf("got %+v (%v), want the sign and nothing of why", told.Verdict, err)
	}
}

// An edit of another device must not be shown to a phone by way of a conflict.
func TestAConflictShowsAPhoneNothingOld(t *testing.T) {
	s := newScene(t)
	s.c = charley.Caller{Person: s.caller.Person, Name: "owner", Via: "test", Scope: charley.ScopeAppend}
	_, err := s.Put(s.ctx, s.c, s.old, s.draft(charley.KindEpisode, s.body()))
	if conflict := (*charley.ConflictError)(nil); !errors.Is(err, charley.ErrForbidden) || errors.As(err, &conflict) {
		t.Errorf("got %v, want ErrForbidden and no entry", err)
	}
	_, err = s.Put(s.ctx, s.c, s.recent, s.draft(charley.KindEpisode, s.body()))
	if conflict := (*charley.ConflictError)(nil); !errors.As(err, &conflict) {
		t.Errorf("got %v, want the conflict: this one it may see", err)
	}
}

// What a phone sends again is acknowledged however late, but no entry comes back to
// it that it may not read.
func TestAPhoneThatSendsAgainIsToldOfNothingHidden(t *testing.T) {
	s := newScene(t)
	s.c = charley.Caller{Person: s.caller.Person, Name: "owner", Via: "test", Scope: charley.ScopeAppend}
	for name, x := range map[string]struct {
		id   charley.EntryID
		kind charley.Kind
		body map[string]any
		rev  int
	}{
		"an old entry":     {s.old, charley.KindEpisode, map[string]any{"what": "cramp", "start": "2026-11-23T01:00:00Z", "note": "old"}, 1},
		"an old tombstone": {s.gone, charley.KindEpisode, map[string]any{"what": "cramp", "start": "2026-11-23T02:00:00Z", "note": "gone"}, 2},
		"a fact":           {s.fact, charley.KindFact, map[string]any{"about": "condition", "code": "diabetes", "answer": "yes"}, 1},
	} {
		saved, err := s.Put(s.ctx, s.c, x.id, s.draft(x.kind, x.body))
		if want := (charley.Entry{ID: x.id, Rev: x.rev}); err != nil || saved.Outcome != diary.Same || !reflect.DeepEqual(saved.Entry, want) {
			t.Errorf("%s: got %+v (%v), want the id and the rev alone", name, saved, err)
		}
	}
	saved, err := s.Put(s.ctx, s.c, s.recent, s.draft(charley.KindEpisode, map[string]any{"what": "cramp", "start": "2026-11-26T01:00:00Z"}))
	if err != nil || saved.Outcome != diary.Same || saved.Entry.Kind != charley.KindEpisode {
		t.Errorf("just now: got %+v (%v), want the entry whole", saved, err)
	}
}

// Undo goes back through everything, but a phone stops where the day ends.
func TestAPhoneTakesBackOnlyWhatIsJustNow(t *testing.T) {
	s := newScene(t)
	s.c = charley.Caller{Person: s.caller.Person, Name: "owner", Via: "test", Scope: charley.ScopeAppend}
	if _, err := s.Undo(s.ctx, s.c); !errors.Is(err, charley.ErrNotFound) {
		t.Errorf("the last change is a fact: got %v, want ErrNotFound", err)
	}
	b := newClinic(t)
	b.put(t, cramp())
	b.clock = b.clock.Add(25 * time.Hour)
	c := charley.Caller{Person: b.caller.Person, Name: "owner", Via: "test", Scope: charley.ScopeAppend}
	if _, err := b.Undo(s.ctx, c); !errors.Is(err, charley.ErrNotFound) {
		t.Errorf("the last change is a day old: got %v, want ErrNotFound", err)
	}
}

// Half a year of nights, a phone with a diary of its own that was offline for a
// month: everything it has is new to the server, and is taken.
func TestWhatAPhoneWroteAMonthAgoIsTaken(t *testing.T) {
	s := newScene(t)
	s.c = charley.Caller{Person: s.caller.Person, Name: "owner", Via: "test", Scope: charley.ScopeAppend}
	for i := range 3 {
		at := s.clock.AddDate(0, -1, i).Format(time.RFC3339)
		id := charley.NewEntryID()
		for range 2 { // the answer to the first try got lost
			d := s.draft(charley.KindEpisode, map[string]any{"what": "cramp", "start": at, "note": fmt.Sprint(i)})
			if _, err := s.Put(s.ctx, s.c, id, d); err != nil {
				t.Error(err)
			}
		}
	}
}
