//! From the source of a filter to a component, with whatever toolchain for WebAssembly the machine has.

mod cargo;
mod component;
mod error;
mod label;
mod options;
mod toolchain;

pub use error::BuildError;
pub use label::{Label, LabelError};
pub use options::BuildOptions;

use std::path::{Path, PathBuf};

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
