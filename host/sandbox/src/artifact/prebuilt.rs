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

/// The lines of a filter's source have fewer.
const MAX_LINES_BYTES: u64 = 8 << 20;

/// Copies the artifact of a key to a new file, and the lines of its source to another one. None if there is no artifact.
///
/// # Errors
/// There is one that cannot be used.
pub(crate) fn copy(directory: &Path, key: &str, (to, lines): (&Path, &Path)) -> io::Result<Option<BuiltFilter>> {
    let record = match open_trusted(&directory.join(record_name(key))) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        record => record?,
    };
    check_trusted(&fs::symlink_metadata(directory)?)?;
    let mut text = Vec::new();
    record.take(MAX_RECORD).read_to_end(&mut text)?;
    let built: BuiltFilter = serde_json::from_slice(&text)?;
    let path = directory.join(artifact_name(key, &built));
    let artifact = open_trusted(&path)?;
    let mut code = Vec::new();
    artifact.take(built.artifact_bytes.saturating_add(1)).read_to_end(&mut code)?;
    if to_hex(&Sha256::digest(&code)) != built.artifact_digest {
        return Err(io::Error::other("its artifact is not what its record says"));
    }
    write_new(to, &code)?;
    // Without them, a failure names functions only.
    let has_lines = built.has_lines && copy_lines(&path.with_extension("lines"), lines).is_ok();
    Ok(Some(BuiltFilter { has_lines, ..built }))
}

fn copy_lines(from: &Path, to: &Path) -> io::Result<()> {
    let mut lines = Vec::new();
    open_trusted(from)?.take(MAX_LINES_BYTES).read_to_end(&mut lines)?;
    write_new(to, &lines)
}
