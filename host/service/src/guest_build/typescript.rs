//! Filters in TypeScript: bundled by esbuild, and made components by componentize-js. Both come from npm, once for all filters
//! of a user, in the versions of a lock file that this program brings.

use super::{cache, error::BuildError, label::Label, options::BuildOptions, progress::Progress, scratch::Scratch};
use serde::Deserialize;
use sluice_sandbox::WIT;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Where a filter's source and its SDK lie in its folder.
const SOURCE: &str = "src/filter.ts";
const SDK: &str = "sdk";

const BUILD: &str = include_str!("../../../../guest-sdk/typescript/toolchain/build.mjs");
const PACKAGE: &str = include_str!("../../../../guest-sdk/typescript/toolchain/package.json");
const LOCK: &str = include_str!("../../../../guest-sdk/typescript/toolchain/package-lock.json");

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
    let text = read(&manifest)?;
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
    let toolchain = toolchain(options, progress)?;
    progress.say("compiling with componentize-js; this takes about 20 s");
    let scratch = Scratch::new()?;
    let (contract, component) = (scratch.path().join("contract.wit"), scratch.path().join("component.wasm"));
    write(&contract, WIT)?;
    let mut node = Command::new("node");
    node.arg(toolchain.join("build.mjs")).arg(source).arg(contract).arg(folder.join(SDK)).arg(scratch.path());
    run(node.arg(&component).current_dir(scratch.path()), "node", &project.label.name, options)?;
    read(&component)
}

/// The folder with componentize-js and esbuild, which npm fills if it is not there yet.
fn toolchain(options: &BuildOptions, progress: &mut Progress) -> Result<PathBuf, BuildError> {
    let digest = blake3::hash([BUILD, PACKAGE, LOCK].concat().as_bytes()).to_hex();
    let toolchains = cache::directory().join("toolchains");
    let ready = toolchains.join(format!("typescript-{}", &digest[..12]));
    if ready.is_dir() {
        return Ok(ready);
    }
    progress.say(&format!("npm installs componentize-js and esbuild into {}, once: about 130 MB", ready.display()));
    let unfinished = toolchains.join(format!("unfinished-{}", std::process::id()));
    fs::create_dir_all(&unfinished).map_err(|source| BuildError::File {
        action: "make the folder",
        path: unfinished.clone(),
        source,
    })?;
    for (name, text) in [("build.mjs", BUILD), ("package.json", PACKAGE), ("package-lock.json", LOCK)] {
        write(&unfinished.join(name), text)?;
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(&unfinished);
    let installed = run(&mut npm, "npm", "the toolchain for TypeScript", options);
    let moved = installed.and_then(|()| {
        // Another build may have been faster; its folder has the same content.
        let moved = fs::rename(&unfinished, &ready);
        let moved = if ready.is_dir() { Ok(()) } else { moved };
        moved.map_err(|source| BuildError::File { action: "write", path: ready.clone(), source })
    });
    let _ = fs::remove_dir_all(&unfinished);
    moved.map(|()| ready)
}

fn run(command: &mut Command, program: &'static str, name: &str, options: &BuildOptions) -> Result<(), BuildError> {
    let stdout = if options.verbose { Stdio::inherit() } else { Stdio::null() };
    let status = command.stdin(Stdio::null()).stdout(stdout).status();
    let status = status.map_err(|source| match source.kind() {
        std::io::ErrorKind::NotFound => BuildError::NoNode,
        _ => BuildError::Start { program: program.to_owned(), source },
    })?;
    if status.success() { Ok(()) } else { Err(BuildError::Compile { name: name.to_owned(), program, status }) }
}

fn read(path: &Path) -> Result<Vec<u8>, BuildError> {
    fs::read(path).map_err(|source| BuildError::File { action: "read", path: path.to_owned(), source })
}

fn write(path: &Path, text: &str) -> Result<(), BuildError> {
    fs::write(path, text).map_err(|source| BuildError::File { action: "write", path: path.to_owned(), source })
}
