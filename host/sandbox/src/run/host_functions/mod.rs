//! The functions that a guest can call, one file for each interface. Every function counts its call, takes time bounded
//! by the sizes of its arguments and of the batch, and never panics.

pub(crate) mod context;
pub(crate) mod diagnostics;
pub(crate) mod enrich;
pub(crate) mod events;
mod personal;
pub(crate) mod redact;
mod scanners;

use wasmtime::component::{HasSelf, Linker};

use super::{bindings::Filter, run_state::RunState};

/// Links all interfaces for any filter. Which of them a filter may import was checked when it was loaded.
pub(crate) fn link(linker: &mut Linker<RunState>) -> wasmtime::Result<()> {
    Filter::add_to_linker::<RunState, HasSelf<RunState>>(linker, |run| run)
}

impl crate::run::bindings::sluice::filter::types::Host for RunState {}
