package cli

import (
	"context"
	"runtime"
	"runtime/debug"

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

// version is that of the release, or the commit it was built from, or "devel".
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "devel"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return "devel-" + s.Value[:12]
		}
	}
	return "devel"
}
