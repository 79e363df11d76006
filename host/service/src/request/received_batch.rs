//! A batch whose body has arrived whole and has been decoded.

use super::body::{self, Body};
use super::exchange::Exchange;
use super::head::{RequestHead, credentials, idempotency_key};
use super::large::{BatchResources, LARGE_BYTES, LARGE_COMPRESSED_BYTES};
use super::reply::rejection::Rejection;
use super::sender::Sender;
use crate::memory::budget::Held;
use crate::service::Service;
use crate::tenants::PublishableKey;
use bytes::Bytes;
use hyper::body::Incoming;
use sluice_event::{Batch, DecodeReport};
use sluice_identity::token::Token;
use sluice_wire::{
    Decoded, Route,
    body::{
        content_encoding::Encoding,
        content_type::{self, Form},
    },
    sentry::Summary,
};
use std::{sync::Arc, time::Duration};

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
    /// What an envelope of Sentry says beside its events.
    pub sentry: Option<Box<Summary>>,
    /// The one token of the request; none where it has a publishable key.
    pub token: Option<Token>,
    /// What it occupies, until it is dropped.
    pub resources: BatchResources,
}

/// How a body is read once it has arrived.
#[derive(Clone, Copy)]
struct BodyFormat {
    route: Route,
    form: Form,
    encoding: Option<Encoding>,
    /// Bytes when it is decompressed.
    limit: usize,
}

impl ReceivedBatch {
    /// Reads and decodes the body. A sender who is not admitted yet leaves room for the bodies of those who are.
    ///
    /// # Errors
    /// When the head says of the body what is not taken, when the body does not arrive whole, within limits and in time, or
    /// when it is no batch.
    pub async fn read(
        service: &Arc<Service>,
        exchange: &Exchange,
        head: RequestHead<'_>,
        body: &mut Incoming,
        sender: &Sender<'_>,
    ) -> Result<Self, Rejection> {
        let RequestHead { parts, route, token, .. } = head;
        let encoding = Encoding::of(&parts.headers)?;
        let form = content_type::form(route, &parts.headers)?;
        let idempotency_key = idempotency_key::of(&parts.headers)?;
        let config = &service.config.body;
        let timeout = Duration::from_millis(service.config.server.body_timeout_ms);
        let memory = sender.hold_memory(&service.bodies);
        let is_known = token.is_some() || sender.is_admitted();
        let (body, memory) = body::read(body, body::limit(config, is_known), timeout, memory).await?;
        service.metrics.http.received_bytes.inc_by(body.len() as u64);
        let limit = body::decompressed_limit(config, body.len(), is_known);
        let format = BodyFormat { route, form, encoding, limit };
        let (Decoded { mut batch, sentry }, resources) = decode(service, format, body, memory, sender).await?;
        if let Some(sentry) = &sentry {
            exchange.set_sentry_items(sentry.counts().collect());
        }
        let has_key =
            sender.key().is_some() || token.is_none() && sentry.as_ref().is_some_and(|sentry| sentry.key.is_some());
        let token = match has_key {
            true => credentials::beside_key(batch.access_token())?,
            false => Some(credentials::of_request(token, batch.access_token())?),
        };
        if let Some(key) = idempotency_key {
            batch.give_idempotency_key(key);
        }
        let report = batch.take_report();
        service.metrics.events.count_unread(route, &report);
        exchange.set_events(batch.len() + report.rejected_count);
        Ok(Self { route, form, batch, report, sentry, token, resources })
    }

    /// The publishable key in the body, where the request has nothing else to say who sends it.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.sentry.as_ref().filter(|_| self.token.is_none())?.key.as_deref()
    }

    /// Leaves out the events whose kind the key is not for.
    pub fn refuse_kinds(&mut self, key: &PublishableKey) {
        let refused = self.batch.retain_kinds(|kind| key.takes_kind(kind));
        key.count_refused_events(refused);
        self.report.rejected_count += refused;
    }
}

/// On this thread, unless the body is large or turns out to be.
async fn decode(
    service: &Arc<Service>,
    format: BodyFormat,
    body: Bytes,
    memory: Held,
    sender: &Sender<'_>,
) -> Result<(Decoded, BatchResources), Rejection> {
    let mut resources = BatchResources::new(memory);
    let largest = if format.encoding.is_some() { LARGE_COMPRESSED_BYTES } else { LARGE_BYTES };
    let body = match format.encoding {
        _ if body.len() > largest => Body::Arrived(body),
        Some(encoding) => body::decompress_small(encoding, body, format.limit, &mut resources.memory).await?,
        None => Body::Whole(body),
    };
    if let Body::Whole(body) = body {
        let decoded = format.decode(service, body, &mut resources.memory)?;
        return Ok((decoded, resources));
    }
    resources.is_large = true;
    resources.turn = Some(service.large_turns.take(sender.name()).await?);
    let own = Arc::clone(service);
    let work = move |memory: &mut Held, _| {
        let body = body.decompress(format.encoding, format.limit, memory)?;
        format.decode(&own, body, memory)
    };
    let (decoded, resources) = resources.run_in_lane(&service.slow_lane, work).await?;
    Ok((decoded?, resources))
}

impl BodyFormat {
    fn decode(self, service: &Service, body: Bytes, memory: &mut Held) -> Result<Decoded, Rejection> {
        let omitted_meta = &service.config.lines.omitted_faro_meta;
        let decoded = sluice_wire::decode(self.route, self.form, body, &service.decode_limits, omitted_meta)?;
        memory.grow_to(decoded.batch.memory_bytes())?;
        Ok(decoded)
    }
}
