// Package importmap holds the tests that keep the shape of the program: who may import whom, what the pure packages
// may not touch, and which library belongs to which package. It tests no behaviour. When a test here fails, either
// the code took a wrong turn or the map changes on purpose, here, with the reason beside it:
//
//	go test ./test/importmap
package importmap

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// A place is what the map says of one package.
type place struct {
	may  []string // packages of this module that it may import
	pure bool     // values in, values out: no clock, no files, no network; compiles for the browser
	why  string
}

// places is the map. Arrows point at what may be imported; anything else is a bug.
var places = map[string]place{
	".":               {nil, true, "the words that two packages share; it knows nobody"},
	"diary":           {[]string{"."}, true, "reads entries and makes nights of them"},
	"rule":            {[]string{"."}, true, "yes, no and unknown over answers; it knows neither legs nor people"},
	"food":            {[]string{".", "knowledge", "rule"}, true, "sums usual food beside what is enough; it doses nobody"},
	"tell":            {[]string{".", "diary", "knowledge", "lookup", "rule"}, true, "tells apart; it knows no clock, no page and no remedy"},
	"knowledge":       {[]string{".", "rule"}, true, "what medicine knows, as data; it must not know the diary"},
	"lookup":          {[]string{"knowledge"}, true, "finds a record by its name; what is done with it is not its business"},
	"told":            {[]string{"tell", "treat"}, true, "holds what was told against what is told; it knows no diary and no page"},
	"cause":           {[]string{".", "diary", "knowledge", "lookup", "measure", "rule", "stats", "tell"}, true, "what may lie behind it; it knows no remedy and no page"},
	"treat":           {[]string{".", "knowledge", "rule", "tell"}, true, "matches remedies, safely; it knows no diary and no cause"},
	"actogram":        {[]string{".", "diary"}, true, "draws nights; a picture decides nothing"},
	"simulate":        {[]string{"."}, true, "makes people up; it must not see how they are judged"},
	"qrcode":          {[]string{"."}, true, "draws a text for a camera; it knows no link and no page"},
	"stats":           {nil, true, "numbers and chance; it must not know what they mean"},
	"measure":         {[]string{".", "diary", "stats"}, true, "what of a night is measured, and how that becomes the outcomes of a model; it knows no trial and no exposure"},
	"trial":           {[]string{".", "knowledge", "measure", "stats"}, true, "plans, draws and reads a trial; it knows no diary, no page and no safety rule"},
	"share":           {[]string{".", "cause", "diary", "knowledge", "measure", "rule", "tell", "trial"}, true, "the report as a value, and the diary on its way out; it knows no words, no page and no format"},
	"tabular":         {[]string{".", "diary", "knowledge", "measure", "share", "tell", "trial"}, true, "the diary as tables, in CSV and Parquet; it opens no file and decides nothing"},
	"sheet":           {nil, true, "a document without a look; it must not know what it says"},
	"handout":         {[]string{".", "actogram", "cause", "diary", "fhir", "knowledge", "measure", "rule", "share", "sheet", "sheet/html", "sheet/pdf", "sheet/text", "tell", "trial", "words"}, false, "puts what is handed out into words; it works no number out, and knows no format"},
	"sheet/html":      {[]string{"sheet"}, true, "gives a document the look of a page; it must not know what it says"},
	"sheet/text":      {[]string{"sheet"}, true, "gives a document as lines; it must not know what it says"},
	"sheet/pdf":       {[]string{"sheet"}, true, "sets a document in type; it must not know what the document says"},
	"fhir":            {[]string{".", "diary", "knowledge", "lookup", "share"}, true, "writes a diary down as FHIR; it decides nothing, and knows no page and no store"},
	"remind":          {[]string{"."}, true, "makes the calendar of the reminders; when one is due is the calendar program's business"},
	"ingest":          {[]string{"."}, true, "reads tables that people bring; what their numbers mean is not its business"},
	"appraise":        {[]string{".", "cause", "ingest", "stats", "measure", "trial"}, true, "judges tables from elsewhere, and has the form in which programs read what goes with bad nights; it reads no file and knows no diary"},
	"tour":            {[]string{".", "diary", "knowledge", "actogram"}, true, "tells about one diary, from nights it is given"},
	"app":             {[]string{".", "appraise", "diary", "knowledge", "rule", "lookup", "tell", "cause", "food", "treat", "measure", "trial", "remind", "share", "told"}, false, "the use cases; it names a store only by its interface"},
	"homeca":          {[]string{"."}, false, "makes certificates from values it is given; it opens no file and knows no clock, and takes only types from package net"},
	"store":           {[]string{".", "app"}, false, "SQL; no use case and no page reaches into it"},
	"store/storetest": {[]string{".", "app", "told"}, false, "the contract of every store; it must not know one of them"},
	"backup":          {[]string{".", "store", "backup/proof"}, false, "keeps copies of a store in files"},
	"backup/proof":    {[]string{".", "app", "diary", "store"}, false, "copies a store and proves the copy; it must not know where copies are kept"},
	"doctor":          {[]string{".", "app", "diary", "store", "backup", "backup/proof"}, false, "examines a diary and its backups; it changes nothing"},
	"web/api":         {[]string{".", "app", "told", "cause", "diary", "food", "knowledge", "lookup", "rule", "tell", "treat", "measure", "trial", "share", "sheet", "handout", "fhir", "tabular", "words"}, false, "one skin over app; SQL is out of its reach"},
	"web":             {[]string{".", "app", "told", "remind", "cause", "diary", "food", "handout", "share", "sheet", "sheet/html", "knowledge", "lookup", "rule", "tell", "treat", "measure", "trial", "actogram", "qrcode", "web/api", "words"}, false, "one skin over app; SQL is out of its reach"},
	"words":           {[]string{"."}, false, "the catalogue of what the pages say; it knows the words, not the diary"},
	"preview":         {[]string{".", "app", "cause", "diary", "knowledge", "qrcode", "rule", "simulate", "stats", "tell", "told", "treat", "measure", "trial", "web", "words"}, false, "looks at every state of every page; it must not know where diaries and files are kept"},
	"cli":             {[]string{".", "app", "told", "cause", "diary", "food", "knowledge", "lookup", "rule", "tell", "treat", "measure", "trial", "store", "backup", "doctor", "web", "preview", "simulate", "tour", "actogram", "qrcode", "ingest", "appraise", "homeca", "share", "sheet", "handout", "fhir", "words", "tabular"}, false, "the other skin, and the place where everything is put together"},
	"cmd/charley":     {[]string{"cli"}, false, "main: five lines"},
	"charleytest":     {[]string{".", "app", "diary", "knowledge", "share", "store", "simulate"}, false, "fixtures for tests"},
	"tools/bundle":    {nil, false, "a developer's tool: it makes the scripts that are committed, and is no part of the program"},
	"tools/bench":     {[]string{"appraise", "cause", "knowledge", "ingest", "stats", "measure", "trial"}, false, "a developer's tool: it measures the analysis of trials, and is no part of the program"},
	"tools/load":      {[]string{".", "app", "charleytest", "diary", "simulate", "store"}, false, "a developer's tool: it measures real servers under many people, and is no part of the program"},
	"tools/icons":     {nil, false, "a developer's tool: it draws the icons that are committed, and is no part of the program"},
	"tools/sbom":      {nil, false, "a releaser's tool: it says what a built program is made of, and is no part of it"},
	"test/summary":    {nil, false, "a tool of `make test`; it knows nothing of the program"},
	"test/pictures":   {nil, false, "a tool for who changes pages; it looks at files and knows nothing of the program"},
	"test/browser":    {nil, false, "tests of the pages in a real browser"},
	"test/fhir":       {nil, false, "the check of the FHIR that is written, against what HL7 published"},
	"test/report":     {nil, false, "tests of the report from a diary to paper"},
	"test/duckdb":     {nil, false, "tests of the tables with a reader of somebody else's"},
	"test/release":    {nil, false, "tests of what is handed on; they look at the built program and at files"},
	"test/importmap":  {nil, false, "these tests"},
	"test/wording":    {nil, false, "tests of texts; they read files, not packages"},
}

// A library belongs to the packages that are named beside it, so that changing it touches one place.
var libraries = map[string]struct {
	may []string
	why string
}{
	"modernc.org/sqlite":                       {[]string{"store"}, "SQL lives in store"},
	"github.com/jackc/pgx/v5":                  {[]string{"store", "charleytest"}, "SQL lives in store; tests make their own database"},
	"github.com/pressly/goose/v3":              {[]string{"store"}, "migrations are the store's"},
	"github.com/danielgtaylor/huma/v2":         {[]string{"web/api"}, "the pages need no API framework"},
	"github.com/alecthomas/kong":               {[]string{"cli"}, "one place reads the command line"},
	"filippo.io/age":                           {[]string{"backup", "cli"}, "locked backups; cli only reads a key"},
	"github.com/pelletier/go-toml/v2":          {[]string{"knowledge"}, "only knowledge is kept as TOML"},
	"github.com/parquet-go/parquet-go":         {[]string{"tabular"}, "one package writes tables"},
	"gonum.org/v1/gonum":                       {[]string{"cause", "stats", "tools/bench"}, "distributions and optimisers"},
	"github.com/go-webauthn/webauthn":          {[]string{"web"}, "passkeys are spoken about with browsers only; app keeps them as plain values"},
	"rsc.io/qr":                                {[]string{"qrcode"}, "one package draws codes"},
	"golang.org/x/image":                       {[]string{"sheet/pdf"}, "the fonts that go into a PDF, and what finds a letter in them"},
	"golang.org/x/text":                        {[]string{"app", "sheet/pdf", "words"}, "languages are made at the edge; app and sheet/pdf bring letters into one form, which a password and a font need"},
	"golang.org/x/crypto":                      {[]string{"app"}, "Argon2id, for the password"},
	"golang.org/x/sys":                         {[]string{"store", "cli"}, "free space on the disk of the diary, and the lock that says a server runs"},
	"golang.org/x/time":                        {[]string{"web"}, "how often one source may ask is the skin's business"},
	"github.com/google/uuid":                   {[]string{".", "simulate", "store"}, "ids are made by the words at the root; simulate makes its own from a seed, store one a database"},
	"github.com/evanw/esbuild":                 {[]string{"tools/bundle"}, "bundles the scripts, whose outcome is committed; never linked into the program"},
	"golang.org/x/net":                         {[]string{"web"}, "only its package html: it cuts a page up, so that it can become one of somebody else's diary; all else of it belongs in tests"},
	"github.com/chromedp/cdproto":              {[]string{"test/pictures"}, "what chromedp speaks; a picture in another format than its own is asked for in it"},
	"github.com/chromedp/chromedp":             {[]string{"test/pictures"}, "a browser belongs in tests and their tools"},
	"github.com/rogpeppe/go-internal":          {nil, "command scripts belong in tests"},
	"github.com/santhosh-tekuri/jsonschema/v6": {nil, "reading a schema back belongs in tests"},
	"pgregory.net/rapid":                       {nil, "random properties belong in tests"},
}

const module = "charley"

// A goPackage is what `go list -json` says of one package; only imports outside tests count here.
type goPackage struct {
	ImportPath, Dir  string
	GoFiles, Imports []string
}

// short is the package's name in the map.
func (p goPackage) short() string { return short(p.ImportPath) }

func short(path string) string {
	if path == module {
		return "."
	}
	return strings.TrimPrefix(path, module+"/")
}

func ours(path string) bool { return path == module || strings.HasPrefix(path, module+"/") }

// list returns every package of this module.
func list(t *testing.T) []goPackage {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Dir,GoFiles,Imports", module+"/...").Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr(err))
	}
	var packages []goPackage
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := dec.Decode(&p); err == io.EOF {
			return packages
		} else if err != nil {
			t.Fatalf("read go list: %v", err)
		}
		packages = append(packages, p)
	}
}

func stderr(err error) string {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return string(exit.Stderr)
	}
	return ""
}

func TestEveryPackageImportsOnlyWhatTheMapAllows(t *testing.T) {
	for _, p := range list(t) {
		at, known := places[p.short()]
		if !known {
			if isTests(p) {
				continue // a folder of tests may look at everything
			}
			t.Errorf("%s is not on the map: add it to places, with what it may import and why", p.short())
			continue
		}
		for _, i := range p.Imports {
			if ours(i) && !slices.Contains(at.may, short(i)) {
				t.Errorf("%s must not import %s: %s", p.short(), short(i), at.why)
			}
		}
	}
}

// isTests reports whether a package lies in test/ and holds nothing that could be built into the program.
func isTests(p goPackage) bool {
	return strings.HasPrefix(p.short(), "test/") && len(p.GoFiles) == 0
}

func TestLibrariesStayWhereTheyBelong(t *testing.T) {
	for _, p := range list(t) {
		for _, i := range p.Imports {
			for library, at := range libraries {
				if (i == library || strings.HasPrefix(i, library+"/")) && !slices.Contains(at.may, p.short()) {
					t.Errorf("%s must not import %s: %s", p.short(), i, at.why)
				}
			}
		}
	}
}

// A name on the map that nothing answers to is a rule that guards nothing.
func TestTheMapHasNoStaleNames(t *testing.T) {
	real := map[string]bool{}
	for _, p := range list(t) {
		real[p.short()] = true
	}
	for name, at := range places {
		if !real[name] {
			t.Errorf("the map names %s, which does not exist", name)
		}
		for _, n := range at.may {
			if _, known := places[n]; !known {
				t.Errorf("the map lets %s import %s, which is not on it", name, n)
			}
		}
	}
	direct := directModules(t)
	for library, at := range libraries {
		if !slices.Contains(direct, library) {
			t.Errorf("the map names the library %s, which go.mod does not ask for", library)
		}
		for _, n := range at.may {
			if !real[n] {
				t.Errorf("the map lets %s import %s, but there is no such package", n, library)
			}
		}
	}
	for _, m := range direct {
		if _, known := libraries[m]; !known {
			t.Errorf("go.mod asks for %s, which is not on the map: add it to libraries, with who may import it and why", m)
		}
	}
}

// directModules returns the modules that go.mod asks for by itself.
func directModules(t *testing.T) []string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{if not (or .Indirect .Main)}}{{.Path}}{{end}}", "all").Output()
	if err != nil {
		t.Fatalf("go list -m: %v\n%s", err, stderr(err))
	}
	return strings.Fields(string(out))
}

// modernc.org/sqlite is C translated for one exact version of modernc.org/libc; another one has crashed programs.
func TestSQLiteHasTheLibcItWasMadeFor(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-json", "modernc.org/sqlite", "modernc.org/libc").Output()
	if err != nil {
		t.Fatalf("go list -m: %v\n%s", err, stderr(err))
	}
	dec := json.NewDecoder(strings.NewReader(string(out)))
	var sqlite, libc struct{ GoMod, Version string }
	if err := errors.Join(dec.Decode(&sqlite), dec.Decode(&libc)); err != nil {
		t.Fatalf("read go list -m: %v", err)
	}
	var wants struct {
		Require []struct{ Path, Version string }
	}
	edit, err := exec.Command("go", "mod", "edit", "-json", sqlite.GoMod).Output()
	if err == nil {
		err = json.Unmarshal(edit, &wants)
	}
	if err != nil {
		t.Fatalf("read the go.mod of modernc.org/sqlite: %v\n%s", err, stderr(err))
	}
	want := ""
	for _, r := range wants.Require {
		if r.Path == "modernc.org/libc" {
			want = r.Version
		}
	}
	if libc.Version != want {
		t.Errorf("got modernc.org/libc %s, want %s: %s", libc.Version, want,
			fmt.Sprintf("run `go get modernc.org/libc@%s`", want))
	}
}

func TestPurePackagesCompileForTheBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: compiling for the browser takes a minute the first time")
	}
	var pure []string
	for _, p := range list(t) {
		if places[p.short()].pure {
			pure = append(pure, p.ImportPath)
		}
	}
	cmd := exec.Command("go", append([]string{"build"}, pure...)...)
	cmd.Env = append(cmd.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("GOOS=js GOARCH=wasm go build %s: %v\n%s", strings.Join(pure, " "), err, out)
	}
}
