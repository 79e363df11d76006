//! The process and the programs around it: an ingress, a Prometheus, signals, readers of stdout.

mod candidates;
mod directories;
mod framing;
mod ingress;
mod killing;
mod metrics_port;
mod monitoring;
mod open_files;
mod places;
mod reader;
mod reloading;
mod stopping;
mod tls;
mod watching;
