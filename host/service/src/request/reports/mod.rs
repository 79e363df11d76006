//! Reports of browsers: what is delivered again after its reply was lost, what comes in hundreds, and what nobody wants.

mod claim;
mod recent;
#[cfg(test)]
mod tests;

pub use claim::Claim;
pub use recent::RecentReports;

use super::body;
use super::reply::{self, Reply};
use crate::service::Service;
use hyper::body::Incoming;

/// 204 that writes nothing: browsers send again what they get 410 for, as if it were 503.
pub async fn switched_off(service: &Service, body: &mut Incoming) -> Reply {
    service.reports.metrics.switched_off.inc();
    body::discard(body, |_| {}).await;
    reply::no_content()
}
