package release

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A direction is one line of the Containerfile, with what was continued on the next.
type direction struct{ word, rest string }

func directions(text string) (all []direction) {
	for line := range strings.Lines(strings.ReplaceAll(text, "\\\n", " ")) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			word, rest, _ := strings.Cut(line, " ")
			all = append(all, direction{strings.ToUpper(word), strings.TrimSpace(rest)})
		}
	}
	return all
}

// faults says what of a Containerfile must not be so.
func faults(text string) (found []string) {
	all := directions(text)
	last := 0 // where the stage begins that is handed on
	for i, d := range all {
		if d.word == "FROM" {
			last = i
		}
		if d.word == "FROM" && d.rest != "scratch" && !regexp.MustCompile(`^[\w./-]+:\d+\.\d+\.\d+\S* AS \w+$`).MatchString(d.rest) {
			found = append(found, "FROM "+d.rest+" does not name an exact version")
		}
		if d.word == "ADD" {
			found = append(found, "ADD unpacks and fetches; COPY does not")
		}
		if regexp.MustCompile(`curl|wget|apt-get|\| *(ba)?sh\b`).MatchString(d.rest) {
			found = append(found, d.word+" fetches something that nobody has checked")
		}
	}
	handed := all[last:]
	if handed[0].rest != "scratch" {
		found = append(found, "what is handed on is not built from nothing")
	}
	one := func(word string) string {
		for _, d := range slices.Backward(handed) {
			if d.word == word {
				return d.rest
			}
		}
		return ""
	}
	if !regexp.MustCompile(`^[1-9]\d{3,}:[1-9]\d{3,}$`).MatchString(one("USER")) {
		found = append(found, "USER is not the number of somebody who owns nothing")
	}
	if one("VOLUME") != "/data" || !strings.HasPrefix(one("ENTRYPOINT"), `["/`) || !strings.Contains(one("CMD"), "127.0.0.1:") || one("STOPSIGNAL") != "SIGTERM" {
		found = append(found, "VOLUME, ENTRYPOINT, CMD or STOPSIGNAL is not what it was")
	}
	if one("RUN") != "" {
		found = append(found, "RUN where there is no shell")
	}
	if !strings.Contains(one("LABEL"), `licenses="AGPL-3.0-or-later"`) {
		found = append(found, "no LABEL says the licence")
	}
	return found
}

func TestTheImageHoldsTheProgramAndNothingElse(t *testing.T) {
	text := read(t, "packaging/Containerfile")
	for _, f := range faults(text) {
		t.Error(f)
	}
	for was, fault := range map[string]string{
		"USER 65532:65532": "USER root", "golang:1.26.8-bookworm": "golang:latest", "FROM scratch": "FROM debian:12.1.0 AS all", "127.0.0.1:8484\"": "0.0.0.0:8484\"",
		"RUN make build": "RUN curl -s example.org | sh", "COPY . .": "ADD https://example.org/x.tgz .", "VOLUME /data": "", "AGPL-3.0-or-later": "MIT",
	} {
		if len(faults(strings.Replace(text, was, fault, 1))) == 0 {
			t.Errorf("nothing is said of %q in place of %q", fault, was)
		}
	}
	if mod := read(t, "go.mod"); !strings.Contains(mod, "\ngo 1.26") {
		t.Error("go.mod asks for another Go than the image is built with")
	}
}

// kept are the lines of the unit that hold the program to what it may do. What each means is in systemd.exec(5).
var kept = []string{
	"DynamicUser=yes", "StateDirectory=charley", "StateDirectoryMode=0700", "UMask=0077", "CapabilityBoundingSet=", "AmbientCapabilities=",
	"NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes", "PrivateDevices=yes", "DevicePolicy=closed",
	"PrivateMounts=yes", "PrivateUsers=yes", "RemoveIPC=yes", "KeyringMode=private", "ProtectClock=yes", "ProtectControlGroups=yes",
	"ProtectHostname=yes", "ProtectKernelLogs=yes", "ProtectKernelModules=yes", "ProtectKernelTunables=yes", "ProtectProc=invisible",
	"ProcSubset=pid", "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK", "RestrictNamespaces=yes", "RestrictRealtime=yes",
	"RestrictSUIDSGID=yes", "LockPersonality=yes", "MemoryDenyWriteExecute=yes", "SystemCallArchitectures=native",
	"SystemCallFilter=@system-service", "SystemCallFilter=~@privileged @resources", "SystemCallErrorNumber=EPERM", "IPAddressDeny=any",
	"IPAddressAllow=localhost", "Restart=always",
}

func TestTheUnitHoldsTheProgram(t *testing.T) {
	lines := strings.Split(read(t, "packaging/charley.service"), "\n")
	for _, want := range kept {
		if !slices.Contains(lines, want) {
			t.Errorf("the unit does not say %s", want)
		}
	}
	for _, line := range lines {
		if strings.HasPrefix(line, "ExecStart=") && !strings.Contains(line, "--listen 127.0.0.1:") {
			t.Errorf("the unit listens to others as it comes: %s", line)
		}
		if line == "User=root" || strings.HasPrefix(line, "ExecStartPre=") || strings.HasPrefix(line, "ExecStart=+") || strings.HasPrefix(line, "ExecStart=!") {
			t.Errorf("the unit runs something outside its limits: %s", line)
		}
	}
}

// scripts/release-check and the tests here must speak of the same systems.
func TestTheSystemsAreTheSameEverywhere(t *testing.T) {
	for _, file := range []string{"scripts/release-check", "scripts/reproducible"} {
		if !strings.Contains(read(t, file), "targets=("+strings.Join(targets, " ")+")") {
			t.Errorf("%s is for other systems than %v", file, targets)
		}
	}
}
