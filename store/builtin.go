package store

import sqlite3 "modernc.org/sqlite/lib"

// What this program was built with, for those who ask which Charley it is.
const (
	SQLiteVersion = sqlite3.SQLITE_VERSION // such as "3.54.1"
	LatestSchema  = latestSchema           // number of the last migration it knows
)
