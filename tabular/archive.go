package tabular

import (
	"archive/zip"
	"fmt"
	"io"
	"time"

	"charley/knowledge"
	"charley/share"
)

// A Format is a way of writing tables.
type Format string

// The formats.
const (
	CSV     Format = "csv"
	Parquet Format = "parquet"
)

// Write writes one table. Memory stays the same however long the diary is. The same diary gives the same bytes.
//
// Errors: those of d.Nights and of w.
func (f Format) Write(w io.Writer, t Table, d share.Diary, base *knowledge.Base) error {
	if f == Parquet {
		return writeParquet(w, t, d, base)
	}
	return writeCSV(w, t, d, base)
}

// File is the name of a table's file.
func (f Format) File(t Table) string { return t.Name + "." + string(f) }

// Archive writes all tables as a ZIP with a file for each. It goes through the nights once for each table that is
// made of them.
//
// Errors: those of Write.
func (f Format) Archive(w io.Writer, d share.Diary, base *knowledge.Base) error {
	out := zip.NewWriter(w)
	for _, t := range Tables() {
		head := &zip.FileHeader{Name: f.File(t), Method: zip.Deflate, Modified: stampOfFiles(d)}
		if f == Parquet {
			head.Method = zip.Store // it is packed already, and can be read where it lies
		}
		file, err := out.CreateHeader(head)
		if err != nil {
			return fmt.Errorf("write %s: %w", f.File(t), err)
		}
		if err := f.Write(file, t, d, base); err != nil {
			return fmt.Errorf("write %s: %w", f.File(t), err)
		}
	}
	return out.Close()
}

// stampOfFiles is the time that the files of an archive bear: that of the diary's last night, and not of the making,
// so that the same diary gives the same bytes.
func stampOfFiles(d share.Diary) time.Time {
	if d.To.IsZero() || d.To.Year < 1980 { // ZIP knows no earlier year
		return time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(d.To.Year, d.To.Month, d.To.Day, 0, 0, 0, 0, time.UTC)
}
