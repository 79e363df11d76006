//! The names of files.

use super::room::RECORD;
use crate::{digest::Digest, reference::Reference};
use std::path::{Path, PathBuf};

pub(super) fn of_component(directory: &Path, component: Digest) -> PathBuf {
    directory.join(format!("{}.wasm", component.to_hex()))
}

pub(super) fn of_record(directory: &Path, reference: &Reference) -> PathBuf {
    let name = Digest::of(reference.to_string().as_bytes()).to_hex();
    directory.join(name).with_extension(RECORD)
}
