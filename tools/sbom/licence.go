package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A text is a licence by its name in SPDX, with words that it and no other has.
type text struct {
	id    string
	words []string
	not   string // what another of the same family says besides
}

// texts are the licences that are known. An unknown one is an error: somebody must read it.
var texts = []text{
	{"MIT", []string{"permission is hereby granted, free of charge, to any person obtaining a copy"}, ""},
	{"BSD-3-Clause", []string{"redistribution and use in source and binary forms", "neither the name"}, ""},
	{"BSD-3-Clause", []string{"redistribution and use in source and binary forms", "names of its contributors may be used to endorse"}, "neither the name"},
	{"BSD-2-Clause", []string{"redistribution and use in source and binary forms"}, "endorse"},
	{"Apache-2.0", []string{"apache license version 2.0"}, ""},
	{"MPL-2.0", []string{"mozilla public license version 2.0"}, ""},
	{"ISC", []string{"permission to use, copy, modify, and/or distribute this software for any purpose"}, ""},
	{"Unlicense", []string{"this is free and unencumbered software released into the public domain"}, ""},
	{"blessing", []string{"sqlite is public domain"}, ""},
	{"GPL-3.0-or-later", []string{"gnu general public license version 3"}, ""},
	{"AGPL-3.0-or-later", []string{"gnu affero general public license version 3"}, ""},
}

// unread are files whose name begins like that of a licence and that are none of code which is linked.
var unread = map[string]string{
	"LICENSE-LOGO":         "says where a picture comes from, which is not linked",
	"LICENSE-3RD-PARTY.md": "lists parts whose licences are named in LICENSE as well; it goes into the notices whole",
}

// recognise names the licences of a text, in the order of their names.
func recognise(body string) (found []string) {
	plain := strings.Join(strings.Fields(strings.ToLower(strings.NewReplacer("*", " ", ",\n", ", ").Replace(body))), " ")
	plain = strings.ReplaceAll(plain, "license, version", "license version")
	for _, t := range texts {
		hit := t.not == "" || !strings.Contains(plain, t.not)
		for _, w := range t.words {
			hit = hit && strings.Contains(plain, w)
		}
		if hit && !slices.Contains(found, t.id) {
			found = append(found, t.id)
		}
	}
	slices.Sort(found)
	return found
}

// errNoLicence is a module that nobody may be given.
var errNoLicence = errors.New("no licence was found that is known; read it, and add it to texts if it lets us")

// licences names those of a module, from the files at its root.
func (m module) licences() ([]string, error) {
	var all []string
	names, err := m.files("LICENSE", "LICENCE", "COPYING", "UNLICENSE")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if unread[name] != "" || strings.ContainsRune(name, filepath.Separator) {
			continue
		}
		body, err := os.ReadFile(filepath.Join(m.dir, name))
		if err != nil {
			return nil, err
		}
		found := recognise(string(body))
		if len(found) == 0 {
			return nil, fmt.Errorf("%s %s, %s: %w", m.path, m.version, name, errNoLicence)
		}
		for _, id := range found {
			if !slices.Contains(all, id) {
				all = append(all, id)
			}
		}
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%s %s: %w", m.path, m.version, errNoLicence)
	}
	slices.Sort(all)
	return all, nil
}

// files are those at a module's root whose name begins with one of some words,
// and what lies in folders whose name does.
func (m module) files(beginnings ...string) (names []string, err error) {
	entries, err := os.ReadDir(m.dir)
	if err != nil {
		return nil, fmt.Errorf("read module %s %s: %w", m.path, m.version, err)
	}
	for _, e := range entries {
		if !slices.ContainsFunc(beginnings, func(b string) bool { return strings.HasPrefix(strings.ToUpper(e.Name()), b) }) {
			continue
		}
		err := filepath.WalkDir(filepath.Join(m.dir, e.Name()), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(path, ".go") {
				return err
			}
			name, err := filepath.Rel(m.dir, path)
			names = append(names, name)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return names, nil
}
