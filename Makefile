# What people and CI run. `make` shows it.

FILTERS := $(patsubst %/Cargo.toml,%,$(wildcard filters/*/Cargo.toml))
SHIPPED := redact-pii enrich-client
SLUICE := target/release/sluice
IMAGE ?= target/image

.PHONY: help setup service build rootfs image pages random-filters chart-tools manifests chart run test fuzz soak lint bench quality profile picture pictures clean

help:  ## Show this
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/:[^#]*## */\t/' | expand -t 12

setup:  ## Install what is missing: packages, the WebAssembly target (as root on Debian 12; quick when done)
	@tests/setup.sh

# With the features that the tests' dependencies ask for: otherwise `make test` would build half of it again.
service:  ## The service, and the example filters as components in target/filters/
	@cargo build --release --quiet --package sluice --package sluice-tests --bin sluice
	@$(SLUICE) filter build $(FILTERS)

build: service  ## The same, and the filters that misbehave, for tests
	@$(SLUICE) filter build tests/guests

rootfs:
	@deploy/image/rootfs.sh $(IMAGE) $(SLUICE) $(SHIPPED:%=target/filters/%.wasm)

image: rootfs  ## The container as target/image.tar, an OCI archive, and target/image.sbom.json (needs buildah)
	@deploy/image/build.sh $(IMAGE) $(IMAGE).tar
	@deploy/image/sbom.py $(IMAGE) >$(IMAGE).sbom.json

run: setup service  ## The service with a stand-in for authentication and the example filters
	@$(SLUICE) dev

pages:  ## The pages of the browser tests, with the SDKs that they run
	@tests/browser/bundle.sh

random-filters:
	@CARGO_TARGET_DIR=target/random-filters cargo build --release --quiet --locked --manifest-path tests/random-filters/Cargo.toml

chart-tools:
	@tests/chart/tools.sh

manifests: chart-tools  ## Render deploy/kubernetes/sluice.yaml from the chart
	@tests/chart/manifests.sh >deploy/kubernetes/sluice.yaml

chart: service rootfs chart-tools  ## Render the chart in every way, and run the service with what was rendered
	@/usr/bin/python3 -B -W ignore -m unittest discover --start-directory tests/chart

test: setup lint build pages random-filters chart  ## Everything that CI checks
	@cargo test --release --quiet --workspace

fuzz: service  ## Each fuzz target for SECONDS (60 unless set)
	@tests/fuzz/run.sh $(or $(SECONDS),60)

lint: setup  ## Formatting, clippy with warnings denied, unused dependencies, licences and doubles
	@cargo fmt --all --check
	@cargo clippy --release --quiet --workspace --all-targets -- --deny warnings
	@PATH="$(CURDIR)/target/tools/bin:$$PATH" && cargo shear && cargo deny --log-level error check licenses bans sources

soak: build pages  ## Minutes of kills, full disks, throttling and outages: ROUNDS of each (200 unless set), or SECONDS
	@ROUNDS=$(or $(ROUNDS),200) $(if $(SECONDS),SECONDS=$(SECONDS)) cargo test --release --quiet --package sluice-tests \
		--test integration -- --ignored --test-threads 1 $(SOAK)

bench: setup build  ## CPU per request beside a native program, with and without filters (BENCH=--peers: beside Envoy)
	@cargo build --release --quiet --package sluice-tests
	@cargo build --release --quiet --package native-reference
	@target/release/sluice-bench $(BENCH)

quality: setup service  ## Recall and precision of redaction on synthetic texts, against the baseline (BASELINE=write: a new one)
	@cargo build --release --quiet --package redaction-quality
	@target/release/redaction-quality --baseline $(or $(BASELINE),compare) $(QUALITY)

profile: service  ## Record what requests execute in profile/sluice.profdata, for the compiler (15 minutes)
	@profile/record.sh

picture: service  ## Draw deploy/dashboard.png from what a real Prometheus has scraped (three minutes)
	@/usr/bin/python3 -B tests/dashboard/picture.py deploy/dashboard.png

pictures: build  ## Draw the pictures of the pages for people, in deploy/ and guest-sdk/ (needs chromium)
	@PICTURES=$(CURDIR) cargo test --release --quiet --package sluice-tests --test integration -- browser::playground browser::chains_page

clean:  ## Remove what was built
	@cargo clean --quiet
