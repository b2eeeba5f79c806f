package knowledge

import (
	"cmp"
	"io/fs"
	"slices"
)

// Records are all records of one kind. They do not change.
type Records[T any] struct {
	list []T
	at   map[string]int
}

// All are the records, in their order. The slice is the caller's own.
func (r Records[T]) All() []T { return slices.Clone(r.list) }

// Get finds one by its id.
func (r Records[T]) Get(id string) (T, bool) {
	i, ok := r.at[id]
	if !ok {
		var none T
		return none, false
	}
	return r.list[i], true
}

// Has says that there is a record of that id.
func (r Records[T]) Has(id string) bool { _, ok := r.at[id]; return ok }

// Len is how many there are.
func (r Records[T]) Len() int { return len(r.list) }

// read reads a folder of one kind and puts it into order: by rank where the
// kind has one, and then by id.
func read[T any, P record[T]](fsys fs.FS, folderName string, into *Records[T], rank func(T) int) error {
	list, err := folder[T, P](fsys, folderName)
	if err != nil {
		return err
	}
	slices.SortStableFunc(list, func(a, b T) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(P(&a).name(), P(&b).name()))
	})
	into.list, into.at = list, map[string]int{}
	for i := range list {
		into.at[P(&list[i]).name()] = i
	}
	return nil
}
