//! The limits of a run: processor time ([`budget`], measured by the [`clock`]), memory ([`memory_use`]), and how they
//! are set on its store ([`store_limits`]).

pub(crate) mod budget;
pub(crate) mod clock;
pub(crate) mod memory_use;
pub(crate) mod store_limits;
