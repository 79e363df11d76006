//! What a filter is loaded from, and the key under which the store keeps the result.

use std::hash::Hash;

use sha2::{Digest, Sha256};
use wasmtime::Engine;

use crate::{
    artifact::digest::{HashToSha256, to_hex},
    run::engine::WASMTIME_VERSION,
    settings::filters::Interface,
};

/// Change this when the way from a component to its artifact changes.
const RECIPE: &str = concat!("sluice ", env!("CARGO_PKG_VERSION"), " recipe 4");

/// Whether loading may compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadMode {
    /// Only artifacts from the store are used. A filter that has none is refused as
    /// [`Stage::Pending`](crate::Stage::Pending).
    StoredOnly,
    /// Filters without an artifact in the store are compiled.
    Compile,
}

/// Everything that the content of an artifact depends on.
pub(crate) struct LoadRequest<'a> {
    pub(crate) wasm: &'a [u8],
    pub(crate) config: String,
    pub(crate) allow: Vec<Interface>,
    pub(crate) memory_bytes: u64,
    pub(crate) table_elements: usize,
}

/// The name of an artifact: SHA-256 over everything that decides what is in it.
pub(crate) fn artifact_key(engine: &Engine, request: &LoadRequest<'_>, configure_ms: u64) -> String {
    let mut digest = HashToSha256(Sha256::new());
    (RECIPE, WASMTIME_VERSION, request.memory_bytes, request.table_elements, configure_ms).hash(&mut digest);
    (&request.config, &request.allow, request.wasm.len()).hash(&mut digest);
    engine.precompile_compatibility_hash().hash(&mut digest);
    digest.0.update(request.wasm);
    to_hex(&digest.0.finalize())
}
