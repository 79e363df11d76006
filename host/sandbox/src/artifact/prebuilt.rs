//! Filters that came compiled, for example in an image. Their directory is one of [`ArtifactStore`](super::store)'s, made by
//! `sluice compile` and read only since. Artifacts are native code, so files count only if nobody but root and this user
//! can have written them, and if the code is what their record says.

use std::{
    fs,
    io::{self, Read},
    path::Path,
};

use sha2::{Digest, Sha256};

use super::{
    digest::to_hex,
    private_file::{check_trusted, open_trusted, write_new},
    store::{MAX_RECORD, artifact_name, record_name},
};
use crate::load::process::task::BuiltFilter;

/// Copies the artifact of a key to a new file. None if there is none.
///
/// # Errors
/// There is one that cannot be used.
pub(crate) fn copy(directory: &Path, key: &str, to: &Path) -> io::Result<Option<BuiltFilter>> {
    let record = match open_trusted(&directory.join(record_name(key))) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        record => record?,
    };
    check_trusted(&fs::symlink_metadata(directory)?)?;
    let mut text = Vec::new();
    record.take(MAX_RECORD).read_to_end(&mut text)?;
    let built: BuiltFilter = serde_json::from_slice(&text)?;
    let artifact = open_trusted(&directory.join(artifact_name(key, &built)))?;
    let mut code = Vec::new();
    artifact.take(built.artifact_bytes.saturating_add(1)).read_to_end(&mut code)?;
    if to_hex(&Sha256::digest(&code)) != built.artifact_digest {
        return Err(io::Error::other("its artifact is not what its record says"));
    }
    write_new(to, &code)?;
    // Line tables are not copied: a failure then names functions only.
    Ok(Some(BuiltFilter { has_lines: false, ..built }))
}
