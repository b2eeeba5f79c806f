// Package backup keeps copies of a diary that are known to come back: each is
// restored into a scratch folder and compared before it is called a backup.
//
// A backup is one file, an ordinary tar that holds manifest.json, the database
// as charley.db.gz, and SHA256SUMS; it may be encrypted to an age recipient.
// Nothing in this package deletes what a person wrote: restoring over a diary
// moves the old one aside, and pruning removes only older copies.
//
// It does not decide what a diary means, and it does not send copies anywhere.
//
//	k := backup.Keeper{Dir: "/var/lib/charley", Version: "1.0", Now: time.Now}
//	b, err := k.Create(ctx, "")      // made, restored, compared: b.Verified is set
//	_, err = k.Restore(ctx, b.Path, true) // the diary as it was then; the old one is kept beside it
package backup
