package cli

import (
	"regexp"
	"strings"
	"testing"
)

// Releases are compared and sorted by it, and archives are named by it.
func TestTheVersionIsSemantic(t *testing.T) {
	if v := strings.TrimSpace(release); !regexp.MustCompile(`^\d+\.\d+\.\d+(-[0-9a-z.]+)?$`).MatchString(v) {
		t.Errorf("version.txt says %q; it must be like 1.2.3 or 1.2.3-dev", v)
	}
	if got, want := version(), strings.TrimSpace(release); got != want && !strings.HasPrefix(got, want+"+") {
		t.Errorf("got %q, want %q and perhaps a commit", got, want)
	}
}
