//! Reports that nobody wants.

use crate::request::body;
use crate::request::reply::{self, Reply};
use crate::service::Service;
use hyper::body::Incoming;

/// 204 that writes nothing: browsers send again what they get 410 for, as if it were 503.
pub async fn switched_off(service: &Service, body: &mut Incoming) -> Reply {
    service.metrics.reports.switched_off.inc();
    body::discard(body, |_| {}).await;
    reply::no_content()
}
