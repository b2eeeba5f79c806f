// Package duckdb tests that a program of somebody else's reads the Parquet files that Charley writes: DuckDB, which
// package.json pins and scripts/install-test-needs fetches.
//
//	go test ./test/duckdb
package duckdb
