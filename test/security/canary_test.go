package security

import (
	"encoding/base64"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"charley/charleytest"
)

// The search at the end of `make test` finds what it looks for, and does not pass where there is nothing to look through.
func TestTheSearchOfTheLogsFinds(t *testing.T) {
	quiet := map[string]string{"web-1.log": "time=x level=INFO msg=started\n", "harness-1.log": "time=x level=INFO msg=stopped\n"}
	with := func(name, text string) map[string]string {
		out := map[string]string{name: text}
		for n, x := range quiet {
			if n != name {
				out[n] = x
			}
		}
		return out
	}
	for name, c := range map[string]struct {
		logs map[string]string
		ok   bool
		says string
	}{
		"nothing in them":     {quiet, true, "in none of 2 logs"},
		"a note":              {with("web-2.log", "msg=x note=\"it hurts "+charleytest.Canary+"\"\n"), false, "found " + charleytest.Canary},
		"a note, in capitals": {with("web-2.log", strings.ToUpper(charleytest.Canary)), false, "found"},
		"a note, as bytes":    {with("web-2.log", fmt.Sprint([]byte("x "+charleytest.Canary))), false, "found"},
		"a note, in hex":      {with("web-2.log", fmt.Sprintf("%x", "x "+charleytest.Canary)), false, "found"},
		"a note, packed":      {with("web-2.log", base64.StdEncoding.EncodeToString([]byte(charleytest.Canary))), false, "found"},
		"a note, packed late": {with("web-2.log", base64.StdEncoding.EncodeToString([]byte("x"+charleytest.Canary))), false, "found"},
		"a note, later still": {with("web-2.log", base64.StdEncoding.EncodeToString([]byte("xx"+charleytest.Canary))), false, "found"},
		"a secret":            {with("web-2.log", "msg=x cookie=charley=chl_"+strings.Repeat("aB3-", 10)+"xyz\n"), false, "chl_..."},
		"no log":              {nil, false, "no log was kept"},
		"none of one kind":    {map[string]string{"web-1.log": "time=x\n"}, false, "harness kept no log"},
		"an empty one":        {with("harness-1.log", ""), false, "harness kept no log"},
	} {
		dir := t.TempDir()
		for file, text := range c.logs {
			if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		out, err := exec.Command("../../scripts/canary", dir, "web", "harness").CombinedOutput()
		if (err == nil) != c.ok || !strings.Contains(string(out), c.says) || strings.Contains(string(out), "aB3-aB3-") {
			t.Errorf("%s: got %v and %q", name, err, out)
		}
	}
}
