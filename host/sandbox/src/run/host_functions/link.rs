//! Links the host functions to a component.

use wasmtime::component::{HasSelf, Linker};

use crate::run::{
    bindings::{Filter, sluice::filter::types},
    state::run_state::RunState,
};

/// Links all interfaces for any filter. Which of them a filter may import was checked when it was loaded.
pub(crate) fn link(linker: &mut Linker<RunState>) -> wasmtime::Result<()> {
    Filter::add_to_linker::<RunState, HasSelf<RunState>>(linker, |run| run)
}

impl types::Host for RunState {}
