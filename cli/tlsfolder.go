package cli

import (
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"charley/homeca"
)

// A tlsFolder is where the certificates of a home lie, beside the diary. Each
// file is written whole or not at all, and a certificate and its key are one
// file, so that they always belong together.
type tlsFolder string

const (
	authorityName = "ca.pem"     // certificate and key of the authority
	publicName    = "ca.crt"     // its certificate alone, to carry to a computer
	serverName    = "server.pem" // certificate and key of the server
	namesName     = "names.txt"  // what the server is to be reached by, a line each
)

func (at place) tls() tlsFolder { return tlsFolder(filepath.Join(at.Dir, "tls")) }

// holds says that there is an authority, or something in its place.
func (d tlsFolder) holds() bool {
	_, err := os.Lstat(filepath.Join(string(d), authorityName))
	return !errors.Is(err, fs.ErrNotExist)
}

// authority reads the authority; its key must be its owner's alone.
func (d tlsFolder) authority(now time.Time) (homeca.Authority, error) {
	name := filepath.Join(string(d), authorityName)
	text, err := secret(name)
	if err != nil {
		return homeca.Authority{}, err
	}
	ca, err := homeca.Read(homeca.ReadOne(text), now)
	switch {
	case errors.Is(err, homeca.ErrExpired):
		return ca, failed(err, "The certificate authority in %s has expired. Make a new one with: charley tls init --new-ca", name)
	case err != nil:
		return ca, failed(err, "%s is damaged. Put it back from a copy, or make a new one with: charley tls init --new-ca", name)
	}
	return ca, nil
}

// server reads the server's certificate; an empty pair if there is none.
func (d tlsFolder) server() (homeca.Pair, error) {
	text, err := secret(filepath.Join(string(d), serverName))
	if errors.Is(err, fs.ErrNotExist) {
		return homeca.Pair{}, nil
	}
	return homeca.ReadOne(text), err
}

// secret reads a file that nobody but its owner may read.
func secret(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, failed(err, "%s cannot be read: %v.", name, err)
	}
	if open := info.Mode().Perm() & 0o077; open != 0 && runtime.GOOS != "windows" {
		return nil, failed(nil, "Others on this machine may read %s, and whoever has it can play your Charley. Type: chmod 600 %s", name, name)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, failed(err, "%s cannot be read: %v.", name, err)
	}
	return text, nil
}

// names are what was asked for; the addresses of this machine are not among them.
func (d tlsFolder) names() (homeca.Names, error) {
	name := filepath.Join(string(d), namesName)
	text, err := os.ReadFile(name)
	if err != nil {
		return homeca.Names{}, failed(err, "%s cannot be read: %v.", name, err)
	}
	var n homeca.Names
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if a, err := netip.ParseAddr(line); err == nil {
			n.IPs = append(n.IPs, a.Unmap())
		} else {
			n.DNS = append(n.DNS, line)
		}
	}
	if err := n.Check(); err != nil {
		return n, failed(err, "%s holds something that no certificate can be made for: %s", name, sentence(err.Error()))
	}
	return n.And(homeca.Names{}), nil
}

// make begins the folder with a new authority. What was there is written over.
func (d tlsFolder) make(names homeca.Names, now time.Time) (homeca.Authority, error) {
	ca, err := homeca.New(names, now, rand.Reader)
	if err != nil {
		return ca, err
	}
	pair, err := ca.Pair()
	if err != nil {
		return ca, err
	}
	if err := os.MkdirAll(string(d), 0o700); err != nil {
		return ca, failed(err, "%s cannot be made: %v.", string(d), err)
	}
	if err := d.write(authorityName, pair.One()); err != nil {
		return ca, err
	}
	return ca, d.write(publicName, pair.Cert)
}

// keepNames writes down what the server is to be reached by.
func (d tlsFolder) keepNames(n homeca.Names) error {
	var text strings.Builder
	text.WriteString("# What Charley is reached by, a line each. The addresses of this machine need not be here.\n")
	for _, name := range n.DNS {
		text.WriteString(name + "\n")
	}
	for _, a := range n.IPs {
		text.WriteString(a.String() + "\n")
	}
	return d.write(namesName, []byte(text.String()))
}

// renew makes a certificate for the server, and writes it down.
func (d tlsFolder) renew(ca homeca.Authority, names homeca.Names, now time.Time) (homeca.Pair, error) {
	pair, err := ca.Issue(names, now, rand.Reader)
	if errors.Is(err, homeca.ErrOutside) {
		return pair, failed(err, "The certificate authority cannot vouch for all of %s. Leave away what it cannot, or make a new authority with: charley tls init --new-ca", names)
	}
	if err != nil {
		return pair, err
	}
	return pair, d.write(serverName, pair.One())
}

func (d tlsFolder) write(name string, body []byte) error {
	file := filepath.Join(string(d), name)
	err := writeFile(file, func(w io.Writer) error {
		_, err := w.Write(body)
		return err
	})
	if err != nil {
		return failed(err, "%s could not be written: %v.", file, err)
	}
	return nil
}
