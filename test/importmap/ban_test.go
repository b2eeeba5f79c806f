package importmap

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// An importBan keeps a package out of all but some of ours.
type importBan struct {
	path   string
	except []string // may import it all the same
	why    string
}

const pureWhy = "a pure package takes values and returns values, so that it can run in a browser and be tested without a world"

var importBans = []importBan{
	{"os", []string{"store", "backup", "doctor", "cli", "cmd/charley", "charleytest", "test/summary", "test/pictures", "tools/bundle", "tools/icons", "tools/bench", "tools/load", "tools/sbom"}, "files, environment and exit belong to the edge"},
	{"os/exec", []string{"charleytest", "tools/load"}, "the program starts no other program"},
	{"os/signal", []string{"cli", "cmd/charley"}, "one place decides when to end"},
	{"net", []string{"web", "web/api", "cli", "cmd/charley", "charleytest", "homeca"}, "only the skins listen; nobody calls out"},
	{"net/smtp", nil, "nobody calls out"},
	{"net/rpc", nil, "nobody calls out"},
	{"net/http", []string{"web", "web/api", "cli", "preview", "tools/load"}, "HTTP is a skin; preview asks it inside the program, without a network"},
	{"database/sql", []string{"store", "doctor"}, "SQL lives in store; only the doctor reads a file that no store can open"},
	{"log", nil, "errors are returned; what is logged is typed, with log/slog, at the edge"},
	{"log/slog", []string{"app", "store", "backup", "web", "web/api", "cli", "charleytest"}, pureWhy},
	{"math/rand", nil, "use math/rand/v2 with a source of one's own, so that a seed gives the same again"},
	{"plugin", nil, "one binary"},
	{"unsafe", nil, "nothing here needs it"},
	{"C", nil, "one static binary, without C"},
}

func TestBannedImports(t *testing.T) {
	packages := list(t)
	for _, ban := range importBans {
		for _, p := range packages {
			if slices.Contains(p.Imports, ban.path) && !slices.Contains(ban.except, p.short()) {
				t.Errorf("%s must not import %s: %s", p.short(), ban.path, ban.why)
			}
		}
		for _, name := range ban.except {
			if _, known := places[name]; !known {
				t.Errorf("the ban on %s excepts %s, which is not on the map", ban.path, name)
			}
			if places[name].pure {
				t.Errorf("the exception of %s for %s contradicts the map: %s", name, ban.path, pureWhy)
			}
		}
	}
}

// A useBan keeps a name of another package out of all but some of ours.
type useBan struct {
	path   string   // import path
	names  []string // exported names
	except []string
	why    string
}

var useBans = []useBan{
	{"time", []string{"Now", "Since", "Until"}, []string{"app", "cmd/charley", "charleytest", "test/summary", "tools/bench", "tools/load"}, "the clock is an argument or a field"},
	{"fmt", []string{"Sscan", "Sscanf", "Sscanln", "Scan", "Scanf", "Scanln", "Fscan", "Fscanf", "Fscanln"}, nil, "it reads NaN as a number and ignores what follows"},
	{"net/http", []string{"Get", "Head", "Post", "PostForm", "Client", "DefaultClient", "Transport", "DefaultTransport", "NewRequest", "NewRequestWithContext"}, []string{"tools/load"}, "nobody calls out"},
	{"net", []string{"Dial", "DialTimeout", "DialTCP", "DialUDP", "DialUnix", "DialIP", "Dialer", "LookupHost", "LookupIP", "LookupAddr", "LookupCNAME", "LookupTXT", "LookupMX", "LookupNS", "LookupSRV", "Resolver", "DefaultResolver"}, nil, "nobody calls out"},
	{"os", []string{"Exit"}, []string{"cmd/charley", "test/summary", "test/pictures", "tools/bundle", "tools/icons", "tools/bench", "tools/load", "tools/sbom"}, "only main ends the program; anything else would skip what is deferred"},
}

// A pardon lets one file use a banned name. One that is not needed any more fails.
type pardon struct {
	file, use, why string
}

var pardons = []pardon{}

func TestBannedUses(t *testing.T) {
	used := make([]bool, len(pardons))
	for _, p := range list(t) {
		for _, name := range p.GoFiles {
			file := path.Join(p.short(), name)
			for use, at := range usesIn(t, filepath.Join(p.Dir, name)) {
				for _, ban := range useBans {
					if use.path != ban.path || !slices.Contains(ban.names, use.name) || slices.Contains(ban.except, p.short()) {
						continue
					}
					word := use.path + "." + use.name
					i := slices.IndexFunc(pardons, func(x pardon) bool { return x.file == file && x.use == word })
					if i >= 0 {
						used[i] = true
						continue
					}
					t.Errorf("%s:%d must not use %s: %s", file, at, word, ban.why)
				}
			}
		}
	}
	for i, p := range pardons {
		if !used[i] {
			t.Errorf("%s does not use %s any more (%s): take it off the pardons", p.file, p.use, p.why)
		}
	}
}

// A use is a name of another package, by that package's path.
type use struct{ path, name string }

// usesIn returns what a file uses of the packages it imports, with the first line of each.
func usesIn(t *testing.T, file string) map[use]int {
	t.Helper()
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatalf("parse: %v", err)
	}
	imported := map[string]string{} // by the name that the file gives it
	for _, spec := range tree.Imports {
		full, _ := strconv.Unquote(spec.Path.Value)
		local := path.Base(full)
		if spec.Name != nil {
			local = spec.Name.Name
		}
		imported[local] = full
	}
	uses := map[use]int{}
	ast.Inspect(tree, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if x, ok := sel.X.(*ast.Ident); ok && imported[x.Name] != "" {
			u := use{imported[x.Name], sel.Sel.Name}
			if _, seen := uses[u]; !seen {
				uses[u] = fset.Position(sel.Pos()).Line
			}
		}
		return true
	})
	return uses
}

// An init function runs before anyone asked for anything, in an order nobody reads.
func TestNoInitFunctionsAndNoBlankImports(t *testing.T) {
	// A driver registers itself by being imported; a program without zone data beside it must carry its own.
	mayBlank := map[string][]string{
		"store":       {"modernc.org/sqlite", "github.com/jackc/pgx/v5/stdlib"},
		"cmd/charley": {"time/tzdata"},
		"cli":         {"time/tzdata"},
		"charleytest": {"github.com/jackc/pgx/v5/stdlib", "time/tzdata"},
	}
	for _, p := range list(t) {
		for _, name := range p.GoFiles {
			fset := token.NewFileSet()
			tree, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatalf("parse: %v", err)
			}
			file := path.Join(p.short(), name)
			for _, d := range tree.Decls {
				if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
					t.Errorf("%s:%d must not have an init function: call it where its order can be read", file, fset.Position(f.Pos()).Line)
				}
			}
			for _, spec := range tree.Imports {
				full := strings.Trim(spec.Path.Value, `"`)
				if spec.Name != nil && spec.Name.Name == "_" && full != "embed" && !slices.Contains(mayBlank[p.short()], full) {
					t.Errorf("%s:%d must not import %s only for its side effect", file, fset.Position(spec.Pos()).Line, full)
				}
			}
		}
	}
}
