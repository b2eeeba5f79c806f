package release

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

const root = "../.."

// targets are the systems that Charley is handed on for; scripts/release-check has the same.
var targets = []string{"linux/amd64", "linux/arm64", "darwin/arm64", "windows/amd64"}

// A linked package is one that is part of the program on some system.
type linked struct {
	ImportPath string
	Standard   bool
	Imports    []string
	Module     *struct {
		Path string
		Main bool
	}
}

// lists are what packages found; the tests here run one after the other.
var lists = map[string][]linked{}

// packages lists what is part of the program on one system.
func packages(t *testing.T, target string) (all []linked) {
	t.Helper()
	if all = lists[target]; all != nil {
		return all
	}
	system, processor, _ := strings.Cut(target, "/")
	out := run(t, []string{"GOOS=" + system, "GOARCH=" + processor, "CGO_ENABLED=0"}, "go", "list", "-deps", "-json=ImportPath,Standard,Imports,Module", "./cmd/charley")
	for dec := json.NewDecoder(strings.NewReader(out)); dec.More(); {
		var p linked
		if err := dec.Decode(&p); err != nil {
			t.Fatalf("read go list: %v", err)
		}
		all = append(all, p)
	}
	lists[target] = all
	return all
}

// run is the output of a command at the root of the project.
func run(t testing.TB, environment []string, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env = root, append(os.Environ(), environment...)
	out, err := cmd.Output()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, exit.Stderr)
	} else if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return string(out)
}

// program is Charley built with its names, once for all tests here.
var program = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "charley-release-*")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "charley")
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-o", path, "./cmd/charley")
	cmd.Dir, cmd.Env = root, append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", errors.New(string(out))
	}
	return path, nil
})

func built(t *testing.T) string {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatalf("build: %v", err)
	}
	return path
}

func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := program(); err == nil {
		os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

// table reads the rows of the table under a heading of a document, each cell without its backquotes.
func table(t *testing.T, file, heading string) (rows [][]string) {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(root, file))
	if err != nil {
		t.Fatal(err)
	}
	_, part, found := strings.Cut(string(body), "\n## "+heading+"\n")
	if !found {
		t.Fatalf("%s has no heading %q", file, heading)
	}
	part, _, _ = strings.Cut(part, "\n## ")
	for line := range strings.Lines(part) {
		if line = strings.TrimSpace(line); !strings.HasPrefix(line, "| `") {
			continue
		}
		var row []string
		for cell := range strings.SplitSeq(strings.Trim(line, "|"), "|") {
			row = append(row, strings.Trim(strings.TrimSpace(cell), "`"))
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		t.Fatalf("%s: no rows under %q", file, heading)
	}
	return rows
}

// self is this test program, with its names.
func self(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "self")
	run(t, nil, "go", "test", "-c", "-o", path, "./test/release")
	return path
}
