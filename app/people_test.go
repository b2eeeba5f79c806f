package app_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"charley"
	"charley/app"
)

// joins adds somebody to the server.
func (b *bedside) joins(t testing.TB, name string, role charley.Role) app.Account {
	t.Helper()
	admin := b.caller
	admin.Admin = true
	of, _, err := b.AddAccount(context.Background(), admin, name, role)
	if err != nil {
		t.Fatal(err)
	}
	return of
}

// as is somebody at the machine.
func (b *bedside) as(t testing.TB, name string) charley.Caller {
	t.Helper()
	c, err := b.PersonNamed(context.Background(), name)
	if err != nil {
		t.Fatal(err)
	}
	c.Via, c.Device, c.Admin = "test", "terminal", false
	return c
}

// signsIn sets somebody up by a link, with a passkey or without, and is how they come in.
func (b *bedside) signsIn(t testing.TB, name string, byPasskey bool) charley.Caller {
	t.Helper()
	ctx := context.Background()
	admin := b.caller
	admin.Admin = true
	l, err := b.LinkFor(ctx, admin, b.as(t, name).Person)
	if err != nil {
		t.Fatal(err)
	}
	s, err := b.UseLink(ctx, l.Secret, app.LinkSetup, "Browser of "+name)
	if err != nil {
		t.Fatal(err)
	}
	c, _, err := b.Authenticate(ctx, s.Secret)
	if err == nil && byPasskey {
		if err = b.AddPasskey(ctx, c, aPasskey("key of "+name)); err == nil {
			err = b.ConfirmPasskey(ctx, c, []byte("key of "+name))
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	c.Via = "web"
	return c
}

// A household: Ana, whose server it is, Ben, who lives with her, and Dr Sen, her doctor.
func household(t testing.TB) (b *bedside, ana, ben, sen charley.Caller) {
	t.Helper()
	b = newClinic(t)
	ana = b.caller
	ana.Admin = true
	if err := b.RenameAccount(context.Background(), ana, "Ana"); err != nil {
		t.Fatal(err)
	}
	b.joins(t, "Ben", charley.RolePerson)
	b.joins(t, "Dr Sen", charley.RoleClinician)
	return b, ana, b.signsIn(t, "Ben", false), b.signsIn(t, "Dr Sen", true)
}

func TestSeveralPeopleSignInByName(t *testing.T) {
	b, ana, ben, _ := household(t)
	ctx := context.Background()
	if _, err := b.SetPassword(ctx, ben, "", secretWords); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		what, name, password string
		in                   bool
	}{
		{"by his name", "Ben", secretWords, true},
		{"whatever the case, and with spaces", " bEN ", secretWords, true},
		{"without a name", "", secretWords, false},
		{"by a name that nobody has", "Bea", secretWords, false},
		{"by the name of somebody without a password", "Ana", secretWords, false},
		{"with another password", "Ben", secretWords + "!", false},
	} {
		s, err := b.SignIn(ctx, app.SignIn{Name: x.name, Password: x.password, Source: "192.0.2." + x.name})
		if (err == nil) != x.in || err != nil && !errors.Is(err, charley.ErrForbidden) {
			t.Errorf("%s: %v, let in: want %v", x.what, err, x.in)
		}
		if x.in && s.Caller.Person != ben.Person {
			t.Errorf("%s: came in as %s", x.what, s.Caller.Name)
		}
	}
	if state, err := b.Account(ctx); err != nil || !state.Set || !state.Several {
		t.Errorf("at the door: %+v, %v", state, err)
	}
	if ana.Person == ben.Person {
		t.Error("they are one")
	}
}

// Whoever makes one name wait does not learn by another whether somebody has it.
func TestNobodyLearnsAtTheDoorWhoHasAnAccount(t *testing.T) {
	b, _, ben, _ := household(t)
	if _, err := b.SetPassword(context.Background(), ben, "", secretWords); err != nil {
		t.Fatal(err)
	}
	for i := range 6 {
		guess(t, b, app.SignIn{Name: "Bea", Source: fmt.Sprintf("192.0.2.%d", i)})
	}
	if guess(t, b, app.SignIn{Name: "bea ", Source: "198.51.100.1"}) {
		t.Error("a name that nobody has is never made to wait")
	}
	for i, name := range []string{"Zoe", "Ben", "Dr Sen"} {
		if !guess(t, b, app.SignIn{Name: name, Source: fmt.Sprintf("203.0.113.%d", i)}) {
			t.Errorf("%s has to wait, and others have not", name)
		}
	}
}

// Each sees only their own, also by an id they heard of.
func TestNobodySeesADiaryTheyWereNotLetInTo(t *testing.T) {
	b, ana, ben, sen := household(t)
	ctx := context.Background()
	mine := b.put(t, cramp()).Entry
	for name, c := range map[string]charley.Caller{"Ben": ben, "Dr Sen": sen} {
		if _, err := b.Enter(ctx, c, ana.Person, "GET /nights"); !errors.Is(err, charley.ErrForbidden) {
			t.Errorf("%s entered: %v", name, err)
		}
		if _, err := b.Enter(ctx, c, charley.NewPersonID(), "GET /nights"); !errors.Is(err, charley.ErrForbidden) {
			t.Errorf("%s entered a diary that does not exist: %v", name, err)
		}
		if _, err := b.Entry(ctx, c, mine.ID); !errors.Is(err, charley.ErrNotFound) && !errors.Is(err, charley.ErrForbidden) {
			t.Errorf("%s read an entry: %v", name, err)
		}
	}
	if lines, err := b.Looked(ctx, ana, 10); err != nil || len(lines) != 0 {
		t.Errorf("got %+v, %v; nobody looked", lines, err)
	}
}

func TestAClinicianReadsWhatTheyWereLetInToAndNoLonger(t *testing.T) {
	b, ana, _, sen := household(t)
	ctx := context.Background()
	b.put(t, cramp())
	until := b.clock.Add(30 * 24 * time.Hour)
	g, err := b.LetIn(ctx, ana, "dr sen", charley.RoleClinician, until)
	if err != nil || g.Who != "Dr Sen" {
		t.Fatal(g, err)
	}
	in, err := b.Enter(ctx, sen, ana.Person, "GET /nights")
	if err != nil {
		t.Fatal(err)
	}
	if nights, err := b.Nights(ctx, in, charley.Night{}, charley.Night{}); err != nil || len(nights) == 0 {
		t.Errorf("nights: %d, %v", len(nights), err)
	}
	if _, err := b.Report(ctx, in, app.ReportWish{}); err != nil {
		t.Errorf("report: %v", err)
	}
	if d, err := b.TakeOutNights(ctx, in, "fhir", charley.Night{}, charley.Night{}); err != nil || d.Person != ana.Person {
		t.Errorf("the nights to take along: %v", err)
	}
	for what, err := range map[string]error{
		"put":      second(b.Put(ctx, in, charley.NewEntryID(), scene{bedside: b}.draft(charley.KindEpisode, cramp()))),
		"erase":    b.Erase(ctx, in),
		"export":   second(b.TakeOut(ctx, in, "csv")),
		"let in":   second(b.LetIn(ctx, in, "Ben", charley.RoleHousehold, time.Time{})),
		"devices":  second(b.Devices(ctx, in)),
		"settings": b.SaveSettings(ctx, in, charley.DefaultSettings("UTC")),
		"leave":    b.SignOut(ctx, in),
		"enter":    second(b.Enter(ctx, in, ana.Person, "GET /")),
	} {
		if !errors.Is(err, charley.ErrForbidden) {
			t.Errorf("%s as a clinician: %v, want ErrForbidden", what, err)
		}
	}
	lines, err := b.Looked(ctx, ana, 10)
	if err != nil || len(lines) != 3 || lines[0].Action != "export fhir" || lines[1].Action != "report" || lines[2].Action != "enter GET /nights" || lines[2].By != sen.Person || lines[2].Caller != "Dr Sen" {
		t.Errorf("who looked: %+v, %v", lines, err)
	}
	if err := b.EndGrant(ctx, ana, g.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Enter(ctx, sen, ana.Person, "GET /nights"); !errors.Is(err, charley.ErrForbidden) {
		t.Errorf("taken back, and entered: %v", err)
	}
	if _, err = b.LetIn(ctx, ana, "Dr Sen", charley.RoleClinician, b.clock.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	b.clock = b.clock.Add(time.Minute)
	if _, err := b.Enter(ctx, sen, ana.Person, "GET /nights"); !errors.Is(err, charley.ErrForbidden) {
		t.Errorf("ended, and entered: %v", err)
	}
	if all, err := b.Entrusted(ctx, sen); err != nil || len(all) != 0 {
		t.Errorf("still entrusted: %+v, %v", all, err)
	}
	if all, err := b.Grants(ctx, ana); err != nil || len(all) != 2 {
		t.Errorf("Ana sees %d grants, %v; want both", len(all), err)
	}
}

func second[T any](_ T, err error) error { return err }

func TestAClinicianComesByPasskeyOnly(t *testing.T) {
	b, ana, _, _ := household(t)
	ctx := context.Background()
	if _, err := b.LetIn(ctx, ana, "Dr Sen", charley.RoleClinician, b.clock.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	weak := b.signsIn(t, "Dr Sen", false)
	if _, err := b.Enter(ctx, weak, ana.Person, "GET /nights"); !errors.Is(err, charley.ErrWantsPasskey) {
		t.Errorf("without a passkey: %v", err)
	}
	if lines, err := b.Looked(ctx, ana, 10); err != nil || len(lines) != 0 {
		t.Errorf("got %+v, %v; nobody got in", lines, err)
	}
	s, err := b.SignInPasskey(ctx, []byte("key of Dr Sen"), "Tablet")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Enter(ctx, s.Caller, ana.Person, "GET /nights"); err != nil {
		t.Errorf("with one: %v", err)
	}
}

func TestAClinicianIsSignedOutSoon(t *testing.T) {
	b, _, _, _ := household(t)
	ctx := context.Background()
	s, err := b.SignInPasskey(ctx, []byte("key of Dr Sen"), "Tablet")
	if err != nil {
		t.Fatal(err)
	}
	came := func() error { return third(b.Authenticate(ctx, s.Secret)) }
	for began := b.clock; b.clock.Before(began.Add(8*time.Hour - 14*time.Minute)); b.clock = b.clock.Add(14 * time.Minute) {
		if err := came(); err != nil {
			t.Fatalf("after %v at work: %v", b.clock.Sub(began), err)
		}
	}
	b.clock = b.clock.Add(14 * time.Minute)
	if err := came(); !errors.Is(err, charley.ErrUnauthorized) {
		t.Errorf("after eight hours: %v", err)
	}
	if s, err = b.SignInPasskey(ctx, []byte("key of Dr Sen"), "Tablet"); err != nil {
		t.Fatal(err)
	}
	b.clock = b.clock.Add(15 * time.Minute)
	if err := came(); !errors.Is(err, charley.ErrUnauthorized) {
		t.Errorf("after a quarter of an hour away: %v", err)
	}
}

func third[A, B any](_ A, _ B, err error) error { return err }

// Ben hears Ana cry out and writes it down for her.
func TestAHouseholdMemberWritesDownACramp(t *testing.T) {
	b, ana, ben, _ := household(t)
	ctx := context.Background()
	b.put(t, map[string]any{"kind": "fact", "about": "condition", "code": "diabetes", "answer": "yes"})
	if _, err := b.LetIn(ctx, ana, "Ben", charley.RoleHousehold, time.Time{}); err != nil {
		t.Fatal(err)
	}
	in, err := b.Enter(ctx, ben, ana.Person, "POST /now")
	if err != nil {
		t.Fatal(err)
	}
	saved, err := b.Tap(ctx, in, "cramp", "")
	if err != nil {
		t.Fatal(err)
	}
	revs, _, err := b.History(ctx, ana, saved.Entry.ID)
	if err != nil || len(revs) != 1 || revs[0].Author != "Ben" || !strings.HasPrefix(revs[0].Stamp.Device, "Ben, ") {
		t.Errorf("in Ana's diary: %+v, %v; want it by Ben", revs, err)
	}
	if _, err := b.Facts(ctx, in); !errors.Is(err, charley.ErrForbidden) {
		t.Errorf("Ben reads what stands about her: %v", err)
	}
	lines, err := b.Looked(ctx, ana, 10)
	if err != nil || len(lines) != 2 || !slices.ContainsFunc(lines, func(l app.AuditLine) bool { return l.Entry == saved.Entry.ID && l.By == ben.Person }) {
		t.Errorf("in her log: %+v, %v", lines, err)
	}
}

func TestWhatCannotBeGranted(t *testing.T) {
	b, ana, _, _ := household(t)
	day := b.clock.Add(24 * time.Hour)
	for _, x := range []struct {
		what, to string
		role     charley.Role
		until    time.Time
		field    string
	}{
		{"to nobody", "Carla", charley.RoleHousehold, day, "to"},
		{"to oneself", "Ana", charley.RoleHousehold, day, "to"},
		{"a clinician as household", "Dr Sen", charley.RoleHousehold, day, "role"},
		{"a neighbour as clinician", "Ben", charley.RoleClinician, day, "role"},
		{"as what there is not", "Ben", "friend", day, "role"},
		{"as a person", "Ben", charley.RolePerson, day, "role"},
		{"a clinician for ever", "Dr Sen", charley.RoleClinician, time.Time{}, "until"},
		{"a clinician for years", "Dr Sen", charley.RoleClinician, b.clock.AddDate(2, 0, 0), "until"},
		{"until yesterday", "Ben", charley.RoleHousehold, b.clock.Add(-time.Hour), "until"},
	} {
		_, err := b.LetIn(context.Background(), ana, x.to, x.role, x.until)
		if f := (*charley.FieldError)(nil); !errors.As(err, &f) || f.Field != x.field {
			t.Errorf("%s: %v, want it refused by %s", x.what, err, x.field)
		}
	}
}

func TestAnAdministratorSeesNobodysDiary(t *testing.T) {
	b, ana, ben, _ := household(t)
	ctx := context.Background()
	if _, err := b.Enter(ctx, ana, ben.Person, "GET /nights"); !errors.Is(err, charley.ErrForbidden) {
		t.Errorf("entered: %v", err)
	}
	for what, err := range map[string]error{
		"accounts": second(b.Accounts(ctx, ben)), "add": third(b.AddAccount(ctx, ben, "Eve", charley.RolePerson)), "link": second(b.LinkFor(ctx, ben, ana.Person)),
		"admin": b.SetAdmin(ctx, ben, ben.Person, true), "end": b.EndAccount(ctx, ben, ana.Person),
	} {
		if !errors.Is(err, charley.ErrForbidden) {
			t.Errorf("%s by somebody who is none: %v", what, err)
		}
	}
	if _, err := b.LinkFor(ctx, ana, ben.Person); err != nil {
		t.Fatal(err)
	}
	lines, err := b.Looked(ctx, ben, 10)
	if err != nil || len(lines) == 0 || lines[0].Action != "new way in" || lines[0].By != ana.Person {
		t.Errorf("Ben is not told that somebody made a way in: %+v, %v", lines, err)
	}
}

func TestWhoHasLeftIsOut(t *testing.T) {
	b, ana, ben, sen := household(t)
	ctx := context.Background()
	if _, err := b.LetIn(ctx, ben, "Dr Sen", charley.RoleClinician, b.clock.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, err := b.LetIn(ctx, ana, "Ben", charley.RoleHousehold, time.Time{}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.SetPassword(ctx, ben, "", secretWords); err != nil {
		t.Fatal(err)
	}
	session, err := b.SignIn(ctx, app.SignIn{Name: "Ben", Password: secretWords, Source: "192.0.2.1"})
	if err != nil {
		t.Fatal(err)
	}
	l, err := b.LinkFor(ctx, ana, ben.Person)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.EndAccount(ctx, ana, ben.Person); err != nil {
		t.Fatal(err)
	}
	if _, err := b.SignIn(ctx, app.SignIn{Name: "Ben", Password: secretWords, Source: "192.0.2.1"}); !errors.Is(err, charley.ErrForbidden) {
		t.Errorf("by his password: %v", err)
	}
	if _, _, err := b.Authenticate(ctx, session.Secret); !errors.Is(err, charley.ErrUnauthorized) {
		t.Errorf("in the browser where he was signed in: %v", err)
	}
	if _, err := b.Enter(ctx, ben, ana.Person, "GET /nights"); !errors.Is(err, charley.ErrForbidden) {
		t.Errorf("into a diary that he was let in to: %v", err)
	}
	if _, err := b.UseLink(ctx, l.Secret, app.LinkSetup, ""); !errors.Is(err, charley.ErrForbidden) {
		t.Errorf("by the link: %v", err)
	}
	if _, err := b.Enter(ctx, sen, ben.Person, "GET /nights"); !errors.Is(err, charley.ErrForbidden) {
		t.Errorf("somebody entered the diary: %v", err)
	}
	if err := b.SetAdmin(ctx, ana, ben.Person, true); !errors.Is(err, charley.ErrConflict) {
		t.Errorf("made an administrator: %v", err)
	}
	for what, err := range map[string]error{"step back": b.SetAdmin(ctx, ana, ana.Person, false), "end": b.EndAccount(ctx, ana, ana.Person), "erase": b.Erase(ctx, ana)} {
		if !errors.Is(err, charley.ErrConflict) {
			t.Errorf("the last administrator: %s: %v, want ErrConflict", what, err)
		}
	}
}

func TestNamesAreTheOnlyOnesOfTheirKind(t *testing.T) {
	b, ana, ben, _ := household(t)
	ctx := context.Background()
	for _, name := range []string{"ana", "ANA", " Ana "} {
		if err := b.RenameAccount(ctx, ben, name); !errors.Is(err, charley.ErrConflict) {
			t.Errorf("%q: %v, want ErrConflict", name, err)
		}
	}
	for _, name := range []string{"", " ", strings.Repeat("x", 41), "A\x00B"} {
		if err := b.RenameAccount(ctx, ben, name); !errors.Is(err, charley.ErrInvalid) {
			t.Errorf("%q: %v, want ErrInvalid", name, err)
		}
	}
	if _, _, err := b.AddAccount(ctx, ana, "Eve", charley.RoleHousehold); !errors.Is(err, charley.ErrInvalid) {
		t.Errorf("a member of the household without a diary: %v", err)
	}
	if err := b.RenameAccount(ctx, ben, "BEN"); err != nil {
		t.Errorf("another way to write it: %v", err)
	}
}

// Where the log cannot be written nobody enters.
func TestNobodyEntersUnseen(t *testing.T) {
	b, ana, ben, _ := household(t)
	ctx := context.Background()
	if _, err := b.LetIn(ctx, ana, "Ben", charley.RoleHousehold, time.Time{}); err != nil {
		t.Fatal(err)
	}
	full := app.New(fullDisk{b.store}, func() time.Time { return b.clock })
	if in, err := full.Enter(ctx, ben, ana.Person, "GET /"); !errors.Is(err, charley.ErrDiskFull) || in != (charley.Caller{}) {
		t.Errorf("got %+v, %v", in, err)
	}
}

// A fullDisk is a store that can only be read.
type fullDisk struct{ app.Store }

func (fullDisk) Update(context.Context, func(app.Writer) error) error { return charley.ErrDiskFull }

// Of names of any kind something is left that every disk takes, or nothing.
func TestANameAsAPartOfAFilesName(t *testing.T) {
	for name, want := range map[string]string{
		"Anna": "anna", "José María": "jose-maria", "Dr. Weber / Praxis": "dr-weber-praxis", "../../etc": "etc", "con": "con", "武田": "", "anna\"\r\nx": "anna-x",
		strings.Repeat("ab ", 20): "ab-ab-ab-ab-ab-ab-ab-ab",
	} {
		if got := app.FileName(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}
