//! Tenants' filters: from a component to a snapshot, and from a snapshot to a sandbox for each run. The only home of
//! wasmtime.
//!
//! Loading, read in this order: [`FilterEngine`] asks `load` for an artifact; `load` starts a process (`loader_process`) whose
//! `main` is in `loader`, which inspects (`component`), configures and snapshots (`snapshot`) the filter and writes the artifact;
//! `artifact` keeps and maps it (`artifact_sweep` makes room); `loaded` links it. The same kind of process runs a filter's cases
//! (`case_run`, `case_verdicts`). Running: [`Chain`] runs its `member`s one after the other, each
//! through its breaker and the pool in a `sandbox`, whose store holds a `run`; `host_functions` is what a guest can call.
//! The `watchdog` looks on from outside.

mod artifact;
mod artifact_sweep;
mod bindings;
mod breaker;
mod breakers;
mod case_run;
mod case_verdicts;
mod chain;
mod chains;
mod clock;
mod component;
mod confine;
mod context;
mod declared;
mod engine;
mod failure;
mod filter_engine;
mod host_functions;
mod in_use;
mod job;
mod lane;
mod limits;
mod load;
mod load_error;
mod loaded;
mod loader;
mod loader_process;
mod loads;
mod member;
mod named_metrics;
mod report;
mod reporters;
mod residency;
mod run;
mod sample;
mod sandbox;
mod series_budget;
mod slots;
mod snapshot;
mod stage;
mod status;
mod swap;
mod text;
mod ticker;
mod trace;
mod turns;
pub(crate) mod watchdog;

pub use chain::{Chain, ChainEnd};
pub use chains::{ChainLoader, DEFAULT, EDGE, KeyError};
pub use component::{Inspection, WIT, WORLD, inspect};
pub use context::{RequestContext, TenantInfo};
pub use failure::Outcome;
pub use filter_engine::{ChainSettings, EngineError, FilterEngine, inspect_file};
pub use job::Verdict;
pub use lane::{Lane, LaneError};
pub use load::Patience;
pub use load_error::{LoadError, Refusal};
pub use loader::loader_main;
pub use loader_process::LoaderCommand;
pub use stage::Stage;
pub use status::{FailureStatus, FilterStatus};
pub use watchdog::{Overdue, Watchdog};

#[cfg(test)]
mod tests;
