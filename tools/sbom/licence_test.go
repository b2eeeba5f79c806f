package main

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestLicencesAreKnownByTheirWords(t *testing.T) {
	const bsd = "Redistribution and use in source and binary forms, with or\n// without modification, are permitted"
	for name, test := range map[string]struct {
		body string
		want []string
	}{
		"MIT, broken over lines":      {"Permission is hereby granted, free of\ncharge, to any person obtaining   a copy of", []string{"MIT"}},
		"BSD with three conditions":   {bsd + "\n * Neither the name of Google Inc. nor the names of its contributors may be used to endorse", []string{"BSD-3-Clause"}},
		"BSD with two":                {bsd, []string{"BSD-2-Clause"}},
		"Apache":                      {"Apache License\n  Version 2.0, January 2004", []string{"Apache-2.0"}},
		"several in one file":         {bsd + " neither the name of X may be used to endorse. Permission is hereby granted, free of charge, to any person obtaining a copy", []string{"BSD-3-Clause", "MIT"}},
		"one that lets nobody":        {"All rights reserved. No part may be copied.", nil},
		"one that is not ours to use": {"You may use it for good, not evil.", nil},
		"the older GNU":               {"GNU GENERAL PUBLIC LICENSE Version 2, June 1991", nil},
		"the newer GNU":               {"GNU GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007", []string{"GPL-3.0-or-later"}},
	} {
		if got := recognise(test.body); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", name, got, test.want)
		}
	}
}

func TestAModuleWithoutAKnownLicenceIsRefused(t *testing.T) {
	m := module{path: "example.org/x", version: "v1.0.0", dir: t.TempDir()}
	if _, err := m.licences(); !errors.Is(err, errNoLicence) {
		t.Errorf("without a file: %v, want errNoLicence", err)
	}
	if err := os.WriteFile(filepath.Join(m.dir, "LICENSE"), []byte("Ask me first."), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := m.licences(); !errors.Is(err, errNoLicence) {
		t.Errorf("with one that nobody knows: %v, want errNoLicence", err)
	}
}

func TestWhereModulesLie(t *testing.T) {
	if got, want := folder("/cache", "github.com/Azure/sdk", "v1.0.0-RC1"), filepath.FromSlash("/cache/github.com/!azure/sdk@v1.0.0-!r!c1"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if _, err := treeHash(""); !errors.Is(err, errNoSum) {
		t.Errorf("a module without a sum: %v, want errNoSum", err)
	}
}
