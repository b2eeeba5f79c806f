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
	DropLink(ctx context.Context, p charley.PersonID, secret Hash) error
	// DropLinks removes a person's links of one purpose that end before a time.
	DropLinks(ctx context.Context, p charley.PersonID, purpose LinkPurpose, before time.Time) error
}
