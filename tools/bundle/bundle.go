package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

// Where the sources are and where the scripts go, below the root. Each source
// that lies in the folder itself is one script; what they share is below it.
const (
	sources = "web/script"
	scripts = "web/static"
)

// head stands on top of each script, so that whoever meets it in a browser finds
// the source.
const head = "/* Charley, AGPL-3.0-or-later. Made from web/script by tools/bundle. */"

// build makes all scripts, by file name.
func build(root string) (map[string][]byte, error) {
	entries, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(sources), "*.ts"))
	if err != nil {
		return nil, err
	}
	result := api.Build(api.BuildOptions{
		EntryPoints: entries, Bundle: true, Outdir: filepath.Join(root, filepath.FromSlash(scripts)),
		Format: api.FormatIIFE, Target: api.ES2022, Charset: api.CharsetUTF8, Platform: api.PlatformBrowser,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true,
		LegalComments: api.LegalCommentsNone, Banner: map[string]string{"js": head},
		TsconfigRaw: `{"compilerOptions":{"strict":true}}`, LogLevel: api.LogLevelSilent,
	})
	var wrong []error
	for _, m := range append(result.Errors, result.Warnings...) {
		at := ""
		if m.Location != nil {
			at = fmt.Sprintf("%s:%d: ", m.Location.File, m.Location.Line)
		}
		wrong = append(wrong, errors.New(at+m.Text))
	}
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	out := map[string][]byte{}
	for _, f := range result.OutputFiles {
		out[filepath.Base(f.Path)] = f.Contents
	}
	return out, nil
}

// write makes all scripts and puts them where the program embeds them.
func write(root string) error {
	made, err := build(root)
	if err != nil {
		return err
	}
	for name, body := range made {
		if err := os.WriteFile(filepath.Join(root, filepath.FromSlash(scripts), name), body, 0o644); err != nil {
			return err
		}
	}
	return nil
}
