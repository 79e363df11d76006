//! From the source of a filter to a component, with whatever toolchain for WebAssembly the machine has.

mod cargo;
mod component;
mod label;
mod toolchain;

pub use label::{Label, LabelError};

use std::path::{Path, PathBuf};
use std::process::ExitStatus;

/// What may be chosen about a build.
#[derive(Clone, Debug, Default)]
pub struct BuildOptions {
    /// Where the component goes. Otherwise `filters/NAME.wasm` in the target folder of the filter's workspace.
    pub output: Option<PathBuf>,
    /// Where intermediate results go. Otherwise `guests` in the target folder of the filter's workspace.
    pub target_dir: Option<PathBuf>,
    /// Shows what cargo shows.
    pub verbose: bool,
}

/// Why there is no component.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// Neither rustup nor Debian provides the target.
    #[error(
        "find a rust toolchain for wasm32-unknown-unknown: there is none; run `rustup target add \
         wasm32-unknown-unknown`, or on Debian `apt-get install rustc-web cargo-web rust-web-src`"
    )]
    NoToolchain,
    /// Debian's compiler needs a linker that rustup's toolchain brings.
    #[error("find rust-lld: it comes with rustup's toolchain; install one with https://rustup.rs")]
    NoLinker,
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
    #[error("compile {name}: cargo ended with {status}")]
    Compile {
        /// The filter.
        name: String,
        /// How cargo ended.
        status: ExitStatus,
    },
    /// The module is not one that the SDK makes.
    #[error(
        "make a component of {}: {said}; does the crate call `sluice_filter::export!`, and nothing that needs WASI \
         or JavaScript?", module.display()
    )]
    Component {
        /// The core module.
        module: PathBuf,
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

/// Builds the filter in `dir`, a crate of its own or a member of a workspace, and returns where the component is.
///
/// # Errors
/// [`BuildError`] says what is missing. What the compiler has to say goes to stderr as it comes.
pub fn build(dir: &Path, options: &BuildOptions) -> Result<PathBuf, BuildError> {
    let package = cargo::package(dir)?;
    let toolchain = toolchain::find(dir)?;
    let module = cargo::compile(&package, &toolchain, options)?;
    let component = component::encode(&module, &package.label)?;
    let output = match &options.output {
        Some(output) => output.clone(),
        None => package.target_directory.join("filters").join(format!("{}.wasm", package.label.name)),
    };
    write(&output, &component)?;
    Ok(output)
}

/// A reader of `path` sees the old file or the new one, never half of it: `sluice dev` watches these files.
fn write(path: &Path, bytes: &[u8]) -> Result<(), BuildError> {
    let failed = |action, path: &Path| {
        let path = path.to_owned();
        move |source| BuildError::File { action, path, source }
    };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed("make the folder", folder))?;
    }
    let unfinished = path.with_extension("wasm.unfinished");
    std::fs::write(&unfinished, bytes).map_err(failed("write", &unfinished))?;
    std::fs::rename(&unfinished, path).map_err(failed("write", path))
}
