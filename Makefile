# What people and CI run. `make` shows it.

FILTERS := $(patsubst %/Cargo.toml,%,$(wildcard filters/*/Cargo.toml))
SHIPPED := redact-pii enrich-client
SLUICE := target/release/sluice
IMAGE ?= target/image

.PHONY: help setup service build image pages random-filters run test fuzz lint bench quality clean

help:  ## Show this
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/:[^#]*## */\t/' | expand -t 8

setup:  ## Install what is missing: packages, the WebAssembly target (as root on Debian 12; quick when done)
	@tests/setup.sh

service:  ## The service, and the example filters as components in target/filters/
	@cargo build --release --quiet --package sluice
	@$(SLUICE) filter build $(FILTERS)

build: service  ## The same, and the filters that misbehave, for tests
	@$(SLUICE) filter build tests/guests

image:  ## What a container holds of it, below IMAGE (target/image unless set)
	@install -D $(SLUICE) $(IMAGE)/usr/local/bin/sluice
	@install -D -m 0644 -t $(IMAGE)/usr/share/sluice/filters $(SHIPPED:%=target/filters/%.wasm)
	@install -d $(IMAGE)/etc/sluice
	@sed 's|"\.\./target/filters/|"../../usr/share/sluice/filters/|' deploy/sluice.toml >$(IMAGE)/etc/sluice/sluice.toml

run: setup service  ## The service with a stand-in for authentication and the example filters
	@$(SLUICE) dev

pages:  ## The pages of the browser tests, with the SDKs that they run
	@tests/browser/bundle.sh

random-filters:
	@CARGO_TARGET_DIR=target/random-filters cargo build --release --quiet --locked --manifest-path tests/random-filters/Cargo.toml

test: setup lint build pages random-filters  ## Everything that CI checks
	@cargo test --release --quiet --workspace

fuzz: service  ## Each fuzz target for SECONDS (60 unless set)
	@tests/fuzz/run.sh $(or $(SECONDS),60)

lint:  ## Formatting, clippy with warnings denied, and licences and advisories where cargo-deny is there
	@cargo fmt --all --check
	@cargo clippy --release --quiet --workspace --all-targets -- --deny warnings
	@if command -v cargo-deny >/dev/null; then cargo deny --log-level error check; fi

bench: setup build  ## CPU per request beside a native program, with and without filters
	@cargo build --release --quiet --package sluice-tests
	@cargo build --release --quiet --package native-reference
	@target/release/sluice-bench $(BENCH)

quality: setup service  ## Recall and precision of redaction on synthetic texts, against the baseline (BASELINE=write: a new one)
	@cargo build --release --quiet --package redaction-quality
	@target/release/redaction-quality --baseline $(or $(BASELINE),compare) $(QUALITY)

clean:  ## Remove what was built
	@cargo clean --quiet
