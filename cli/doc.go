// Package cli is Charley at the terminal: it reads the command line, puts the
// program together (knowledge, store, app, pages), and says in plain words what
// came of it.
//
// It decides nothing about nights, merging or backups; those are packages
// diary, app and backup. It is one of two skins over package app, the other
// being web.
//
//	code := cli.Run(ctx, os.Args[1:], cli.Process(time.Now))
package cli
