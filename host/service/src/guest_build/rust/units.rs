//! How much there is to compile.

use serde::Deserialize;
use std::process::{Command, Stdio};

#[derive(Deserialize)]
struct Graph {
    units: Vec<GraphUnit>,
}

#[derive(Deserialize)]
struct GraphUnit {
    mode: String,
}

/// How many units `cargo build` would compile, fresh ones included. None where this cargo does not say.
pub(super) fn count(cargo_build: &mut Command) -> Option<usize> {
    // Cargo has this for its developers only; it builds nothing then.
    let cargo = cargo_build.args(["--unit-graph", "-Zunstable-options", "--quiet"]).env("RUSTC_BOOTSTRAP", "1");
    let output = cargo.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let graph: Graph = serde_json::from_slice(&output.stdout).ok()?;
    Some(graph.units.iter().filter(|unit| unit.mode == "build").count())
}
