//! Runs tenants' filters: loads components, compiles them to snapshots, and starts a fresh sandbox from the snapshot
//! for each run. The only crate that uses wasmtime.
//!
//! [`load`] turns a component into an artifact, in a child process, and [`artifact`] keeps artifacts on disk and in
//! memory. A [`chain`] runs its filters one after the other, each in a sandbox of its own ([`run`]). [`report`] counts
//! and logs the results. [`test_case`] runs a filter's own test cases, and [`watchdog`] notices runs that do not end.

mod artifact;
mod candidate;
mod chain;
mod debug_info;
mod filter_engine;
mod lane;
mod load;
pub mod metrics;
mod printable;
mod report;
mod run;
pub mod settings;
pub mod test_case;
mod watchdog;

pub use candidate::status::{BatchCounts, CandidateStatus, ComparisonStatus, DifferenceStatus, PromotionStatus};
pub use chain::{
    filter_chain::{Chain, ChainEnd},
    observed_run::ObservedRun,
    slow_lane::{SlowLane, SlowLaneError},
};
pub use filter_engine::{
    chain_settings::{ChainSettings, DisabledEdit},
    engine::FilterEngine,
    engine_error::EngineError,
    load_chain::Replacement,
};
pub use lane::{samples::Samples, thread_kind::LaneThread};
pub use load::{
    component::{
        inspect::{WIT, WORLD, inspect, inspect_file},
        inspection::Inspection,
        sections,
    },
    error::{LoadError, Refusal},
    load_request::LoadMode,
    process::{child::loader_main, child_process::LoaderCommand, task::TestCaseVerdict},
    stage::Stage,
};
pub use report::{failure_status::FailureStatus, status::FilterStatus};
pub use run::{
    engine::WASMTIME_VERSION,
    result::outcome::Outcome,
    state::request_context::{Account, RequestContext, TenantInfo},
};
pub use watchdog::{Overdue, Watchdog};

#[cfg(test)]
mod tests;
