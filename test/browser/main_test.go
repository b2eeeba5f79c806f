package browser

import (
	"flag"
	"io"
	"os"
	"runtime"
	"strconv"
	"testing"

	"charley/charleytest"
)

// atOnce is how many parallel tests run at a time on each processor: a browser
// mostly waits, for a page or for the half second between two taps. What looks at
// a clock or at frames is not parallel, and runs before the rest.
const atOnce = 3

// logs is where the servers of these tests log to.
var logs io.Writer

func TestMain(m *testing.M) {
	flag.Parse()
	chosen := false
	flag.Visit(func(f *flag.Flag) { chosen = chosen || f.Name == "test.parallel" })
	if !chosen {
		_ = flag.Set("test.parallel", strconv.Itoa(atOnce*runtime.NumCPU())) // a number is always taken
	}
	logs = charleytest.KeepLogs("browser")
	os.Exit(m.Run())
}
