//! Filters in Rust: what cargo knows of them, and the flags that they are built with.

mod claim;
mod toolchain;
mod units;

use super::{
    BuildOptions, cache,
    error::BuildError,
    label::Label,
    progress::{Progress, Unit},
};
use claim::Claim;
use serde::Deserialize;
use std::{
    io::{BufRead, BufReader, ErrorKind},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use toolchain::Toolchain;

/// A filter's crate.
pub(super) struct Package {
    pub(super) label: Label,
    pub(super) target_directory: PathBuf,
    manifest: PathBuf,
    /// Where intermediate results go: shared by all members of a workspace, and by all filters that are none, so that the
    /// standard library and the SDK's dependencies are built once for them.
    guests: PathBuf,
}

impl Package {
    fn target<'a>(&'a self, options: &'a BuildOptions) -> &'a Path {
        options.target_dir.as_ref().unwrap_or(&self.guests)
    }
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
    workspace_root: PathBuf,
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
    reason: String,
    #[serde(default)]
    manifest_path: PathBuf,
    #[serde(default)]
    filenames: Vec<PathBuf>,
    #[serde(default)]
    fresh: bool,
    #[serde(default)]
    package_id: String,
    target: Option<MessageTarget>,
}

impl Message {
    /// What was compiled. Every build script has the same name, so that of its package is said.
    fn unit(&self) -> Unit {
        let name = self.target.as_ref().map_or("", |target| &target.name);
        let package =
            self.package_id.rsplit(['#', '/']).next().unwrap_or_default().split('@').next().unwrap_or_default();
        let name =
            if name == "build-script-build" { format!("the build script of {package}") } else { name.to_owned() };
        Unit { name, is_new: !self.fresh }
    }
}

#[derive(Deserialize)]
struct MessageTarget {
    name: String,
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
        .map_err(|source| match source.kind() {
            ErrorKind::NotFound => BuildError::NoCargo,
            _ => BuildError::Start { program: "cargo".into(), source },
        })?;
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
    let is_alone = manifest.parent() == Some(&*metadata.workspace_root);
    let guests = if is_alone { cache::directory().join("guests") } else { metadata.target_directory.join("guests") };
    Ok(Package { label, target_directory: metadata.target_directory, manifest, guests })
}

/// Compiles the crate to a core module.
pub(super) fn compile(
    package: &Package,
    options: &BuildOptions,
    progress: &mut Progress,
) -> Result<Vec<u8>, BuildError> {
    let folder = package.manifest.parent().unwrap_or(Path::new("."));
    let toolchain = toolchain::find(folder)?;
    let _claim = Claim::of(&package.label.name, &package.manifest, &toolchain, package.target(options))?;
    progress.expect(units::count(&mut cargo_build(package, &toolchain, options)));
    let mut cargo = cargo_build(package, &toolchain, options);
    cargo.arg("--message-format=json-render-diagnostics");
    if !options.verbose {
        cargo.arg("--quiet");
    }
    let start = |source| BuildError::Start { program: "cargo".to_owned(), source };
    let mut child = cargo.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().map_err(start)?;
    let stdout = child.stdout.take().into_iter().flat_map(|stdout| BufReader::new(stdout).lines());
    let mut module = None;
    for message in stdout.map_while(Result::ok).filter_map(|line| serde_json::from_str::<Message>(&line).ok()) {
        if message.reason != "compiler-artifact" {
            continue;
        }
        progress.finish(&message.unit());
        if message.manifest_path == package.manifest {
            let wasm = message.filenames.into_iter().find(|file| file.extension().is_some_and(|it| it == "wasm"));
            module = wasm.or(module);
        }
    }
    let status = child.wait().map_err(start)?;
    if !status.success() {
        return Err(BuildError::Compile { name: package.label.name.clone(), program: "cargo", status });
    }
    let module = module.ok_or_else(|| BuildError::NotAFilter {
        manifest: package.manifest.clone(),
        missing: "a library that compiles to a WebAssembly module",
    })?;
    std::fs::read(&module).map_err(|source| BuildError::File { action: "read", path: module, source })
}

/// `cargo build` with everything that decides what is built.
fn cargo_build(package: &Package, toolchain: &Toolchain, options: &BuildOptions) -> Command {
    let mut cargo = toolchain.cargo_build();
    cargo.args(["--release", "--lib", "--manifest-path"]).arg(&package.manifest);
    cargo.arg("--target-dir").arg(package.target(options));
    cargo.args(PROFILE.iter().flat_map(|setting| ["--config", setting]));
    cargo.env("CARGO_ENCODED_RUSTFLAGS", flags()).env_remove("RUSTC_WRAPPER");
    cargo
}

/// Replaces every flag from the environment, so that the same source gives the same component, and keeps this machine's
/// folders out of it. The same for every filter: another flag would compile the standard library anew.
fn flags() -> String {
    let home = std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo"));
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from).or(home);
    let remap = cargo_home.map(|it| format!("\u{1f}--remap-path-prefix={}=/cargo", it.display()));
    format!("{STACK_SIZE}{}", remap.unwrap_or_default())
}
