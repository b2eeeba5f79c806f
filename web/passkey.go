package web

import (
	"cmp"
	"fmt"
	"net/http"
	"net/netip"
	"sync/atomic"
	"time"

	"charley"
	"charley/app"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
)

// A passkeyOffer is a button that asks the browser for a passkey. It takes a
// script, so it stays hidden until one runs; where it could not work at all, Why
// says what is missing.
type passkeyOffer struct {
	Options string // where the script fetches what to ask the browser for; "" if no passkey can be used
	Action  string // where what the passkey says is sent
	Label   string
	Next    string
	First   bool // the quickest way on this page
	Why     string
}

// A passkeyUse is what a passkey is asked for on a page.
type passkeyUse struct{ options, action, label string }

var (
	passkeySignIn  = passkeyUse{"/passkey/known", "/sign-in", "passkey.signin"}
	passkeyConfirm = passkeyUse{"/passkey/known", "/confirm", "passkey.confirm"}
	passkeyAdd     = passkeyUse{"/passkey/new", "/settings/passkeys", "passkey.add"}
)

func (v *visit) passkeyOffer(use passkeyUse, next string) passkeyOffer {
	if why := whyNoPasskey(v.r); why != "" {
		return passkeyOffer{Why: v.site.words.T(why)}
	}
	return passkeyOffer{Options: use.options, Action: use.action, Label: v.site.words.T(use.label), Next: next}
}

// whyNoPasskey is the text that says why browsers refuse passkeys at the address
// of a request; "" if they do not.
func whyNoPasskey(r *http.Request) string {
	name, ok := hostName(r.Host)
	_, err := netip.ParseAddr(name)
	switch {
	case !ok || err == nil:
		return "passkey.why.number"
	case !secure(r) && !isOwnMachine(r):
		return "passkey.why.plain"
	}
	return ""
}

// relyingParty is the program as passkeys know it: by the name that this browser
// uses, so that a passkey made at one address is of no use at another.
//
// Errors: charley.ErrNotFound where no passkey can be used.
func (v *visit) relyingParty() (*webauthn.WebAuthn, error) {
	if whyNoPasskey(v.r) != "" {
		return nil, charley.ErrNotFound
	}
	name, _ := hostName(v.r.Host)
	party, err := webauthn.New(&webauthn.Config{
		RPID: name, RPDisplayName: "Charley", RPOrigins: []string{v.base()}, AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{ResidentKey: protocol.ResidentKeyRequirementRequired, UserVerification: protocol.VerificationRequired},
	})
	if err != nil {
		return nil, fmt.Errorf("make ready for passkeys at this address: %w", err)
	}
	return party, nil
}

// A passkeyOwner is a person as the library wants to see them. The name is what
// a browser lists the passkey under: on a tablet that several use, it is how they
// tell theirs apart.
type passkeyOwner struct {
	id   charley.PersonID
	name string // of the account; "" where nobody asks for it
	keys []app.Passkey
}

func (o passkeyOwner) WebAuthnID() []byte          { return []byte(o.id) }
func (o passkeyOwner) WebAuthnName() string        { return cmp.Or(o.name, "Charley") }
func (o passkeyOwner) WebAuthnDisplayName() string { return o.WebAuthnName() }

func (o passkeyOwner) WebAuthnCredentials() []webauthn.Credential {
	out := make([]webauthn.Credential, len(o.keys))
	for i, k := range o.keys {
		out[i] = webauthn.Credential{
			ID: k.ID, PublicKey: k.PublicKey, Authenticator: webauthn.Authenticator{SignCount: k.SignCount},
			Flags: webauthn.CredentialFlags{UserPresent: true, UserVerified: true, BackupEligible: k.Flags.BackupEligible, BackupState: k.Flags.BackupState},
		}
		for _, t := range k.Transports {
			out[i].Transport = append(out[i].Transport, protocol.AuthenticatorTransport(t))
		}
	}
	return out
}

// askKnown gives a script what it asks the browser for, to show one of the
// passkeys that are known here: whichever the browser holds, so that nobody at
// the door learns which there are.
func askKnown(v *visit) error {
	party, err := v.relyingParty()
	if err != nil {
		return err
	}
	options, data, err := party.BeginDiscoverableLogin()
	if err != nil {
		return fmt.Errorf("ask for a passkey: %w", err)
	}
	v.site.challenges.put(v.site.app.Now(), challenge{data: *data, device: v.device.ID, source: household(arrivalOf(v.r).source)})
	answer(v.w, http.StatusOK, options)
	return nil
}

// askNew gives a script what it asks the browser for, to make a new passkey.
func askNew(v *visit) error {
	if err := v.site.app.Confirmed(v.r.Context(), v.caller); err != nil {
		return err
	}
	party, err := v.relyingParty()
	if err != nil {
		return err
	}
	owner, err := v.passkeyOwner()
	if err != nil {
		return err
	}
	not := webauthn.Credentials(owner.WebAuthnCredentials()).CredentialDescriptors()
	options, data, err := party.BeginRegistration(owner, webauthn.WithExclusions(not))
	if err != nil {
		return fmt.Errorf("ask for a new passkey: %w", err)
	}
	v.site.challenges.put(v.site.app.Now(), challenge{data: *data, fresh: true, device: v.device.ID, source: household(arrivalOf(v.r).source)})
	answer(v.w, http.StatusOK, options)
	return nil
}

func (v *visit) passkeyOwner() (passkeyOwner, error) {
	keys, err := v.site.app.Passkeys(v.r.Context(), v.caller)
	name := v.caller.Name
	if name == app.FirstName { // nobody chose it
		name = ""
	}
	return passkeyOwner{v.caller.Person, name, keys}, err
}

// newPasskey checks what a browser says of a passkey that it made when askNew
// asked it to.
//
// Errors: charley.ErrForbidden if it is not good.
func (v *visit) newPasskey(said string) (app.Passkey, error) {
	party, err := v.relyingParty()
	if err != nil {
		return app.Passkey{}, err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes([]byte(said))
	if err != nil {
		return app.Passkey{}, charley.ErrForbidden
	}
	c, ok := v.site.challenges.take(v.site.app.Now(), parsed.Response.CollectedClientData.Challenge)
	if !ok || !c.fresh || c.device != v.device.ID {
		return app.Passkey{}, charley.ErrForbidden
	}
	owner, err := v.passkeyOwner()
	if err != nil {
		return app.Passkey{}, err
	}
	made, err := party.CreateCredential(owner, c.data, parsed)
	if err != nil {
		return app.Passkey{}, v.badPasskey(err)
	}
	k := app.Passkey{
		ID: made.ID, PublicKey: made.PublicKey, SignCount: made.Authenticator.SignCount, Name: v.deviceName(),
		Flags: app.PasskeyFlags{BackupEligible: made.Flags.BackupEligible, BackupState: made.Flags.BackupState},
	}
	for _, t := range made.Transport {
		k.Transports = append(k.Transports, string(t))
	}
	return k, nil
}

// shownPasskey checks what a passkey says that askKnown asked for, and notes its
// use. It returns the passkey's id.
//
// Errors: charley.ErrForbidden if it is not good, or not known.
func (v *visit) shownPasskey(said string) ([]byte, error) {
	party, err := v.relyingParty()
	if err != nil {
		return nil, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes([]byte(said))
	if err != nil {
		return nil, charley.ErrForbidden
	}
	c, ok := v.site.challenges.take(v.site.app.Now(), parsed.Response.CollectedClientData.Challenge)
	if !ok || c.fresh {
		return nil, charley.ErrForbidden
	}
	find := func(id, _ []byte) (webauthn.User, error) {
		k, err := v.site.app.PasskeyByID(v.r.Context(), id)
		return passkeyOwner{id: k.Person, keys: []app.Passkey{k}}, err
	}
	_, shown, err := party.ValidatePasskeyLogin(find, c.data, parsed)
	if err != nil {
		return nil, v.badPasskey(err)
	}
	flags := app.PasskeyFlags{BackupEligible: shown.Flags.BackupEligible, BackupState: shown.Flags.BackupState}
	return shown.ID, v.site.app.UsedPasskey(v.r.Context(), shown.ID, parsed.Response.AuthenticatorData.Counter, flags)
}

// badPasskey is charley.ErrForbidden; what the library found is for the log. It
// is only asked about an answer to a challenge of ours, and says little even then:
// anybody at the door can have one, and must not fill the disk.
func (v *visit) badPasskey(err error) error {
	if v.site.refusals.now(v.site.app.Now()) {
		v.site.log.Warn("a passkey was refused", "error", err)
	}
	return charley.ErrForbidden
}

// A seldom lets something happen once a minute.
type seldom struct{ last atomic.Int64 } // in Unix seconds

func (s *seldom) now(now time.Time) bool {
	last := s.last.Load()
	since := now.Unix() - last
	return (since < 0 || since >= 60) && s.last.CompareAndSwap(last, now.Unix())
}
