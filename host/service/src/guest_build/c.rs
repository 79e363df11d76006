//! Filters in C: compiled by clang, without a C library.

use super::{error::BuildError, label::Label, manifest, options::BuildOptions, progress::Progress, scratch::Scratch};
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// Where the SDK lies in a filter's folder.
const SDK: &str = "sdk";
const LINKER: &str = "wasm-ld";
/// Versions whose programs Debian and others name with their number; newest first.
const VERSIONS: std::ops::RangeInclusive<u32> = 13..=23;

/// No WASI, so nothing to import but the filter interfaces. What the filter does not call is left out, so that it imports
/// what it calls. The stack comes first in memory, so that it cannot grow into the data.
const FLAGS: [&str; 14] = [
    "--target=wasm32-unknown-unknown",
    "-std=c11",
    "-O2",
    "-flto",
    "-Wall",
    "-mbulk-memory",
    "-msign-ext",
    "-nostdlib",
    "-ffreestanding",
    "-fvisibility=hidden",
    "-Wl,--no-entry",
    "-Wl,--gc-sections",
    "-Wl,--stack-first",
    "-Wl,-z,stack-size=65536",
];

/// A filter's folder.
pub(super) struct Project {
    pub(super) label: Label,
    folder: PathBuf,
}

pub(super) fn project(folder: &Path) -> Result<Project, BuildError> {
    Ok(Project { label: manifest::label(&folder.join("filter.toml"))?, folder: folder.to_owned() })
}

/// Compiles all `.c` files of the folder and of the SDK to a core module.
pub(super) fn compile(
    project: &Project,
    options: &BuildOptions,
    progress: &mut Progress,
) -> Result<Vec<u8>, BuildError> {
    let sdk = project.folder.join(SDK);
    let mut sources = sources(&project.folder)?;
    if sources.is_empty() {
        let manifest = project.folder.join("filter.toml");
        return Err(BuildError::NotAFilter { manifest, missing: "a .c file beside it" });
    }
    sources.extend(self::sources(&sdk)?);
    let clang = clang()?;
    progress.say(&format!("compiling {} C files with {}", sources.len(), clang.display()));
    let scratch = Scratch::new()?;
    let module = scratch.path().join("module.wasm");
    let mut command = Command::new(&clang);
    command.args(FLAGS).arg("-I").arg(&sdk).arg("-o").arg(&module).args(&sources);
    if options.verbose {
        command.arg("-v");
    }
    let status =
        command.status().map_err(|source| BuildError::Start { program: clang.display().to_string(), source })?;
    if !status.success() {
        return Err(BuildError::Compile { name: project.label.name.clone(), program: "clang", status });
    }
    std::fs::read(&module).map_err(|source| BuildError::File { action: "read", path: module, source })
}

/// The `.c` files of a folder, by name.
fn sources(folder: &Path) -> Result<Vec<PathBuf>, BuildError> {
    let failed = |source| BuildError::File { action: "list", path: folder.to_owned(), source };
    let entries = std::fs::read_dir(folder).map_err(failed)?;
    let mut files = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>().map_err(failed)?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "c"));
    files.sort();
    Ok(files)
}

/// A clang that can compile for WebAssembly and link it. That of macOS cannot.
fn clang() -> Result<PathBuf, BuildError> {
    let named = VERSIONS.rev().map(|version| format!("clang-{version}"));
    let found = std::iter::once("clang".to_owned()).chain(named).filter_map(|name| on_path(&name));
    found.into_iter().find(|clang| is_usable(clang)).ok_or(BuildError::NoClang)
}

fn is_usable(clang: &Path) -> bool {
    let output = Command::new(clang).arg("--print-targets").output();
    let has_target = output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("wasm32"));
    // Clang takes the linker that lies beside it, and otherwise that of the path.
    let beside = clang.canonicalize().is_ok_and(|clang| clang.with_file_name(LINKER).is_file());
    has_target && (beside || on_path(LINKER).is_some())
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|program| program.is_file())
}
