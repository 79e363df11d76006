//! Why there is no component.

use super::label::LabelError;
use std::{path::PathBuf, process::ExitStatus};

/// Why there is no component.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// No cargo.
    #[error(
        "find cargo for a filter in Rust: it is not there; install Rust from https://rustup.rs, then run `rustup target add \
         wasm32-unknown-unknown`"
    )]
    NoCargo,
    /// Neither rustup nor Debian provides the target.
    #[error(
        "find a rust toolchain for wasm32-unknown-unknown: there is none; run `rustup target add \
         wasm32-unknown-unknown`, or on Debian `apt-get install rustc-web cargo-web rust-web-src`"
    )]
    NoToolchain,
    /// Debian's compiler needs a linker that rustup's toolchain brings.
    #[error("find rust-lld: it comes with rustup's toolchain; install one with https://rustup.rs")]
    NoLinker,
    /// No clang, or none that has the target or its linker.
    #[error(
        "find a C compiler for wasm32: there is none; install clang and lld, on Debian with `apt-get install clang lld`, on \
         macOS with `brew install llvm lld`"
    )]
    NoClang,
    /// No node or no npm.
    #[error(
        "find node and npm for a filter in TypeScript: they are not there; install Node.js 20 or later, on Debian with \
         `apt-get install nodejs npm`, elsewhere from https://nodejs.org"
    )]
    NoNode,
    /// No python3.
    #[error(
        "find python3 for a filter in Python: it is not there; install Python 3.10 or later with pip, on Debian with \
         `apt-get install python3 python3-pip`, elsewhere from https://www.python.org"
    )]
    NoPython,
    /// The folder has none of the files by which a filter is known.
    #[error(
        "{} is not a filter: it has none of {known}; `sluice filter new NAME` makes one", folder.display()
    )]
    NoFilter {
        /// The folder.
        folder: PathBuf,
        /// The files that would do.
        known: String,
    },
    /// Its cases or its schema of settings cannot be put into the component.
    #[error("add {what} to the component: {said}")]
    Metadata {
        /// What it is.
        what: &'static str,
        /// What is wrong with it.
        said: String,
    },
    /// A program could not be started.
    #[error("start {program}: {source}")]
    Start {
        /// The program.
        program: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// Cargo could not read the manifest; its own words say why.
    #[error("read {}: {said}", manifest.display())]
    Manifest {
        /// The `Cargo.toml`.
        manifest: PathBuf,
        /// What cargo says.
        said: String,
    },
    /// The manifest does not describe a filter.
    #[error("{} is not a filter: {missing}", manifest.display())]
    NotAFilter {
        /// The `Cargo.toml`.
        manifest: PathBuf,
        /// What to add.
        missing: &'static str,
    },
    /// The name or version of the crate cannot be the label of a component.
    #[error("label the component of {}: {source}", manifest.display())]
    Label {
        /// The `Cargo.toml`.
        manifest: PathBuf,
        /// What is wrong with it.
        source: LabelError,
    },
    /// The compiler said why, on stderr.
    #[error("compile {name}: {program} ended with {status}")]
    Compile {
        /// The filter.
        name: String,
        /// The compiler.
        program: &'static str,
        /// How it ended.
        status: ExitStatus,
    },
    /// The module is not one that the SDK makes.
    #[error(
        "make a component of {name}: {said}; does it export what the SDK exports (in Rust with `sluice_filter::export!`), \
         and call nothing that needs WASI or JavaScript?"
    )]
    Component {
        /// The filter.
        name: String,
        /// What the encoder says.
        said: String,
    },
    /// A file could not be read or written.
    #[error("{action} {}: {source}", path.display())]
    File {
        /// `read`, `write` or `make the folder`
        action: &'static str,
        /// Which.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
}
