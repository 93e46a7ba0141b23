# Two commands do everything on a machine with Go and make: `make generate` and `make test`.

GO      ?= go
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
WEIR    := bin/weir

.DEFAULT_GOAL := help
.PHONY: help generate weir test check conformance conformance-helm conformance-slow bench fuzz release clean

help: ## say what the targets do
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

weir: ## build bin/weir
	$(GO) build -trimpath -ldflags "-s -w -X weir.local/generator/cli.version=$(VERSION)" -o $(WEIR) ./generator/weir

generate: ## regenerate the schema's Go types and the reference, then compile the declarations into out/
	$(GO) generate ./...
	@$(MAKE) --no-print-directory weir
	$(WEIR) build

test: ## everything that needs Go and nothing else
	$(GO) test ./...
	cd conformance/kube && $(GO) test ./crd

check: ## what a change must pass: formats, vet, staticcheck, tests, nothing generated left stale
	@ci/check

conformance: ## the real systems take what weir writes: installs what it needs into .cache/
	@conformance/run

conformance-helm: ## the official chart renders the values: CHART=folder of trinodb/charts' charts/trino
	@CHART=$(if $(CHART),$(abspath $(CHART))) conformance/run helm

conformance-slow: ## what does not fit into `make conformance`
	@conformance/run slow

bench: weir ## estates of 100, 1,000 and 5,000 catalogs, beside `cue vet -c`, in one run
	$(GO) run ./generator/bench -weir $(WEIR)

fuzz: ## each fuzz test for FUZZTIME (10s)
	@ci/fuzz $${FUZZTIME:-10s}

release: ## static binaries for linux and darwin on amd64 and arm64, with checksums, in dist/
	@ci/release $(VERSION)

clean: ## remove what was built; the conformance cache stays
	rm -rf bin dist
