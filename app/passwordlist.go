package app

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"strings"
	"unicode/utf8"
)

// leaked are passwords that came out elsewhere, packed: a lower-case line each of at
// least minPassword characters, sorted. They are those of the 100,000 that were met
// most often in the breaches that Have I Been Pwned had gathered (published by the
// National Cyber Security Centre of the United Kingdom in 2019), and those of the
// list that zxcvbn ships (MIT); 47,141 in all.
//
//go:embed leaked.txt.gz
var leaked []byte

// ofThisPlace are words about legs, the night and this program, as leaked has them.
//
//go:embed password.txt
var ofThisPlace string

// known says that a password came out elsewhere, is one of those that somebody who
// knows this program would try, or is one sign over and over. It unpacks the list each
// time, which takes a few milliseconds and happens when a password is chosen.
func known(p string) bool {
	p = strings.ToLower(p)
	first, _ := utf8.DecodeRuneInString(p)
	if strings.Trim(p, string(first)) == "" || strings.Contains(p, "\n") || strings.Contains("\n"+ofThisPlace, "\n"+p+"\n") {
		return true
	}
	return bytes.Contains(leakedLines(), []byte("\n"+p+"\n"))
}

// leakedLines is the list with a line end before each line too.
func leakedLines() []byte {
	r, err := gzip.NewReader(bytes.NewReader(leaked))
	if err != nil {
		panic("app: the list of leaked passwords in the program cannot be read: " + err.Error())
	}
	text := bytes.NewBufferString("\n")
	if _, err := io.Copy(text, r); err != nil { // its checksum is in it
		panic("app: the list of leaked passwords in the program cannot be read: " + err.Error())
	}
	return text.Bytes()
}
