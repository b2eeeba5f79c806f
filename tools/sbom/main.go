package main

import (
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "sbom:", err)
		os.Exit(1)
	}
}

// run is the whole program.
func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("sbom", flag.ContinueOnError)
	cache := flags.String("modcache", "", "folder of downloaded modules: go env GOMODCACHE")
	goroot := flags.String("goroot", "", "folder of Go, for its licence: go env GOROOT")
	version := flags.String("version", "", "version of the program")
	notices := flags.Bool("notices", false, "write the licence texts instead")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 || *cache == "" {
		return errors.New("usage: sbom -modcache DIR [-version V] [-notices -goroot DIR] PROGRAM")
	}
	p, err := read(flags.Arg(0), *cache)
	if err != nil {
		return err
	}
	p.version, p.goroot = *version, *goroot
	if *notices {
		return p.notices(out)
	}
	bom, err := p.bom()
	if err != nil {
		return err
	}
	enc := json.NewEncoder(out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(bom)
}

// A program is a built one and what the linker says it is made of.
type program struct {
	sha256   string // of the file
	version  string
	goroot   string
	goes     string // version of Go, such as 1.26.8
	settings map[string]string
	modules  []module
}

// A module is one that is linked, with what go.sum says of it.
type module struct {
	path, version string
	sum           string // SHA-256 of its tree as go.sum has it, hex
	dir           string // where it lies unpacked
}

// read finds out what a program is made of.
func read(path, cache string) (p program, err error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return p, err
	}
	info, err := buildinfo.ReadFile(path)
	if err != nil {
		return p, fmt.Errorf("read what %s is made of: %w", path, err)
	}
	sum := sha256.Sum256(raw)
	p = program{sha256: hex.EncodeToString(sum[:]), goes: strings.TrimPrefix(info.GoVersion, "go"), settings: map[string]string{}}
	for _, s := range info.Settings {
		p.settings[s.Key] = s.Value
	}
	for _, d := range info.Deps {
		if d.Replace != nil {
			d = d.Replace
		}
		h, err := treeHash(d.Sum)
		if err != nil {
			return p, fmt.Errorf("module %s %s: %w", d.Path, d.Version, err)
		}
		p.modules = append(p.modules, module{path: d.Path, version: d.Version, sum: h, dir: folder(cache, d.Path, d.Version)})
	}
	return p, nil
}
