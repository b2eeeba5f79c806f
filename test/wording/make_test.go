package wording

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	hasRule = regexp.MustCompile(`(?m)^([a-z-]+):`)
	phony   = regexp.MustCompile(`(?m)^\.PHONY:(.*)$`)
	makes   = regexp.MustCompile("(?m)(?:`|^    )make ([a-z-]+)")
)

// A target that is named as phony and has no rule does nothing, and says that it went well.
func TestEveryTargetOfMakeIsThere(t *testing.T) {
	makefile := read(t, "Makefile")
	var there, named []string
	for _, m := range hasRule.FindAllStringSubmatch(makefile, -1) {
		there = append(there, m[1])
	}
	for _, m := range phony.FindAllStringSubmatch(makefile, -1) {
		named = append(named, strings.Fields(m[1])...)
	}
	for _, file := range files(t) {
		if path.Ext(file) != ".md" {
			continue
		}
		for _, m := range makes.FindAllStringSubmatch(read(t, file), -1) {
			named = append(named, m[1])
		}
	}
	slices.Sort(named)
	for _, name := range slices.Compact(named) {
		if !slices.Contains(there, name) {
			t.Errorf("the Makefile has no rule for %s, which it or a document names", name)
		}
	}
	if len(named) < 20 {
		t.Errorf("found only %q", named)
	}
}
