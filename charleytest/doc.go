// Package charleytest gives tests what they need from outside: a simulated diary without a store, and a real database
// server that cleans up after itself. It holds no assertions.
//
//	diary, err := store.Open(ctx, store.Options{DSN: charleytest.Postgres(t)})
package charleytest
