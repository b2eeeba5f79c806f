package tabular

import (
	"fmt"
	"io"
	"reflect"

	"github.com/parquet-go/parquet-go"

	"charley/knowledge"
	"charley/share"
)

const (
	rowsAtOnce  = 256     // rows that are handed over together
	rowsInGroup = 1 << 12 // rows that are held until they are written: it bounds the memory
)

// writeParquet writes a table as a flat Parquet file: every column that can be missing is optional, a date is a DATE,
// a time a TIMESTAMP of milliseconds in UTC, all compressed with zstd. What holds for all tables is in its metadata
// under names that begin with charley.
func writeParquet(w io.Writer, t Table, d share.Diary, base *knowledge.Base) error {
	options := []parquet.WriterOption{
		schemaOf(t), parquet.Compression(&parquet.Zstd), parquet.MaxRowsPerRowGroup(rowsInGroup), parquet.CreatedBy("charley", d.Program, ""),
		parquet.KeyValueMetadata("charley.table", t.Name),
	}
	for _, s := range about(material{d, base}) {
		options = append(options, parquet.KeyValueMetadata("charley."+s.key, s.value))
	}
	out := parquet.NewGenericWriter[any](w, options...)
	rows := make([]parquet.Row, 0, rowsAtOnce)
	for cells, err := range t.Rows(d, base) {
		if err != nil {
			return err
		}
		row, err := rowOf(t, cells)
		if err != nil {
			return err
		}
		if rows = append(rows, row); len(rows) == rowsAtOnce {
			if _, err := out.WriteRows(rows); err != nil {
				return fmt.Errorf("write table %s: %w", t.Name, err)
			}
			rows = rows[:0]
		}
	}
	if _, err := out.WriteRows(rows); err != nil {
		return fmt.Errorf("write table %s: %w", t.Name, err)
	}
	return out.Close()
}

// rowOf is a row as Parquet has it. A cell that is missing where the table says that none is would be a bug of ours;
// it is named rather than written as something that nobody said.
func rowOf(t Table, cells []Cell) (parquet.Row, error) {
	row := make(parquet.Row, len(cells))
	for i, c := range cells {
		column := t.Columns[i]
		level := 0
		switch {
		case column.Missing != "" && c.known:
			level = 1
		case column.Missing == "" && !c.known:
			return nil, fmt.Errorf("table %s: column %s is empty, and must not be", t.Name, column.Name)
		}
		row[i] = valueOf(column.Type, c).Level(0, level, i)
	}
	return row, nil
}

func valueOf(t Type, c Cell) parquet.Value {
	if !c.known {
		return parquet.NullValue()
	}
	switch t {
	case Number:
		return parquet.DoubleValue(c.number)
	case Whole, Stamp:
		return parquet.Int64Value(int64(c.number))
	case Truth:
		return parquet.BooleanValue(c.number > 0)
	case Date:
		return parquet.Int32Value(int32(c.number))
	}
	return parquet.ByteArrayValue([]byte(c.text))
}

// schemaOf is the schema of a table.
func schemaOf(t Table) *parquet.Schema {
	var fields []parquet.Field
	for _, c := range t.Columns {
		node := nodeOf(c.Type)
		if c.Missing != "" {
			node = parquet.Optional(node)
		}
		fields = append(fields, field{node, c.Name})
	}
	return parquet.NewSchema(t.Name, inOrder{parquet.Group{}, fields})
}

func nodeOf(t Type) parquet.Node {
	switch t {
	case Number:
		return parquet.Leaf(parquet.DoubleType)
	case Whole:
		return parquet.Int(64)
	case Truth:
		return parquet.Leaf(parquet.BooleanType)
	case Date:
		return parquet.Date()
	case Stamp:
		return parquet.Timestamp(parquet.Millisecond)
	}
	return parquet.String()
}

// inOrder is a group whose columns stand in the order of the table; a parquet.Group puts them in that of their names.
type inOrder struct {
	parquet.Group
	fields []parquet.Field
}

// Fields are the columns.
func (g inOrder) Fields() []parquet.Field { return g.fields }

// GoType is that of a row of no Go struct: rows are handed over as values.
func (g inOrder) GoType() reflect.Type { return reflect.TypeFor[any]() }

// A field is a named column.
type field struct {
	parquet.Node
	name string
}

// Name is the column's name.
func (f field) Name() string { return f.name }

// Value is not asked for: see inOrder.GoType.
func (f field) Value(reflect.Value) reflect.Value { return reflect.Value{} }
