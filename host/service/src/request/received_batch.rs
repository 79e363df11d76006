//! A batch whose body has arrived whole and has been decoded.

use super::body;
use super::exchange::Exchange;
use super::head::{RequestHead, credentials, idempotency_key};
use super::reply::rejection::Rejection;
use super::sender::Sender;
use crate::memory::budget::Held;
use crate::service::Service;
use bytes::Bytes;
use hyper::body::Incoming;
use sluice_event::{Batch, DecodeReport};
use sluice_identity::token::Token;
use sluice_wire::{
    Route,
    body::{
        content_encoding::Encoding,
        content_type::{self, Form},
    },
};
use std::time::Duration;

/// See the module.
pub struct ReceivedBatch {
    /// Where it was sent.
    pub route: Route,
    /// By its content type.
    pub form: Form,
    /// The events.
    pub batch: Batch,
    /// What of the body is no event.
    pub report: DecodeReport,
    /// The one token of the request; none where it has a publishable key.
    pub token: Option<Token>,
    /// What the batch takes of the memory for all requests, until it is dropped.
    pub memory: Held,
}

impl ReceivedBatch {
    /// Reads and decodes the body. A sender who is not admitted yet leaves room for the bodies of those who are.
    ///
    /// # Errors
    /// When the head says of the body what is not taken, when the body does not arrive whole, within limits and in time, or
    /// when it is no batch.
    pub async fn read(
        service: &Service,
        exchange: &Exchange,
        head: RequestHead<'_>,
        body: &mut Incoming,
        sender: &Sender<'_>,
    ) -> Result<Self, Rejection> {
        let RequestHead { parts, route, token, .. } = head;
        let encoding = Encoding::of(&parts.headers)?;
        let form = content_type::form(route, &parts.headers)?;
        let idempotency_key = idempotency_key::of(&parts.headers)?;
        let memory = sender.hold_memory(&service.bodies);
        let (body, mut memory) =
            receive(service, body, encoding, token.is_some() || sender.is_admitted(), memory).await?;
        let mut batch =
            sluice_wire::decode(route, form, body, &service.decode_limits, &service.config.lines.omitted_faro_meta)?;
        memory.grow_to(batch.memory_bytes())?;
        let token = match sender.key() {
            Some(_) => credentials::beside_key(batch.access_token())?,
            None => Some(credentials::of_request(token, batch.access_token())?),
        };
        if let Some(key) = idempotency_key {
            batch.give_idempotency_key(key);
        }
        let mut report = batch.take_report();
        service.metrics.events.count_unread(route, &report);
        exchange.set_events(batch.len() + report.rejected_count);
        if let Some(key) = sender.key() {
            let refused = batch.retain_kinds(|kind| key.takes_kind(kind));
            key.count_refused_events(refused);
            report.rejected_count += refused;
        }
        if let Some(contracts) = &service.contracts {
            contracts.restrict(&mut batch);
        }
        Ok(Self { route, form, batch, report, token, memory })
    }
}

/// The whole body, decompressed, and its share of the memory for all requests.
async fn receive(
    service: &Service,
    body: &mut Incoming,
    encoding: Option<Encoding>,
    is_known: bool,
    memory: Held,
) -> Result<(Bytes, Held), Rejection> {
    let config = &service.config.body;
    let timeout = Duration::from_millis(service.config.server.body_timeout_ms);
    let (body, mut memory) = body::read(body, body::limit(config, is_known), timeout, memory).await?;
    service.metrics.http.received_bytes.inc_by(body.len() as u64);
    let Some(encoding) = encoding else { return Ok((body, memory)) };
    let limit = body::decompressed_limit(config, body.len(), is_known);
    Ok((body::decompress(encoding, &body, limit, &mut memory).await?, memory))
}
