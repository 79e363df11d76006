#!/usr/bin/env bash
# Builds the service so that it counts what it executes, sends it requests, and writes profile/sluice.profdata.
set -euo pipefail
cd "$(dirname "$0")/.."
rustup --quiet component add llvm-tools
profdata=$(rustc --print sysroot)/lib/rustlib/$(rustc -vV | sed -n 's/^host: //p')/bin/llvm-profdata

built=$PWD/target/profiling
counts=$built/counts
rm -rf "$counts"
mkdir -p "$built"
ln -sfn ../filters "$built/filters"
export CARGO_TARGET_DIR=$built SLUICE_PROFILE_GENERATE=$counts
cargo build --release --quiet --package sluice --package sluice-tests --bin sluice
cargo build --release --quiet --package sluice-tests --bin sluice-bench
"$built/release/sluice-bench" --train
# Functions that were never executed are left out: the compiler would take them for rare instead of not knowing.
"$profdata" merge --sparse --output profile/sluice.profdata "$counts"
