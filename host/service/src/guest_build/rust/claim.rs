//! The intermediate results of a package, in a folder that packages of other folders use too.
//!
//! Cargo tells packages apart by their names and versions, and what is fresh by times. Of two copies of one crate, it would take
//! what was built of one for the other.

use super::toolchain::Toolchain;
use crate::guest_build::error::BuildError;
use std::fs::{self, File};
use std::io::{Read, Seek, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::Stdio;

/// Nobody else builds a package of this name in that folder, until this is dropped.
pub(super) struct Claim {
    _lock: File,
}

impl Claim {
    /// Waits for others. What was built of another folder's package of this name is removed.
    pub(super) fn of(name: &str, manifest: &Path, toolchain: &Toolchain, target: &Path) -> Result<Claim, BuildError> {
        let folder = target.join("claims");
        let path = folder.join(name);
        let failed = |action| {
            let path = path.clone();
            move |source| BuildError::File { action, path, source }
        };
        fs::create_dir_all(&folder).map_err(failed("make the folder of"))?;
        let mut file =
            File::options().read(true).write(true).create(true).truncate(false).open(&path).map_err(failed("open"))?;
        file.lock().map_err(failed("lock"))?;
        let mut owner = Vec::new();
        file.read_to_end(&mut owner).map_err(failed("read"))?;
        let bytes = manifest.as_os_str().as_bytes();
        if owner != bytes {
            // Until the new owner stands there, nobody owns what is there.
            file.set_len(0).and_then(|()| file.rewind()).map_err(failed("write"))?;
            clean(name, manifest, toolchain, target)?;
            file.write_all(bytes).map_err(failed("write"))?;
        }
        Ok(Claim { _lock: file })
    }
}

fn clean(name: &str, manifest: &Path, toolchain: &Toolchain, target: &Path) -> Result<(), BuildError> {
    let mut cargo = toolchain.cargo_clean();
    cargo.args(["--release", "--quiet", "--package", name, "--manifest-path"]).arg(manifest);
    cargo.arg("--target-dir").arg(target).stdin(Stdio::null());
    let status = cargo.status().map_err(|source| BuildError::Start { program: "cargo".to_owned(), source })?;
    if status.success() {
        return Ok(());
    }
    Err(BuildError::Compile { name: name.to_owned(), program: "cargo clean", status })
}
