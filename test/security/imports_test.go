package security

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// weak are the packages of Go for what is broken, or that leave the way of using a cipher to whoever calls.
var weak = map[string]string{
	"crypto/md5": "broken", "crypto/sha1": "broken", "crypto/des": "broken", "crypto/rc4": "broken", "crypto/dsa": "too short",
	"crypto/cipher": "a mode is for a library to choose, as age does", "crypto/aes": "as crypto/cipher", "crypto/rsa": "P-256 and X25519 are used",
	"golang.org/x/crypto/blowfish": "broken", "golang.org/x/crypto/cast5": "broken", "golang.org/x/crypto/tea": "broken", "golang.org/x/crypto/md4": "broken", "golang.org/x/crypto/ripemd160": "broken",
}

// weakIn are the packages that may import one all the same, because nothing rests on it.
var weakIn = map[string]string{"fhir crypto/sha1": "ids made from names, by RFC 9562"}

func TestNoWeakCryptography(t *testing.T) {
	found, files := map[string]bool{}, 0
	err := filepath.WalkDir("../..", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git" || d.Name() == "testdata") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		files++
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, i := range f.Imports {
			name := strings.Trim(i.Path.Value, `"`)
			at := filepath.ToSlash(filepath.Base(filepath.Dir(file))) + " " + name
			found[at] = true
			if why := weak[name]; why != "" && weakIn[at] == "" {
				t.Errorf("%s imports %s: %s", file, name, why)
			}
		}
		return nil
	})
	if err != nil || files < 300 {
		t.Fatalf("read %d files: %v", files, err)
	}
	for at, why := range weakIn {
		if !found[at] {
			t.Errorf("%s is excepted (%s), and is not there", at, why)
		}
	}
}
