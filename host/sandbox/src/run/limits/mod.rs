//! The limits of a run: processor time ([`budget`], measured by the [`clock`]), memory ([`memory_use`]), how
//! they are set on its store ([`store_limits`]), and what the host functions check ([`checks`]).

pub(crate) mod budget;
mod checks;
pub(crate) mod clock;
pub(crate) mod memory_use;
pub(crate) mod store_limits;
