package cli

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"charley/web"
)

// The manual of limits is made from the values that hold.
func TestTheManualOfLimitsIsUpToDate(t *testing.T) {
	const file = "../docs/limits.md"
	var b strings.Builder
	b.WriteString("# What each way in is limited to\n\nMade from the program by `go test ./cli -run Limits -update`. Why there are limits, and how they were chosen, is in\n" +
		"[decision 12](decisions/0012-reaching-the-phone.md); how guessing of passwords is slowed down, in the decision on accounts.\n\n" +
		"| way in | what is limited | to | beyond it |\n| --- | --- | --- | --- |\n")
	for _, l := range append(web.Limits(), web.Limit{Way: "`charley import entries`", What: "length of a line", Most: fmt.Sprintf("%d MB", maxLine>>20), Beyond: "that line is refused"}) {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", l.Way, l.What, l.Most, l.Beyond)
	}
	b.WriteString("\n¹ A source is an address, or the 2^64 addresses of one home by IPv6; behind a proxy that was named with `--proxy`, the one that\n" +
		"the proxy names. The machine that Charley runs on is not limited so: what runs there could do worse.\n")
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != b.String() {
		t.Errorf("%s is not up to date: run go test ./cli -run Limits -update", file)
	}
}
