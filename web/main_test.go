package web

import (
	"log/slog"
	"os"
	"testing"

	"charley/charleytest"
)

// keptLog is where the pages of these tests log to, beside what a test looks at itself.
var keptLog *slog.Logger

func TestMain(m *testing.M) {
	keptLog = slog.New(slog.NewTextHandler(charleytest.KeepLogs("web"), nil))
	os.Exit(m.Run())
}
