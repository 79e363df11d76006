//! Grafana Faro's web SDK, 1.x and 2.x: `/collect`.
//! <https://grafana.com/docs/grafana-cloud/monitor-applications/frontend-observability/>, and `TransportBody` in
//! `@grafana/faro-core`.

mod copied;
mod decode;
mod item;
mod meta;

pub use decode::decode;
