//! From the source of a filter to a component, with whatever toolchain for WebAssembly the machine has.

mod c;
pub(crate) mod cache;
mod component;
mod error;
mod label;
mod language;
mod manifest;
mod metadata;
mod options;
mod progress;
mod python;
mod rust;
mod scratch;
pub(crate) mod sdk;
mod toolchain;
mod typescript;

pub use error::BuildError;
pub use label::{Label, LabelError};
pub use language::Language;
pub use metadata::{CASES, SETTINGS_SCHEMA};
pub use options::BuildOptions;

use metadata::Metadata;
use progress::Progress;
use std::path::{Path, PathBuf};

/// Builds the filter in `folder`, and returns where the component is.
///
/// # Errors
/// [`BuildError`] says what is missing. What the compiler has to say goes to stderr as it comes.
pub fn build(folder: &Path, options: &BuildOptions) -> Result<PathBuf, BuildError> {
    let language = Language::of(folder).ok_or_else(|| BuildError::NoFilter {
        folder: folder.to_owned(),
        known: Language::ALL.map(Language::manifest).join(", "),
    })?;
    let mut progress = Progress::new();
    let (label, component, target) = match language {
        Language::Rust => {
            let package = rust::package(folder)?;
            let module = rust::compile(&package, options, &mut progress)?;
            let component = component::encode(module, &package.label)?;
            (package.label, component, package.target_directory)
        }
        Language::TypeScript => {
            let project = typescript::project(folder)?;
            let component = typescript::compile(&project, options, &mut progress)?;
            (project.label, component, folder.join("target"))
        }
        Language::Python => {
            let project = python::project(folder)?;
            let component = python::compile(&project, options, &mut progress)?;
            (project.label, component, folder.join("target"))
        }
        Language::C => {
            let project = c::project(folder)?;
            let module = c::compile(&project, options, &mut progress)?;
            let component = component::encode(module, &project.label)?;
            (project.label, component, folder.join("target"))
        }
    };
    let component = component::describe(component, &label, &Metadata::read(folder, language)?);
    drop(progress);
    let output = match &options.output {
        Some(output) => output.clone(),
        None => target.join("filters").join(format!("{}.wasm", label.name)),
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
