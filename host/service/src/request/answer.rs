//! The frame around every request: its reply, its count and, where it was refused, its one log line.

use super::exchange::Exchange;
use super::head::http1;
use super::rejection::Rejection;
use super::reply::header_names::REQUEST_ID;
use super::reply::{self, Reply, cors};
use super::{body, pipeline, sentry};
use crate::server::connection::ingress::Peer;
use crate::service::Service;
use http::{HeaderValue, header};
use hyper::{
    Request,
    body::{Body, Incoming},
};
use ipnet::IpNet;
use sluice_metrics::GaugeGuard;
use sluice_wire::Route;
use std::{net::IpAddr, sync::Arc, time::Duration};

/// The target of its log lines, which directives of `log.level` name: it stays when modules move.
const LOG_TARGET: &str = "sluice::exchange";

/// Clients that send again at once, whatever they are told, would keep the threads busy with refusing them.
const REFUSAL_DELAY: Duration = Duration::from_millis(250);

/// Answers a request, whatever becomes of it. Says also whether it was taken, with a token.
pub async fn answer(service: &Arc<Service>, request: Request<Incoming>, peer: Peer) -> (Reply, bool) {
    let (head, mut body) = request.into_parts();
    let exchange = Exchange::new(service, &head, peer);
    let in_flight = GaugeGuard::increment(&service.metrics.http.in_flight);
    let handled = match http1::check(&head) {
        Ok(()) => pipeline::handle_request(service, &head, &mut body, &exchange).await,
        Err(rejection) => Err(rejection),
    };
    let mut items = sentry::item_counter(&exchange, head.uri.query(), handled.as_ref().err());
    if handled.is_err() && !body.is_end_stream() && !head.headers.contains_key(header::EXPECT) {
        body::discard(&mut body, |data| items.iter_mut().for_each(|items| items.feed(data))).await;
    }
    if handled.as_ref().is_err_and(Rejection::is_delayed) && !service.is_stopping() {
        tokio::time::sleep(REFUSAL_DELAY).await;
    }
    drop(in_flight);
    let is_known = handled.is_ok() && exchange.is_by_token();
    let ends_connection = handled.as_ref().is_err_and(Rejection::ends_connection) || service.is_stopping();
    let mut reply = handled.unwrap_or_else(|rejection| {
        record_rejection(service, &exchange, &rejection);
        sentry::count_rejected(service, &exchange, head.uri.query(), &rejection, items);
        reply::rejected(exchange.route, &head.headers, &rejection, &exchange.request_id)
    });
    let headers = reply.headers_mut();
    cors::allow(headers, &exchange.page);
    if let Ok(id) = HeaderValue::from_str(&exchange.request_id) {
        headers.insert(REQUEST_ID, id);
    }
    if ends_connection {
        headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    record_reply(service, &exchange, &reply);
    (reply, is_known)
}

fn record_reply(service: &Service, exchange: &Exchange, reply: &Reply) {
    let http = &service.metrics.http;
    http.requests.count(exchange.route, reply.status());
    let elapsed = exchange.elapsed();
    let now =
        exchange.received_at.as_millisecond().saturating_add(i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX));
    http.duration.observe(elapsed.as_secs_f64(), &exchange.request_id, now);
    if reply.status().as_u16() >= 400 {
        service.metrics.original_events.count_http_error(reply.status().as_u16());
    }
}

/// Counts a refused request and, where its tenant is known, the events of its batch. Logs it in one line; a client can cause
/// many of these, so they are bounded in number.
fn record_rejection(service: &Service, exchange: &Exchange, rejection: &Rejection) {
    service.metrics.http.rejections.with_label_values(&[rejection.reason()]).inc();
    exchange.count_rejected_events();
    if !service.rejection_log.allow() {
        return;
    }
    let request_id = &exchange.request_id;
    let (tenant, client) = (exchange.tenant_id(), network(exchange.client));
    let (reason, status) = (rejection.reason(), rejection.status().as_u16());
    let route = exchange.route.map_or("none", Route::label);
    let duration_us = u64::try_from(exchange.elapsed().min(Duration::from_secs(3600)).as_micros()).unwrap_or(u64::MAX);
    if rejection.status().is_server_error() {
        tracing::warn!(target: LOG_TARGET, request_id, reason, status, route, tenant, %client, duration_us, "request refused");
    } else {
        tracing::info!(target: LOG_TARGET, request_id, reason, status, route, tenant, %client, duration_us, "request refused");
    }
}

/// Whoever sends many that are refused can be found by it; a person cannot.
fn network(client: IpAddr) -> IpNet {
    let bits = if client.is_ipv4() { 24 } else { 48 };
    IpNet::new(client, bits).map_or_else(|_| client.into(), |net| net.trunc())
}
