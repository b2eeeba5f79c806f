package main

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"path/filepath"
	"strings"
	"unicode"
)

// errNoSum is a module that go.sum does not hold, such as a folder put in its place.
var errNoSum = errors.New("it has no sum in go.sum, so nobody can tell what was linked")

// treeHash is the hash of a module's files as go.sum has it, in hex.
func treeHash(sum string) (string, error) {
	text, ok := strings.CutPrefix(sum, "h1:")
	raw, err := base64.StdEncoding.DecodeString(text)
	if !ok || err != nil || len(raw) != 32 {
		return "", errNoSum
	}
	return hex.EncodeToString(raw), nil
}

// folder is where Go unpacks a module: capitals are written as ! and the small letter.
func folder(cache, path, version string) string {
	escape := func(s string) string {
		var b strings.Builder
		for _, r := range s {
			if unicode.IsUpper(r) {
				b.WriteByte('!')
				r = unicode.ToLower(r)
			}
			b.WriteRune(r)
		}
		return b.String()
	}
	return filepath.Join(cache, filepath.FromSlash(escape(path))+"@"+escape(version))
}
