//! Reads the component of a filter.

use std::io::Read;

use sha2::{Digest, Sha256};

use super::{error::Refusal, stage::Stage};
use crate::{
    artifact::digest::to_hex,
    settings::{
        filters::FilterEntry,
        located::{Located, is_reference},
    },
};

/// Reads the component of a filter, unless it has more than `max_bytes` bytes.
pub(super) fn read_component(filter: &FilterEntry, max_bytes: u64) -> Result<Vec<u8>, Refusal> {
    let shown = filter.component.display();
    let (files, path, sha256) = match filter.located.get(&filter.component) {
        Some(Located::Missing(refusal)) => return Err(refusal.clone()),
        Some(Located::File { path, files, sha256 }) => (files, path, Some(sha256)),
        None if is_reference(&filter.component) => {
            let text = format!("{shown} is in a registry; `sluice filter pull {shown}` makes a file of it");
            return Err(Refusal::new(Stage::Read, text));
        }
        None => (&filter.files, &filter.component, None),
    };
    let mut wasm = Vec::new();
    files
        .open(path)
        .and_then(|file| file.take(max_bytes.saturating_add(1)).read_to_end(&mut wasm))
        .map_err(|error| Refusal::from_error(Stage::Read, &format!("reading {shown}"), &error))?;
    if wasm.len() as u64 > max_bytes {
        return Err(Refusal::new(
            Stage::Read,
            format!("{shown} is larger than {max_bytes} bytes (`store.component_bytes`)"),
        ));
    }
    if sha256.is_some_and(|sha256| to_hex(&Sha256::digest(&wasm)) != *sha256) {
        let text = format!("{} is not what it was when it was pulled or verified", path.display());
        return Err(Refusal::new(Stage::Read, text));
    }
    Ok(wasm)
}
