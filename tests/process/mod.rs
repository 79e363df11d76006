//! The process and the programs around it: an ingress, a Prometheus, signals, readers of stdout.

mod ingress;
mod killing;
mod reader;
mod stopping;
mod tls;
