package cli

import (
	"context"
	_ "embed"
	"runtime"
	"runtime/debug"
	"strings"

	"charley/knowledge"
	"charley/store"
)

// versionCommand says which Charley this is.
type versionCommand struct{}

// Run is charley version.
func (c *versionCommand) Run(_ context.Context, p *program) error {
	base, err := knowledge.Default()
	if err != nil {
		return err
	}
	if p.JSON {
		return p.answer(map[string]any{
			"version": version(), "go": runtime.Version(), "sqlite": store.SQLiteVersion, "schema": store.LatestSchema,
			"knowledge_version": base.Version(), "platform": runtime.GOOS + "/" + runtime.GOARCH,
		})
	}
	p.say("charley %s (%s, SQLite %s, schema %d, knowledge %s, %s/%s)",
		version(), runtime.Version(), store.SQLiteVersion, store.LatestSchema, base.Version(), runtime.GOOS, runtime.GOARCH)
	return nil
}

//go:embed version.txt
var release string

// version is that of version.txt, and the commit where the build knows it. It
// stands in a file and not in a flag of the linker, so that every build of the
// same source says the same.
func version() string {
	v := strings.TrimSpace(release)
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return v + "+" + s.Value[:12]
		}
	}
	return v
}
