# Two commands are all a newcomer needs: make demo, make test.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

version := 0.1.0
commit := $(shell git describe --always --dirty --abbrev=12 --exclude='*' 2>/dev/null || echo unknown)
stamp := -X example.org/tandtui/internal/version.Version=$(version) -X example.org/tandtui/internal/version.Commit=$(commit)
tool := go tool -modfile=tools/go.mod
go_folders := cmd internal test

# The commit is stamped above; Go's own look at git fails in a clone that
# belongs to another user.
export GOFLAGS := $(GOFLAGS) -buildvcs=false

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# Both programs are built in one go: with cgo on for one and off for the other the
# standard library would be compiled twice, a quarter of a newcomer's wait for the
# login. Nothing is inlined: that saves a third of the first build, and the demo
# feels as quick. make build makes the programs for real use.
.PHONY: demo
demo: ## play the main job on this computer, with a virtual card (REGION=varmland: the other region; CARD=idprime or thales: another card)
	@scripts/packages.sh demo
	@mkdir -p bin
	CGO_ENABLED=1 go build -trimpath -gcflags 'all=-l -dwarf=false' -ldflags '-w $(stamp)' -o bin/ ./cmd/tandtui ./cmd/tandserver
	@bin/tandtui demo $(if $(REGION),--region $(REGION)) $(if $(CARD),--card $(CARD))

.PHONY: test
test: packages-test fmt-check vet build static lint memory race ## everything that must hold before a change lands

.PHONY: packages-test
packages-test:
	@scripts/packages.sh test

.PHONY: build
build: ## bin/tandtui and bin/tandserver
	@scripts/packages.sh build
	@mkdir -p bin
	@CGO_ENABLED=0 go build -trimpath -ldflags '$(stamp)' -o bin/tandserver ./cmd/tandserver & server=$$!; \
	CGO_ENABLED=1 go build -trimpath -ldflags '$(stamp)' -o bin/tandtui ./cmd/tandtui; \
	wait $$server
	@bin/tandtui version | grep -F '$(version) (commit $(commit), go'
	@bin/tandserver version | grep -F '$(version) (commit $(commit), go'

.PHONY: static
static: ## the programs that are built without cgo: server for Linux, client for Windows
	CGO_ENABLED=0 GOOS=linux go build -trimpath -o /dev/null ./cmd/tandserver
	CGO_ENABLED=0 GOOS=windows GOARCH=amd64 go build -trimpath -o /dev/null ./cmd/tandtui

.PHONY: vet
vet:
	go vet ./...

.PHONY: fmt
fmt: ## format every Go file
	$(tool) gofumpt -w $(go_folders)

.PHONY: fmt-check
fmt-check:
	@unformatted=$$($(tool) gofumpt -l $(go_folders)); \
	if [ -n "$$unformatted" ]; then echo "Not formatted (run make fmt):"; echo "$$unformatted"; exit 1; fi

# The linter's cache remembers paths: shared by two clones, it would report one
# clone's code for the other.
.PHONY: lint
lint: export GOLANGCI_LINT_CACHE := $(CURDIR)/.cache/golangci-lint
lint: ## golangci-lint, its version pinned in tools/go.mod
	$(tool) golangci-lint run ./...
	@for script in scripts/*.sh .ci/run; do bash -n "$$script"; done

# Without the race detector, which leaves copies of its own.
.PHONY: memory
memory: ## no key outlives its use in the memory of a process
	@$(tool) gotestsum --format pkgname-and-test-fails -- -count=1 -timeout 5m -run 'LeftInMemory|LeavesNoKeyInMemory' ./internal/secret ./internal/store

# A program that is built with the race detector waits a second before it ends, which
# for hundreds of programs is minutes.
race: export GORACE := atexit_sleep_ms=20
# -count=1: the tests also depend on things that Go's cache of results does not see,
# such as this computer's card service and terminal.
.PHONY: race
race: ## every test with the race detector
	$(tool) gotestsum --format pkgname-and-test-fails -- -race -count=1 -timeout 10m ./...

.PHONY: bench
bench: ## benchmarks, each with its reference beside it
	go test -run '^$$' -bench . -benchmem ./...

.PHONY: load
load: ## a crowd of slow connections of every kind, and a region's import beside look-ups
	TANDTUI_LOAD_CONNECTIONS=$(or $(N),2000) go test -v -count=1 -timeout 5m -run TestHonestClients ./internal/server
	go test -count=1 -timeout 10m -run '^$$' -bench I7Import -benchtime 1x ./internal/server/imports

.PHONY: fuzz
fuzz: ## every fuzz target for T (default 20s), with how often it was executed
	@scripts/fuzz.sh $(or $(T),20s)

.PHONY: crash
crash: ## kill the store N times (default 1000) while it saves: nothing saved is lost
	@scripts/packages.sh crash
	TANDTUI_CRASH_KILLS=$(or $(N),1000) go test -tags crash -v -count=1 -timeout 60m -run 'AfterKill|FaultAtEveryCall|FaultWhileMigrating' ./internal/store

.PHONY: kills
kills: ## kill server and client N times (default 20) each during an upload: every right bill once
	@scripts/packages.sh test
	TANDTUI_KILLS=$(or $(N),20) go test -v -count=1 -timeout 20m -run 'IsKilledDuringAnUpload' ./test/contract

.PHONY: upload
upload: ## how long invoice files of 10 000 and 100 000 bills take, and how long others wait meanwhile
	@scripts/packages.sh test
	go test -run '^$$' -bench Upload -benchtime 1x ./internal/server

.PHONY: screens
screens: build ## draw the screens of the running program into docs/screens
	@scripts/packages.sh test
	go run ./test/screens

.PHONY: vuln
vuln: ## known vulnerabilities; needs the internet, so it is no part of test
	go tool -modfile=tools/vuln/go.mod govulncheck ./...

.PHONY: clean
clean: ## remove what was built
	rm -rf bin
