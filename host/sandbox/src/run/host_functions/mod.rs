//! What a guest can call, one file an interface. Every function counts its call, is bounded by the size of its
//! arguments and of the batch, and panics for no argument.

mod context;
mod diagnostics;
mod enrich;
mod events;
mod personal;
mod redact;
mod scanners;

use wasmtime::component::{HasSelf, Linker};

use super::{bindings::Filter, run_state::RunState};

/// Everything, for any filter: what one may import has been checked when it was loaded.
pub(crate) fn link(linker: &mut Linker<RunState>) -> wasmtime::Result<()> {
    Filter::add_to_linker::<RunState, HasSelf<RunState>>(linker, |run| run)
}

impl crate::run::bindings::sluice::filter::types::Host for RunState {}
