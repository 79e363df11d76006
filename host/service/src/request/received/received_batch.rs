//! A batch whose body has arrived whole and has been decoded.

use super::body_origin::BodyOrigin;
use super::decoding::{BodyFormat, DecodedBody, LaterBody, decode};
use crate::request::body;
use crate::request::credentials;
use crate::request::exchange::Exchange;
use crate::request::head::{RequestHead, idempotency_key};
use crate::request::large::BatchResources;
use crate::request::rejection::Rejection;
use crate::request::reports::Claim;
use crate::request::sender::Sender;
use crate::service::Service;
use crate::tenants::PublishableKey;
use hyper::body::Incoming;
use jiff::Timestamp;
use sluice_event::{Batch, DecodeReport};
use sluice_identity::token::Token;
use sluice_wire::{
    Decoded, Route,
    body::{
        content_encoding::Encoding,
        content_type::{self, Form},
    },
    datadog,
    reports::Delivered,
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
    pub batch: Box<Batch>,
    /// What of the body is no event.
    pub report: DecodeReport,
    /// What an envelope of Sentry says beside its events.
    pub sentry: Option<Box<Summary>>,
    /// By what to know its reports when they are delivered again.
    pub delivered: Vec<Delivered>,
    /// What holds back reports that say the same.
    pub claims: Vec<Claim>,
    /// The one token of the request; none where it has a publishable key.
    pub token: Option<Token>,
    /// What it occupies, until it is dropped.
    pub resources: BatchResources,
    later: Option<Box<LaterBody>>,
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
        let RequestHead { parts, route, token, memory: head_memory, .. } = head;
        let encoding = match (Encoding::of(&parts.headers)?, route) {
            (None, Route::Datadog(_)) => datadog::encoding(parts.uri.query()),
            (encoding, _) => encoding,
        };
        let form = content_type::form(route, &parts.headers)?;
        let idempotency_key = idempotency_key::of(&parts.headers)?;
        let config = &service.config.body;
        let timeout = Duration::from_millis(service.config.server.body_timeout_ms);
        let memory = sender.take_over(head_memory, exchange.client)?;
        let is_known = token.is_some() || sender.is_admitted();
        let (body, memory) = body::read(body, body::limit(config, is_known), timeout, memory).await?;
        service.metrics.http.received_bytes.inc_by(body.len() as u64);
        let limit = body::decompressed_limit(config, body.len(), is_known);
        let format = BodyFormat { route, form, encoding, limit };
        let origin = BodyOrigin::of(route, parts, exchange, sender);
        let (decoded, resources) = decode(service, format, origin, body, memory, sender).await?;
        let DecodedBody { decoded: Decoded { mut batch, sentry, delivered, .. }, claims, later } = decoded;
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
        if let Some(contracts) = &service.contracts {
            contracts.restrict(&mut batch);
        }
        Ok(Self { route, form, batch, report, sentry, delivered, claims, token, resources, later })
    }

    /// Of a report whose like was written a moment ago: waits for others, for which its line stands too.
    ///
    /// # Errors
    /// Those of decoding.
    pub async fn wait_for_like(&mut self, service: &Service) -> Result<(), Rejection> {
        let Some(later) = self.later.take() else { return Ok(()) };
        if let Some(wait) = self.claims.iter().find_map(Claim::wait) {
            tokio::time::sleep(wait).await;
        }
        let now = Timestamp::now().as_millisecond();
        let merged = self.claims.iter_mut().map(|claim| claim.tell(now)).sum();
        let decoded = later.decode(service, merged)?;
        (self.batch, self.delivered) = (decoded.batch, decoded.delivered);
        if let Some(contracts) = &service.contracts {
            contracts.restrict(&mut self.batch);
        }
        Ok(())
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
        self.report.reject_kinds(refused);
    }
}
