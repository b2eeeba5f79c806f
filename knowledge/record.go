package knowledge

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// Where the kinds of record live, below the root of the data.
const (
	versionFile    = "version.toml"
	weighingFile   = "weighing.toml"
	adviceFile     = "advice.toml"
	patternsFile   = "patterns.toml"
	graphFile      = "graph.toml"
	phrasesFile    = "phrases.toml"
	exposureFolder = "exposures"
	sourceFolder   = "sources"
)

// A record is one file. check fills in what may be left out and refuses what
// the program could not use; whether it is well written is Lint's business.
type record[T any] interface {
	*T
	name() string // the id
	check() error
}

// folder reads every record of a kind, by file name.
func folder[T any, P record[T]](fsys fs.FS, name string) ([]T, error) {
	files, err := fs.ReadDir(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil // a kind of which there is no record
	}
	if err != nil {
		return nil, fmt.Errorf("read the records in %s: %w", name, err)
	}
	var out []T
	for _, f := range files {
		file := path.Join(name, f.Name())
		stem, ok := strings.CutSuffix(f.Name(), ".toml")
		if f.IsDir() || !ok {
			return nil, fmt.Errorf("%s: only .toml files belong here", file)
		}
		var r T
		if err := decode(fsys, file, &r); err != nil {
			return nil, err
		}
		// One id a file name makes a second record of the same id impossible.
		if id := P(&r).name(); id != stem {
			return nil, fmt.Errorf("%s: id is %q but the file is called %s", file, id, stem)
		}
		if err := P(&r).check(); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		out = append(out, r)
	}
	return out, nil
}

// decode reads one file strictly and says where it is wrong.
func decode(fsys fs.FS, file string, into any) error {
	f, err := fsys.Open(file)
	if err != nil {
		return fmt.Errorf("read the record %s: %w", file, err)
	}
	defer f.Close()
	err = toml.NewDecoder(f).DisallowUnknownFields().Decode(into)
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) && len(strict.Errors) > 0 {
		first := strict.Errors[0]
		line, _ := first.Position()
		return fmt.Errorf("%s:%d: unknown key %s; docs/knowledge-format.md has those that there are", file, line, strings.Join(first.Key(), "."))
	}
	var wrong *toml.DecodeError
	if errors.As(err, &wrong) {
		line, _ := wrong.Position()
		return fmt.Errorf("%s:%d: %w", file, line, err)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}

// onlyKnown refuses files that nothing would read.
func onlyKnown(fsys fs.FS) error {
	top, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return fmt.Errorf("read the records: %w", err)
	}
	known := []string{versionFile, weighingFile, adviceFile, patternsFile, graphFile, phrasesFile}
	for _, k := range kinds() {
		known = append(known, k.folder)
	}
	for _, f := range top {
		if !slices.Contains(known, f.Name()) {
			return fmt.Errorf("%s: not a kind of record", f.Name())
		}
	}
	return nil
}
