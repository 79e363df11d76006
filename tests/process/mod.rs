//! The process and the programs around it: an ingress, a Prometheus, signals, readers of stdout.

mod ending;
mod framing;
mod ingress;
mod monitoring;
mod open_files;
mod places;
mod reloading;
mod tls;
