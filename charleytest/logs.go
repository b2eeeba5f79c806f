package charleytest

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
)

// Canary is a word that tests put where people write: into notes, names, medicines, questions, names of devices and of
// files. At the end of `make test`, scripts/canary looks for it in everything that was logged.
const Canary = "kanarie7f3a"

// logsVariable names the folder in which that is kept.
const logsVariable = "CHARLEY_TEST_LOGS"

// KeepLogs has what is logged from here on written to a file too, if the run is to be searched in the end, and returns
// where servers and commands that a test starts should write beside. name says whose logs they are. It is for TestMain;
// that it cannot keep what it must is a panic, or the search would pass with nothing to look at.
func KeepLogs(name string) io.Writer {
	dir := os.Getenv(logsVariable)
	if dir == "" {
		return io.Discard
	}
	f, err := os.OpenFile(filepath.Join(dir, fmt.Sprintf("%s-%d.log", name, os.Getpid())), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		panic(err)
	}
	fmt.Fprintf(f, "level=INFO msg=kept from=%s\n", name)
	slog.SetDefault(slog.New(slog.NewTextHandler(io.MultiWriter(os.Stderr, f), nil)))
	return f
}
