//! Contracts of applications: which custom properties their events may have, and what is counted of them.
//!
//! [`config`] is what the operator writes, and [`mistakes`] says what is wrong with it. [`contract`] is one that has been
//! compiled: [`properties`], [`event_names`] and [`measures`]. What is counted goes into a [`family`], whose series are
//! bounded.

mod apdex;
mod config;
mod contract;
mod contracts;
mod event_names;
mod family;
mod maps;
mod measures;
mod metric_name;
mod mistakes;
mod properties;
#[cfg(test)]
mod tests;

pub use config::{
    ApdexConfig, ApdexThresholds, BucketizedMetric, Comparison, ContractConfig, ContractsConfig, MonitoredMetric,
};
pub use contracts::Contracts;
pub use family::Origin;
