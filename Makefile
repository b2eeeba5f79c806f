# `make test` is the one that counts: it installs what the tests need, runs everything and says what it skipped.

GO       ?= go
BINARY   ?= bin/charley
FUZZTIME ?= 30s
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK = golang.org/x/vuln/cmd/govulncheck@v1.9.0

.PHONY: build scripts records guide types test soak bench load fuzz lint vuln scan reproducible sbom release-check clean

# One static program, the same bytes wherever it is built (see `make reproducible`).
build:
	CGO_ENABLED=0 $(GO) build -trimpath -buildvcs=false -ldflags "-s -w" -o $(BINARY) ./cmd/charley

# The scripts of the pages and the icons, from web/script and tools; what they make is committed.
scripts:
	$(GO) run ./tools/bundle
	$(GO) run ./tools/icons

# What is made from the records and committed: the codebook, the page of the graph, and three diaries as FHIR. To be
# run after a change of knowledge/data; look at the difference before it is committed.
records:
	$(GO) test ./knowledge -run Codebook -update
	$(GO) test ./cause -run GraphPage -update
	$(GO) test ./fhir -run TestBundlesAreTheGoldenOnes -update

# The pictures of the user guide, from the pages as they are now. It needs Chromium.
guide:
	@scripts/guide

# The types of the scripts, by TypeScript's own checker from npm. Nothing needs it to build or to test.
types:
	npx --yes --package typescript@5.9.3 -- tsc -p web/script

# Everything, in about twenty-two minutes on two cores, most of it the browser.
test:
	@scripts/test

# The long form of the kill, power-cut, fault, restore and network checks; writes docs/soak.md.
soak: build
	@scripts/harness soak bin/charley

# Every Go benchmark five times, with a line about the machine; the figures are kept in docs/performance.md.
bench:
	@scripts/bench

# Many people at once: two servers on PostgreSQL, one on SQLite, and nothing lost meanwhile; see docs/performance.md.
load: build
	@scripts/load

# Every decoder, FUZZTIME each.
fuzz:
	@scripts/fuzz $(FUZZTIME)

lint:
	$(GO) run $(STATICCHECK) ./...

# Known holes in what we link. VULNDB=FOLDER-OR-TGZ reads a local copy of the reports.
vuln:
	@scripts/vuln

# A scanner for websites over the whole program, about half an hour; docs/security.md explains what it finds.
scan: build
	@scripts/scan bin/charley

# Twice the same bytes, for all four systems?
reproducible:
	@scripts/reproducible

# What the program is made of, from the program itself: CycloneDX 1.6.
sbom: build
	@$(GO) run ./tools/sbom -modcache "$$($(GO) env GOMODCACHE)" -version "$$(cat cli/version.txt)" $(BINARY) > bin/charley.cdx.json
	@echo bin/charley.cdx.json

# Everything that a release must pass, and its archives in dist/: see docs/releasing.md.
release-check:
	@scripts/release-check

clean:
	rm -rf bin dist bench.txt
