//! What was pulled, on disk: components under their digests, and a record for each reference.
//!
//! `HEX.wasm` is the component with that SHA-256. `HEX.ref` says which component a reference is, and `HEX.ref.intoto.jsonl`
//! what was attested of it there; their names are the SHA-256 of the reference. Files get their names when they are complete,
//! and the record comes last. A tag that has a record means the same component from then on.

mod component_cache;
mod paths;
mod record;
mod room;
mod unfinished;

pub use component_cache::{Cache, Cached};

#[cfg(test)]
mod tests;
