package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

const root = "../.."

// What is committed is what the sources make, byte for byte.
func TestTheScriptsAreFresh(t *testing.T) {
	made, err := build(root)
	if err != nil {
		t.Fatal(err)
	}
	if len(made) == 0 {
		t.Fatal("got no script")
	}
	for name, want := range made {
		got, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(scripts), name))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what its source makes: run `make scripts`", name)
		}
	}
	kept, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(scripts), "*.js"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range kept {
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if name := filepath.Base(path); made[name] == nil && bytes.HasPrefix(body, []byte(head)) {
			t.Errorf("%s has no source any more", name) // others are written by hand, for one page
		}
	}
}

// Nothing is made code from text, written as markup, or asked from elsewhere.
func TestTheScriptsKeepToThePolicy(t *testing.T) {
	made, err := build(root)
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range made {
		for _, never := range []string{"eval(", "new Function", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "importScripts", "http://", "https://", "console."} {
			if bytes.Contains(body, []byte(never)) {
				t.Errorf("%s holds %q", name, never)
			}
		}
		if uses := bytes.Count(body, []byte("createPolicy")); uses > 1 {
			t.Errorf("%s makes %d policies", name, uses)
		}
	}
}
