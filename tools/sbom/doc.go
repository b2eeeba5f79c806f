// Command sbom says what a built program is made of, from what the linker wrote
// into it, and not from what go.mod may ask for:
//
//	go run ./tools/sbom -modcache "$(go env GOMODCACHE)" bin/charley            the bill of materials, CycloneDX 1.6 JSON
//	go run ./tools/sbom -modcache "$(go env GOMODCACHE)" -goroot "$(go env GOROOT)" -notices bin/charley   the licence texts that go with it
//
// The same program gives the same bytes: there is no time and no chance in it. It
// opens no connection; licences are read from the module cache. It does not say
// which module asks for which: a program does not know that.
package main
