# make help says what there is.
SHELL := /bin/bash
PREFIX ?= /usr/local
SWIFT ?= swift
SECONDS ?= 60
TARGETS ?=
SPOOR := .build/release/spoor
RELEASE := -c release --static-swift-stdlib

.PHONY: help demo test lint bench fuzz release install docs

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: release ## build, ingest the recorded incident, and ask who did it
	@.ci/demo $(SPOOR)

test: ## set up, build and run all tests
	@.ci/prepare test
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build

lint: ## formatter, warnings as errors
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests Plugins Benchmarks/Sources
	$(SWIFT) build --build-path .build-lint -Xswiftc -warnings-as-errors

bench: release ## compare with other tools; results in docs/performance.md
	@.ci/prepare bench
	.ci/bench $(SPOOR)

fuzz: ## try the readers of bytes with libFuzzer, SECONDS= for each of TARGETS=
	@.ci/prepare test
	SWIFT="$(SWIFT)" .ci/fuzz $(SECONDS) $(TARGETS)

release: ## build the program
	@.ci/prepare build
	$(SWIFT) build $(RELEASE)

install: release ## copy the program to $(PREFIX)/bin
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(SPOOR) $(DESTDIR)$(PREFIX)/bin/spoor

docs: release ## write the generated pages again
	RECORD_SNAPSHOTS=1 $(SWIFT) test --filter GeneratedPages || true
