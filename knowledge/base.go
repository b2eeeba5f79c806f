package knowledge

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"slices"
)

//go:embed data
var data embed.FS

// A Base is everything that was read, checked for shape. It does not change.
type Base struct {
	version   string
	exposures []Exposure // in the order in which they are asked
	sources   []Source   // by id
}

// Default reads the records that ship with the program.
func Default() (*Base, error) {
	sub, err := fs.Sub(data, "data")
	if err != nil {
		return nil, fmt.Errorf("open the embedded records: %w", err)
	}
	return Read(sub)
}

// Read reads a folder of records. An unknown folder, file or key, a record
// without its id or name, and an id that is not its file's name are errors that
// name the file and, where there is one, the line.
func Read(fsys fs.FS) (*Base, error) {
	if err := onlyKnown(fsys); err != nil {
		return nil, err
	}
	var head struct {
		Version string `toml:"version"`
	}
	if err := decode(fsys, versionFile, &head); err != nil {
		return nil, err
	}
	if head.Version == "" {
		return nil, fmt.Errorf("%s: version is missing", versionFile)
	}
	b := &Base{version: head.Version}
	var err error
	if b.sources, err = folder[Source](fsys, sourceFolder); err != nil {
		return nil, err
	}
	if b.exposures, err = folder[Exposure](fsys, exposureFolder); err != nil {
		return nil, err
	}
	slices.SortStableFunc(b.exposures, askedBefore)
	return b, nil
}

// askedBefore puts what is asked by default first, then goes by order and id.
func askedBefore(a, b Exposure) int {
	if a.Default != b.Default {
		if a.Default {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.ID, b.ID))
}

// Version names this edition of the records; it is stored with every result.
func (b *Base) Version() string { return b.version }

// Exposures are all exposures, those asked by default first.
func (b *Base) Exposures() []Exposure { return slices.Clone(b.exposures) }

// Exposure finds one by its id.
func (b *Base) Exposure(id string) (Exposure, bool) {
	i := slices.IndexFunc(b.exposures, func(e Exposure) bool { return e.ID == id })
	if i < 0 {
		return Exposure{}, false
	}
	return b.exposures[i], true
}

// Asked are the ids that an evening asks about if the person chose nothing else.
func (b *Base) Asked() []string {
	var ids []string
	for _, e := range b.exposures {
		if e.Default {
			ids = append(ids, e.ID)
		}
	}
	return ids
}

// Sources are all sources, by id.
func (b *Base) Sources() []Source { return slices.Clone(b.sources) }

// Source finds one by its id.
func (b *Base) Source(id string) (Source, bool) {
	i := slices.IndexFunc(b.sources, func(s Source) bool { return s.ID == id })
	if i < 0 {
		return Source{}, false
	}
	return b.sources[i], true
}
