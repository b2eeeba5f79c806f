// Package store keeps diaries on a disk: in one SQLite file, which is the
// default, or in a PostgreSQL database. It implements app.Store.
//
// It promises that what Update has acknowledged is on the disk, once and
// unaltered, and that it says so when the disk or the file is not well. It does
// not know what entries mean: that is package diary; nor who may write them:
// that is package app.
//
// There is one SQL text for both engines, in query/, and a folder of migrations
// for each, in migration/. Package store/storetest is the contract that both
// engines are held to.
//
//	diary, err := store.Open(ctx, store.Options{Dir: "/var/lib/charley"})
//	if err != nil {
//		return err
//	}
//	defer diary.Close()
//	a := app.New(diary, time.Now)
package store
