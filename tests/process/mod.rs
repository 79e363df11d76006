//! The process and the programs around it: an ingress, a Prometheus, signals, readers of stdout.

mod candidates;
mod directories;
mod framing;
mod hand_over;
mod ingress;
mod killing;
mod metrics_port;
mod monitoring;
mod open_files;
mod open_metrics;
mod original_alerts;
mod own_alerts;
mod places;
mod reader;
mod reloading;
mod rolling;
mod stopping;
mod tls;
mod watching;
