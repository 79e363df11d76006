//! The functions that a guest can call, one file for each interface. Every function counts its call, takes time bounded
//! by the sizes of its arguments and of the batch, and never panics.

mod context;
mod diagnostics;
mod enrich;
mod events;
mod link;
mod personal;
mod redact;
mod scanners;

pub(crate) use link::link;
