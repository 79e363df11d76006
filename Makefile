# What people and CI run. `make` shows it.

FILTERS := $(patsubst %/Cargo.toml,%,$(wildcard filters/*/Cargo.toml tests/guests/Cargo.toml))
SLUICE := target/release/sluice

.PHONY: help setup build run test lint bench clean

help:  ## Show this
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/:[^#]*## */\t/' | expand -t 8

setup:  ## Install what is missing: packages, the WebAssembly target (as root on Debian 12; quick when done)
	@tests/setup.sh

build:  ## The service, and the filters as components in target/filters/
	@cargo build --release --quiet --package sluice
	@$(SLUICE) filter build $(FILTERS)

run: build  ## The service with a stand-in for authentication and the example filters
	@$(SLUICE) dev

test: build  ## Every test
	@cargo test --release --quiet --workspace

lint:  ## Formatting and clippy, as CI runs them
	@cargo fmt --all --check
	@cargo clippy --release --quiet --workspace --all-targets -- --deny warnings

bench: build  ## Every filter, in fresh sandboxes
	@for filter in target/filters/*.wasm; do $(SLUICE) filter bench $$filter; done

clean:  ## Remove what was built
	@cargo clean --quiet
