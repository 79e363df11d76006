//! A compiler for `wasm32-unknown-unknown`: rustup's if it has the target, else Debian's, which builds the standard
//! library from source.

use crate::guest_build::error::BuildError;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The target of every filter: no WASI, so nothing to import but the filter interfaces.
pub(super) const TARGET: &str = "wasm32-unknown-unknown";

/// How to call cargo.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Toolchain {
    /// The target's standard library is installed beside the compiler.
    Installed,
    /// Debian's compiler and library sources, linking with rustup's `rust-lld`, whose folder this is.
    Debian { linker: PathBuf },
}

const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_SOURCES: &str = "/usr/lib/rustlib/src/rust/library/std";

/// Looks for a toolchain as cargo would, called in `dir`.
pub(super) fn find(dir: &Path) -> Result<Toolchain, BuildError> {
    let sysroot = sysroot(dir);
    if sysroot.as_ref().is_some_and(|it| it.join("lib/rustlib").join(TARGET).join("lib").is_dir()) {
        return Ok(Toolchain::Installed);
    }
    if ![DEBIAN_CARGO, DEBIAN_RUSTC, DEBIAN_SOURCES].iter().all(|path| Path::new(path).exists()) {
        return Err(BuildError::NoToolchain);
    }
    let linker = sysroot.and_then(|it| linker_folder(&it)).ok_or(BuildError::NoLinker)?;
    Ok(Toolchain::Debian { linker })
}

fn sysroot(dir: &Path) -> Option<PathBuf> {
    let rustc = Command::new("rustc").args(["--print", "sysroot"]).current_dir(dir).output().ok()?;
    let path = String::from_utf8(rustc.stdout).ok()?;
    rustc.status.success().then(|| PathBuf::from(path.trim_end()))
}

fn linker_folder(sysroot: &Path) -> Option<PathBuf> {
    let targets = std::fs::read_dir(sysroot.join("lib/rustlib")).ok()?;
    targets.filter_map(|target| Some(target.ok()?.path().join("bin"))).find(|bin| bin.join("rust-lld").is_file())
}

impl Toolchain {
    /// Cargo, ready for arguments that follow `cargo build --target …`.
    pub(super) fn cargo_build(&self) -> Command {
        let mut cargo = self.cargo();
        cargo.args(["build", "--target", TARGET]);
        if let Toolchain::Debian { .. } = self {
            cargo.arg("-Zbuild-std=std,panic_abort");
        }
        cargo
    }

    /// Cargo, ready for arguments that follow `cargo clean --target …`.
    pub(super) fn cargo_clean(&self) -> Command {
        let mut cargo = self.cargo();
        cargo.args(["clean", "--target", TARGET]);
        cargo
    }

    fn cargo(&self) -> Command {
        match self {
            Toolchain::Installed => Command::new("cargo"),
            Toolchain::Debian { linker } => {
                let mut cargo = Command::new(DEBIAN_CARGO);
                cargo.env("RUSTC", DEBIAN_RUSTC).env("RUSTC_BOOTSTRAP", "1").env("PATH", first_on_path(linker));
                cargo
            }
        }
    }
}

fn first_on_path(folder: &Path) -> OsString {
    let mut path = folder.as_os_str().to_owned();
    if let Some(others) = std::env::var_os("PATH") {
        path.push(":");
        path.push(others);
    }
    path
}
