//! What cargo knows of a filter, and the flags that it is built with.

use super::{error::BuildError, label::Label, options::BuildOptions, toolchain::Toolchain};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A filter's crate.
pub(super) struct Package {
    pub(super) label: Label,
    /// Shared by all members of a workspace, so that the standard library is built once for them.
    pub(super) target_directory: PathBuf,
    manifest: PathBuf,
}

/// Settings of the profile `release` that every filter gets, whatever its manifest says: one function body for each
/// thing, no unwinding, and the names and lines of functions kept, which failure reports show. The lines of other crates
/// would be several times those of the filter.
const PROFILE: [&str; 7] = [
    "profile.release.opt-level=3",
    "profile.release.lto=\"fat\"",
    "profile.release.codegen-units=1",
    "profile.release.panic=\"abort\"",
    "profile.release.debug=\"line-tables-only\"",
    "profile.release.package.\"*\".debug=0",
    "profile.release.strip=\"none\"",
];

/// The stack comes first in memory; at the default of 1 MiB it would push the pages that a run touches out of the part
/// that the pool keeps resident.
const STACK_SIZE: &str = "-Clink-arg=-zstack-size=65536";

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<MetadataPackage>,
    target_directory: PathBuf,
}

#[derive(Deserialize)]
struct MetadataPackage {
    name: String,
    version: String,
    manifest_path: PathBuf,
    targets: Vec<MetadataTarget>,
}

#[derive(Deserialize)]
struct MetadataTarget {
    crate_types: Vec<String>,
}

#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    manifest_path: PathBuf,
    #[serde(default)]
    filenames: Vec<PathBuf>,
}

/// Asks cargo about the crate in `dir`.
pub(super) fn package(dir: &Path) -> Result<Package, BuildError> {
    let manifest = dir.join("Cargo.toml");
    let manifest =
        manifest.canonicalize().map_err(|source| BuildError::File { action: "read", path: manifest, source })?;
    let asked = Command::new("cargo")
        .args(["metadata", "--no-deps", "--format-version=1", "--manifest-path"])
        .arg(&manifest)
        .output()
        .map_err(|source| BuildError::Start { program: "cargo".into(), source })?;
    let unreadable = |said: String| BuildError::Manifest { manifest: manifest.clone(), said };
    if !asked.status.success() {
        return Err(unreadable(String::from_utf8_lossy(&asked.stderr).trim().to_owned()));
    }
    let metadata: Metadata = serde_json::from_slice(&asked.stdout).map_err(|error| unreadable(error.to_string()))?;
    let not_a_filter = |missing| BuildError::NotAFilter { manifest: manifest.clone(), missing };
    let package = metadata
        .packages
        .into_iter()
        .find(|package| package.manifest_path == manifest)
        .ok_or_else(|| not_a_filter("a [package]"))?;
    if !package.targets.iter().any(|target| target.crate_types.iter().any(|it| it == "cdylib")) {
        return Err(not_a_filter("[lib] crate-type = [\"cdylib\"]"));
    }
    let label = Label { name: package.name, version: package.version }
        .checked()
        .map_err(|source| BuildError::Label { manifest: manifest.clone(), source })?;
    Ok(Package { label, target_directory: metadata.target_directory, manifest })
}

/// Compiles the crate to a core module, and returns where that is.
pub(super) fn compile(package: &Package, toolchain: &Toolchain, options: &BuildOptions) -> Result<PathBuf, BuildError> {
    let mut cargo = toolchain.cargo_build();
    cargo.args(["--release", "--lib", "--message-format=json-render-diagnostics", "--manifest-path"]);
    let target_dir = options.target_dir.clone().unwrap_or_else(|| package.target_directory.join("guests"));
    cargo.arg(&package.manifest).arg("--target-dir").arg(target_dir);
    cargo.args(PROFILE.iter().flat_map(|setting| ["--config", setting]));
    if !options.verbose {
        cargo.arg("--quiet");
    }
    cargo.env("CARGO_ENCODED_RUSTFLAGS", flags()).env_remove("RUSTC_WRAPPER");
    let ended = cargo
        .stderr(Stdio::inherit())
        .output()
        .map_err(|source| BuildError::Start { program: cargo.get_program().to_string_lossy().into(), source })?;
    if !ended.status.success() {
        return Err(BuildError::Compile { name: package.label.name.clone(), status: ended.status });
    }
    let messages = ended.stdout.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok());
    messages
        .filter(|message: &Message| message.manifest_path == package.manifest)
        .flat_map(|message| message.filenames)
        .find(|file| file.extension().is_some_and(|it| it == "wasm"))
        .ok_or_else(|| BuildError::NotAFilter {
            manifest: package.manifest.clone(),
            missing: "a library that compiles to a WebAssembly module",
        })
}

/// Replaces every flag from the environment, so that the same source gives the same component, and keeps this machine's
/// folders out of it. The same for every filter: another flag would compile the standard library anew.
fn flags() -> String {
    let home = std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo"));
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from).or(home);
    let remap = cargo_home.map(|it| format!("\u{1f}--remap-path-prefix={}=/cargo", it.display()));
    format!("{STACK_SIZE}{}", remap.unwrap_or_default())
}
