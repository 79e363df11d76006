//! The life of a request, from its head to its reply. Each stage is a type that says what is known by then, so that none can
//! be entered too early.

use super::exchange::Exchange;
use super::filtered_batch::EdgeFiltered;
use super::head::RequestHead;
use super::head::page::Page;
use super::output::write_lines;
use super::received::ReceivedBatch;
use super::rejection::Rejection;
use super::reply::{self, Reply};
use super::reports;
use super::sender::Sender;
use super::sentry;
use crate::service::Service;
use http::{Method, request::Parts};
use hyper::body::Incoming;
use sluice_wire::Route;
use std::sync::Arc;

/// Takes a batch in, and replies when every line of it has been written.
///
/// # Errors
/// Every early end. Nothing of a request that was rejected is written.
pub async fn handle_request(
    service: &Arc<Service>,
    parts: &Parts,
    body: &mut Incoming,
    exchange: &Exchange,
) -> Result<Reply, Rejection> {
    if exchange.page == Page::Refused {
        return Err(Rejection::OriginNotAllowed);
    }
    if parts.method == Method::OPTIONS {
        // On any path: otherwise a page with a wrong path could not read the 404 that says so.
        return Ok(reply::preflight(&parts.headers));
    }
    if exchange.route == Some(Route::Reports) && !exchange.tenants.takes_reports() {
        return Ok(reports::switched_off(service, body).await);
    }
    let mut head = RequestHead::read(service, parts, exchange.route)?;
    // Before it takes a place of its tenant, which it would keep while it waits.
    service.stdout.admit()?;
    let sender = Sender::of_head(service, exchange, &mut head, body).await?;
    if head.route == Route::Reports && sender.has_reports_off() {
        return Ok(reports::switched_off(service, body).await);
    }
    let arrival = sender.begin_arrival()?;
    let mut received = ReceivedBatch::read(service, exchange, head, body, &sender).await?;
    drop(arrival);
    received.wait_for_like(service).await?;
    let sender = sender.or_by_key(service, exchange, received.route, received.key())?;
    if let Some(key) = sender.key() {
        received.refuse_kinds(key);
    }
    if let Some(recent) = service.recent_batches.get() {
        recent.keep(&received.batch, received.token.as_ref(), &exchange.request_id);
    }
    let (route, form, report) = (received.route, received.form, std::mem::take(&mut received.report));
    let (summary, delivered) = (received.sentry.take(), std::mem::take(&mut received.delivered));
    let claims = std::mem::take(&mut received.claims);

    // Filters of the edge chain run while Genesys Authentication is asked about a token that is not known.
    let identification = sender.identify(service, received.token.as_ref());
    let filtered = EdgeFiltered::run(service, exchange, parts, received, &identification).await?;
    let sender = identification.admit(exchange).await?;
    sender.check_page(exchange, route)?;

    let filtered = filtered.run_tenant_chain(service, exchange, &sender).await?;
    let counts = write_lines(filtered, service, &sender).await?;
    service.reports.remember(sender.tenant.id.as_deref(), &delivered, claims);
    sender.tenant.count_rejected(report.rejected_count);
    let mut reply = reply::written(route, form, &counts, &report);
    if let Some(summary) = summary {
        sentry::account(service, &summary, sender.key, &mut reply);
    }
    Ok(reply)
}
