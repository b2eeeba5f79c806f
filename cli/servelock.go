package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// servedName is the file in a diary's folder that a server holds a lock on, and
// in which it says where it listens.
const servedName = "charley.serving"

// holdServing keeps a second server off a diary's folder. Commands are not kept
// off: they and the server share the diary. Where the folder cannot be written
// there is nothing to keep apart.
func holdServing(dir, url string) (release func(), err error) {
	f, err := os.OpenFile(filepath.Join(dir, servedName), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return func() {}, nil
	}
	taken, err := tryLock(f)
	if taken {
		defer f.Close()
		where, _ := io.ReadAll(io.LimitReader(f, 200)) // for the text only
		at := ""
		if w := strings.TrimSpace(string(where)); w != "" {
			at = ", at " + w
		}
		return nil, failed(err, "Another charley serves the diary in %s already%s. Open it there, or stop it first.", dir, at)
	}
	if err == nil {
		err = f.Truncate(0)
	}
	if err == nil {
		_, err = fmt.Fprintf(f, "%s\n", url)
	}
	if err != nil {
		err = nil // a full disk must not keep the diary from being read
	}
	return func() {
		_ = f.Truncate(0)
		f.Close()
	}, err
}

// servedAt is where the server on a diary's folder listens, or "" if none runs.
// What a server that was killed left there does not count.
func servedAt(dir string) string {
	f, err := os.OpenFile(filepath.Join(dir, servedName), os.O_RDWR, 0)
	if err != nil {
		return ""
	}
	defer f.Close()
	where, err := io.ReadAll(io.LimitReader(f, 200))
	if err != nil || len(where) == 0 {
		return ""
	}
	if taken, _ := tryLock(f); !taken {
		return ""
	}
	return strings.TrimSpace(string(where))
}
