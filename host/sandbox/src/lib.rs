//! Tenants' filters: from a component to a snapshot, and from a snapshot to a fresh sandbox for each run. The only home of
//! wasmtime.
//!
//! [`load`] turns a component into an artifact, in a child process; [`artifact`] keeps artifacts on disk and in memory. A
//! [`chain`] runs its filters one after the other, each in a sandbox of its own ([`run`]), and [`report`] counts and logs what
//! became of it. [`test_case`] runs a filter's own test cases, and [`watchdog`] watches all runs from outside.

mod artifact;
mod chain;
mod load;
pub mod metrics;
mod report;
mod run;
pub mod settings;
pub mod test_case;
mod watchdog;

pub use chain::{
    Chain, ChainEnd,
    chain_settings::ChainSettings,
    engine_error::EngineError,
    filter_engine::FilterEngine,
    slow_lane::{SlowLane, SlowLaneError},
};
pub use load::{
    child::loader_main,
    child_process::LoaderCommand,
    component::{Inspection, WIT, WORLD, inspect, inspect_file},
    error::{LoadError, Refusal},
    load_request::LoadMode,
    stage::Stage,
    task::Verdict,
};
pub use report::status::{FailureStatus, FilterStatus};
pub use run::{
    request_context::{RequestContext, TenantInfo},
    result::outcome::Outcome,
};
pub use watchdog::{Overdue, Watchdog};

#[cfg(test)]
mod tests;
