package app

import (
	"context"
	"time"

	"charley"
)

// An AccountReader answers who may come in. Secrets are kept and looked up by
// their hash only, so that whoever reads the database cannot use them.
type AccountReader interface {
	// Credential is how a person proves by what they know who they are.
	Credential(ctx context.Context, p charley.PersonID) (Credential, error)
	// RecoveryLeft is how many recovery codes were not used yet.
	RecoveryLeft(ctx context.Context, p charley.PersonID) (int, error)
	// Passkeys are a person's passkeys, oldest first.
	Passkeys(ctx context.Context, p charley.PersonID) ([]Passkey, error)
	// PasskeyByID finds a passkey, whoever it belongs to.
	PasskeyByID(ctx context.Context, id []byte) (Passkey, error)
	// Devices are all of a person's devices, oldest first.
	Devices(ctx context.Context, p charley.PersonID) ([]KeptDevice, error)
	// DeviceBySecret finds the device that holds a secret, whoever it belongs to.
	DeviceBySecret(ctx context.Context, secret Hash) (KeptDevice, error)
	// DeviceByKnown finds the device by the mark that stays on it after it signs out.
	DeviceByKnown(ctx context.Context, known Hash) (KeptDevice, error)
	// Link finds a one-time link.
	Link(ctx context.Context, secret Hash) (KeptLink, error)

	// Others is how many people there are beside one.
	Others(ctx context.Context, p charley.PersonID) (int, error)
	// Accounts are everybody's, in the order in which they were made.
	Accounts(ctx context.Context) ([]Account, error)
	AccountOf(ctx context.Context, p charley.PersonID) (Account, error)
	// AccountNamed finds an account by its name as FoldName makes it.
	AccountNamed(ctx context.Context, folded string) (Account, error)
	// PasskeysHere is how many passkeys everybody has together.
	PasskeysHere(ctx context.Context) (int, error)
	// ByPasskey says whether a passkey was shown in a session.
	ByPasskey(ctx context.Context, p charley.PersonID, device string) (bool, error)
	// GrantsBy are those that a person gave, GrantsTo those that they were given by
	// people whose account has not ended; newest first, also grants that have ended.
	GrantsBy(ctx context.Context, p charley.PersonID) ([]Grant, error)
	GrantsTo(ctx context.Context, p charley.PersonID) ([]Grant, error)
	// Looked are the lines of a person's log about what others did, newest first.
	Looked(ctx context.Context, p charley.PersonID, limit int) ([]AuditLine, error)
}

// An AccountWriter changes who may come in. Keep… adds what is not there and
// replaces what is; Drop… removes, also what is not there.
type AccountWriter interface {
	KeepCredential(ctx context.Context, c Credential) error
	// ReplaceRecovery makes these the only recovery codes of a person.
	ReplaceRecovery(ctx context.Context, p charley.PersonID, codes []Hash) error
	// UseRecovery takes one code away for good; charley.ErrNotFound if it is not there.
	UseRecovery(ctx context.Context, p charley.PersonID, code Hash) error
	KeepPasskey(ctx context.Context, k Passkey) error
	DropPasskey(ctx context.Context, p charley.PersonID, id []byte) error
	KeepDevice(ctx context.Context, d KeptDevice) error
	DropDevice(ctx context.Context, p charley.PersonID, id string) error
	KeepLink(ctx context.Context, l KeptLink) error
	KeepAccount(ctx context.Context, a Account) error
	KeepGrant(ctx context.Context, g Grant) error
	// KeepPasskeySession notes that a passkey was shown in a session; it goes with the device.
	KeepPasskeySession(ctx context.Context, p charley.PersonID, device string) error
	DropLink(ctx context.Context, p charley.PersonID, secret Hash) error
	// DropLinks removes a person's links of one purpose that end before a time.
	DropLinks(ctx context.Context, p charley.PersonID, purpose LinkPurpose, before time.Time) error
}
