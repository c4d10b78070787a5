# Two commands are all a newcomer needs: make demo, make test.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

version := 0.1.0
commit := $(shell git rev-parse --short=12 HEAD 2>/dev/null || echo unknown)
stamp := -X example.org/tandtui/internal/version.Version=$(version) -X example.org/tandtui/internal/version.Commit=$(commit)
tool := go tool -modfile=tools/go.mod
go_files = $(shell git ls-files --cached --others --exclude-standard '*.go')

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.PHONY: demo
demo: ## play the main job on this computer, with a virtual card
	@scripts/packages.sh demo
	@$(MAKE) --no-print-directory build
	@bin/tandtui demo

.PHONY: test
test: packages-test fmt-check vet static lint race ## everything that must hold before a change lands

.PHONY: packages-test
packages-test:
	@scripts/packages.sh test

.PHONY: build
build: ## bin/tandtui and bin/tandserver
	@scripts/packages.sh build
	@mkdir -p bin
	go build -trimpath -ldflags '$(stamp)' -o bin/tandtui ./cmd/tandtui
	CGO_ENABLED=0 go build -trimpath -ldflags '$(stamp)' -o bin/tandserver ./cmd/tandserver

.PHONY: static
static: ## the server without cgo, the client for Windows without cgo
	CGO_ENABLED=0 go build -trimpath -o /dev/null ./cmd/tandserver
	CGO_ENABLED=0 GOOS=windows GOARCH=amd64 go build -trimpath -o /dev/null ./cmd/tandtui

.PHONY: vet
vet:
	go vet ./...

.PHONY: fmt
fmt: ## format every Go file
	$(tool) gofumpt -w $(go_files)

.PHONY: fmt-check
fmt-check:
	@unformatted=$$($(tool) gofumpt -l $(go_files)); \
	if [ -n "$$unformatted" ]; then echo "Not formatted (run make fmt):"; echo "$$unformatted"; exit 1; fi

.PHONY: lint
lint: ## golangci-lint, its version pinned in tools/go.mod
	$(tool) golangci-lint run ./...
	bash -n scripts/*.sh .ci/run

.PHONY: race
race: ## every test with the race detector
	go test -race -timeout 10m ./...

.PHONY: bench
bench: ## benchmarks, each with its reference beside it
	go test -run '^$$' -bench . -benchmem ./...

.PHONY: fuzz
fuzz: ## every fuzz target for T (default 20s)
	@for package in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz' || true); do \
			echo "$$package $$target"; \
			go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(or $(T),20s) $$package; \
		done; \
	done

.PHONY: screens
screens: build ## draw the screens of the running program into docs/screens
	@scripts/packages.sh test
	go run ./test/screens

.PHONY: vuln
vuln: ## known vulnerabilities; needs the internet, so it is no part of test
	go run golang.org/x/vuln/cmd/govulncheck@v1.1.4 ./...

.PHONY: clean
clean: ## remove what was built
	rm -rf bin
