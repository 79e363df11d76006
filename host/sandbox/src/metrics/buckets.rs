//! The buckets of the histograms of runs.

/// Microseconds to seconds: a sandbox starts in 5 µs, a run may take 10 ms.
pub(super) const FAST_SECONDS: &[f64] =
    &[2e-6, 5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 1e-2, 2.5e-2, 5e-2, 0.1];
/// From one page of WebAssembly to 32 MiB.
pub(super) const MEMORY_BYTES: &[f64] =
    &[65536.0, 262144.0, 1048576.0, 2097152.0, 4194304.0, 8388608.0, 16777216.0, 33554432.0];
