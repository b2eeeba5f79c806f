package cli

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"charley"
)

// writeOut writes to a file, whole or not at all, or to Stdout for "-". A file
// that is there is written over only with force.
func (p *program) writeOut(name string, force bool, write func(io.Writer) error) error {
	if name == "-" {
		return write(p.env.Stdout)
	}
	info, err := os.Stat(name)
	switch {
	case err == nil && !info.Mode().IsRegular():
		return usage("%s is not an ordinary file. Name another one.", name)
	case err == nil && !force:
		return usage("%s is there already. Name another file, or add --force to write over it.", name)
	}
	if err := writeFile(name, write); err != nil {
		if errors.Is(err, syscall.ENOSPC) || errors.Is(err, charley.ErrDiskFull) {
			return failed(err, "The disk is full, so %s was not written.", name)
		}
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
			return failed(err, "%s could not be written: %v.", name, err)
		}
		return err
	}
	return nil
}

// mayShow refuses to write to a screen what is no text.
func (p *program) mayShow(name string, binary bool) error {
	if binary && name == "-" && p.env.Shown {
		return usage("This is no text and would garble the screen. Name a file with --out FILE.")
	}
	return nil
}

// writeFile writes beside the file, makes it durable, and gives it its name in
// the end, so that there is never half a file under that name.
func writeFile(name string, write func(io.Writer) error) error {
	dir := filepath.Dir(name)
	f, err := os.CreateTemp(dir, ".charley-*") // readable by its owner only
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // fails once it has its name
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return err
	}
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync() // not every system can; the file itself is on the disk
		d.Close()
	}
	return nil
}

// input is a file to read, or Stdin for "-". Closing it leaves Stdin open.
func (p *program) input(name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(p.env.Stdin), nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, failed(err, "%s cannot be read: %v.", name, err)
	}
	return f, nil
}
