package cli

import (
	"os"
	"path/filepath"
	"strings"

	"charley"
)

// machineZone is the IANA name of the time zone that this machine is set to, or
// "" if it does not say. root is "/" outside tests.
func machineZone(getenv func(string) string, root string) string {
	tz := strings.TrimPrefix(getenv("TZ"), ":")
	if name := zoneName(tz); name != "" {
		return name
	}
	if text, err := os.ReadFile(filepath.Join(root, "etc/timezone")); err == nil {
		if name := zoneName(strings.TrimSpace(string(text))); name != "" {
			return name
		}
	}
	target, err := os.Readlink(filepath.Join(root, "etc/localtime"))
	if err != nil {
		return ""
	}
	return zoneName(target)
}

// zoneName is the zone that a name or a path into the zone database means, or
// "" if there is no such zone.
func zoneName(s string) string {
	if _, name, ok := strings.Cut(s, "zoneinfo/"); ok {
		s = name
	}
	if s == "" || filepath.IsAbs(s) {
		return ""
	}
	zone, err := charley.LoadZone(s)
	if err != nil {
		return ""
	}
	return zone.String()
}
