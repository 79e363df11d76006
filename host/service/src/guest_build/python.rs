//! Filters in Python: made components by componentize-py, which comes from PyPI and has CPython in it.

use super::{
    error::BuildError,
    label::Label,
    options::BuildOptions,
    progress::Progress,
    scratch::Scratch,
    toolchain::{self, Toolchain},
};
use serde::Deserialize;
use sluice_sandbox::WIT;
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// Where a filter's modules and its SDK lie in its folder.
const SOURCE: &str = "src";
const SDK: &str = "sdk";
const PYTHON: &str = "python3";

const TOOLCHAIN: Toolchain = Toolchain {
    name: "python",
    contents: "componentize-py from PyPI, about 50 MB,",
    files: &[
        ("build.py", include_str!("../../../../guest-sdk/python/toolchain/build.py")),
        ("requirements.txt", include_str!("../../../../guest-sdk/python/toolchain/requirements.txt")),
    ],
    installer: (
        PYTHON,
        &[
            "-m",
            "pip",
            "--quiet",
            "--disable-pip-version-check",
            "install",
            "--root-user-action=ignore",
            "--no-deps",
            "--require-hashes",
            "--only-binary=:all:",
            "--target=packages",
            "--requirement=requirements.txt",
        ],
    ),
    missing: || BuildError::NoPython,
};

/// A filter's folder.
pub(super) struct Project {
    pub(super) label: Label,
    folder: PathBuf,
}

/// What of `pyproject.toml` matters here.
#[derive(Deserialize)]
struct Manifest {
    project: Package,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
}

pub(super) fn project(folder: &Path) -> Result<Project, BuildError> {
    let manifest = folder.join("pyproject.toml");
    let text = toolchain::read(&manifest)?;
    let said = |said: String| BuildError::Manifest { manifest: manifest.clone(), said };
    let read: Manifest =
        toml::from_slice(&text).map_err(|error: toml::de::Error| said(error.to_string().trim().to_owned()))?;
    let Package { name, version } = read.project;
    let label = Label { name, version }.checked().map_err(|source| BuildError::Label { manifest, source })?;
    Ok(Project { label, folder: folder.to_owned() })
}

/// Makes a component, which imports the interfaces whose functions the filter names.
pub(super) fn compile(
    project: &Project,
    options: &BuildOptions,
    progress: &mut Progress,
) -> Result<Vec<u8>, BuildError> {
    let folder = project.folder.canonicalize().unwrap_or_else(|_| project.folder.clone());
    let source = folder.join(SOURCE);
    if !source.join("filter.py").is_file() {
        let manifest = folder.join("pyproject.toml");
        return Err(BuildError::NotAFilter { manifest, missing: "src/filter.py" });
    }
    let installed = TOOLCHAIN.directory(options, progress)?;
    progress.say("compiling with componentize-py; this takes about 20 s");
    let scratch = Scratch::new()?;
    let (contract, component) = (scratch.path().join("contract.wit"), scratch.path().join("component.wasm"));
    toolchain::write(&contract, WIT)?;
    let mut python = Command::new(PYTHON);
    python.arg(installed.join("build.py")).arg(source).arg(contract).arg(folder.join(SDK)).arg(scratch.path());
    // Packages of a virtual environment would go into the component.
    python.arg(&component).current_dir(scratch.path()).env_remove("VIRTUAL_ENV").env("PYTHONDONTWRITEBYTECODE", "1");
    TOOLCHAIN.run(&mut python, PYTHON, &project.label.name, options)?;
    toolchain::read(&component)
}
