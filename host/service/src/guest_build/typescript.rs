//! Filters in TypeScript: bundled by esbuild, and made components by componentize-js. Both come from npm.

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

/// Where a filter's source and its SDK lie in its folder.
const SOURCE: &str = "src/filter.ts";
const SDK: &str = "sdk";

const TOOLCHAIN: Toolchain = Toolchain {
    name: "typescript",
    contents: "componentize-js and esbuild from npm, about 130 MB,",
    files: &[
        ("build.mjs", include_str!("../../../../guest-sdk/typescript/toolchain/build.mjs")),
        ("package.json", include_str!("../../../../guest-sdk/typescript/toolchain/package.json")),
        ("package-lock.json", include_str!("../../../../guest-sdk/typescript/toolchain/package-lock.json")),
    ],
    installer: ("npm", &["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]),
    missing: || BuildError::NoNode,
};

/// A filter's folder.
pub(super) struct Project {
    pub(super) label: Label,
    folder: PathBuf,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
}

pub(super) fn project(folder: &Path) -> Result<Project, BuildError> {
    let manifest = folder.join("package.json");
    let text = toolchain::read(&manifest)?;
    let said = |error: serde_json::Error| BuildError::Manifest { manifest: manifest.clone(), said: error.to_string() };
    let Package { name, version } = serde_json::from_slice(&text).map_err(said)?;
    // A scope, as in `@company/filter`, says who publishes it.
    let name = name.rsplit('/').next().unwrap_or_default().to_owned();
    let label = Label { name, version }.checked().map_err(|source| BuildError::Label { manifest, source })?;
    Ok(Project { label, folder: folder.to_owned() })
}

/// Makes a component, which imports the interfaces that the filter calls.
pub(super) fn compile(
    project: &Project,
    options: &BuildOptions,
    progress: &mut Progress,
) -> Result<Vec<u8>, BuildError> {
    let folder = project.folder.canonicalize().unwrap_or_else(|_| project.folder.clone());
    let source = folder.join(SOURCE);
    if !source.is_file() {
        let manifest = folder.join("package.json");
        return Err(BuildError::NotAFilter { manifest, missing: "src/filter.ts" });
    }
    let installed = TOOLCHAIN.directory(options, progress)?;
    progress.say("compiling with componentize-js; this takes about 20 s");
    let scratch = Scratch::new()?;
    let (contract, component) = (scratch.path().join("contract.wit"), scratch.path().join("component.wasm"));
    toolchain::write(&contract, WIT)?;
    let mut node = Command::new("node");
    node.arg(installed.join("build.mjs")).arg(source).arg(contract).arg(folder.join(SDK)).arg(scratch.path());
    node.arg(&component).current_dir(scratch.path());
    TOOLCHAIN.run(&mut node, "node", &project.label.name, options)?;
    toolchain::read(&component)
}
