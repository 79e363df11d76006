#!/bin/sh
# rustc, for the fuzz targets: the service and the targets report what they reach, everything else is compiled as always.
# The options are those of cargo-fuzz, and all of them are stable.
for argument in "$@"; do
  case $argument in
    sluice | sluice_event | sluice_fuzz | sluice_identity | sluice_metrics | sluice_output | sluice_scan | sluice_wire)
      exec "$@" -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
        -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
        -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing
      ;;
  esac
done
exec "$@"
