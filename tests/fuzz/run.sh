#!/usr/bin/env bash
# Builds the fuzz targets and runs each of them for so many seconds: tests/fuzz/run.sh SECONDS [TARGET…]
set -euo pipefail
cd "$(dirname "$0")"
seconds=${1:-60}
shift || true
targets=${*:-json ndjson otlp-json otlp-protobuf faro sentry reports datadog gzip deflate brotli zstd calls scanners config component straight-line}
into=$PWD/../../target/fuzz
# Starts the processes that load components.
export SLUICE=$PWD/../../target/release/sluice
RUSTC_WRAPPER=$PWD/rustc.sh cargo build --release --quiet --locked --target-dir ../../target
failed=0
for target in $targets; do
  mkdir -p "$into/$target" "$into/found"
  [ -d "seeds/$target" ] && cp -n "seeds/$target/"* "$into/$target/"
  # A unit of straight-line compiles a component in a process of its own.
  timeout=10
  [ "$target" = straight-line ] && timeout=120
  FUZZ_TARGET=$target ../../target/release/sluice-fuzz "$into/$target" -max_total_time="$seconds" -max_len=8192 -timeout=$timeout -report_slow_units=$timeout \
    -rss_limit_mb=2048 -artifact_prefix="$into/found/$target-" -print_final_stats=1 2>"$into/$target.log" || failed=1
  echo "$target: $(grep -E 'number_of_executed_units' "$into/$target.log" | tr -dc 0-9) runs, $(ls "$into/found" | grep -c "^$target-" || true) findings"
done
exit $failed
