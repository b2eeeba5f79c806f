package cli

import (
	"os"
	"path/filepath"
	"testing"
)

func TestTheZoneOfAMachine(t *testing.T) {
	for _, c := range []struct{ name, tz, timezone, localtime, want string }{
		{name: "named by TZ", tz: "Europe/Berlin", timezone: "Asia/Tokyo", want: "Europe/Berlin"},
		{name: "TZ with a colon and a path", tz: ":/usr/share/zoneinfo/America/New_York", want: "America/New_York"},
		{name: "TZ with rules instead of a name", tz: "CET-1CEST,M3.5.0,M10.5.0/3", timezone: "Europe/Vienna", want: "Europe/Vienna"},
		{name: "a file that names it", timezone: "Asia/Tokyo\n", want: "Asia/Tokyo"},
		{name: "a link into the zone database", localtime: "/usr/share/zoneinfo/Africa/Nairobi", want: "Africa/Nairobi"},
		{name: "a relative link", localtime: "../usr/share/zoneinfo/Europe/Rome", want: "Europe/Rome"},
		{name: "nonsense in the file", timezone: "../../etc/passwd", localtime: "/usr/share/zoneinfo/Europe/Rome", want: "Europe/Rome"},
		{name: "this machine's own zone is no name", tz: "Local", want: ""},
		{name: "nothing said", want: ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			if err := os.Mkdir(filepath.Join(root, "etc"), 0o700); err != nil {
				t.Fatal(err)
			}
			if c.timezone != "" {
				if err := os.WriteFile(filepath.Join(root, "etc/timezone"), []byte(c.timezone), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if c.localtime != "" {
				if err := os.Symlink(c.localtime, filepath.Join(root, "etc/localtime")); err != nil {
					t.Skipf("no links here: %v", err)
				}
			}
			getenv := func(string) string { return c.tz }
			if got := machineZone(getenv, root); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
