//! From the bytes of a body to its events, on whichever thread has time for it.

use super::body_origin::BodyOrigin;
use crate::memory::budget::Held;
use crate::request::body::{Body, decompress_small};
use crate::request::large::{BatchResources, LARGE_BYTES, LARGE_COMPRESSED_BYTES};
use crate::request::rejection::Rejection;
use crate::request::reports::Claim;
use crate::request::sender::Sender;
use crate::service::Service;
use bytes::Bytes;
use sluice_wire::{
    Decoded, Received, Route,
    body::{content_encoding::Encoding, content_type::Form},
};
use std::sync::Arc;

/// A body, from its bytes to what is in it.
pub(super) struct DecodedBody {
    pub(super) decoded: Decoded,
    pub(super) claims: Vec<Claim>,
    pub(super) later: Option<Box<LaterBody>>,
}

/// The body of a report whose line has to wait.
pub(super) struct LaterBody {
    format: BodyFormat,
    origin: BodyOrigin,
    body: Bytes,
}

/// How a body is read once it has arrived.
#[derive(Clone, Copy)]
pub(super) struct BodyFormat {
    pub(super) route: Route,
    pub(super) form: Form,
    pub(super) encoding: Option<Encoding>,
    /// Bytes when it is decompressed.
    pub(super) limit: usize,
}

/// Decodes a body on this thread, unless it is large or turns out to be.
///
/// # Errors
/// When it is no batch, or there is no room or no turn for it.
pub(super) async fn decode(
    service: &Arc<Service>,
    format: BodyFormat,
    origin: BodyOrigin,
    body: Bytes,
    memory: Held,
    sender: &Sender<'_>,
) -> Result<(DecodedBody, BatchResources), Rejection> {
    let mut resources = BatchResources::new(memory);
    let largest = if format.encoding.is_some() { LARGE_COMPRESSED_BYTES } else { LARGE_BYTES };
    let body = match format.encoding {
        _ if body.len() > largest => Body::Arrived(body),
        Some(encoding) => decompress_small(encoding, body, format.limit, &mut resources.memory).await?,
        None => Body::Whole(body),
    };
    if let Body::Whole(body) = body {
        let again = origin.may_wait().then(|| body.clone());
        let (decoded, claims) = origin.received(service, |received| format.decode(service, body, received));
        let decoded = decoded?;
        resources.memory.grow_to(decoded.batch.memory_bytes())?;
        let later = again.filter(|_| decoded.is_later).map(|body| Box::new(LaterBody { format, origin, body }));
        return Ok((DecodedBody { decoded, claims, later }, resources));
    }
    resources.is_large = true;
    resources.turn = Some(service.large_turns.take(sender.name()).await?);
    let own = Arc::clone(service);
    let work = move |memory: &mut Held, _| -> Result<DecodedBody, Rejection> {
        let body = body.decompress(format.encoding, format.limit, memory)?;
        let (decoded, claims) = origin.received(&own, |received| format.decode(&own, body, received));
        let decoded = decoded?;
        memory.grow_to(decoded.batch.memory_bytes())?;
        Ok(DecodedBody { decoded, claims, later: None })
    };
    let (decoded, resources) = resources.run_in_lane(&service.slow_lane, work).await?;
    Ok((decoded?, resources))
}

impl BodyFormat {
    fn decode(self, service: &Service, body: Bytes, received: &Received<'_>) -> Result<Decoded, Rejection> {
        let omitted_meta = &service.config.lines.omitted_faro_meta;
        Ok(sluice_wire::decode(self.route, self.form, body, &service.decode_limits, omitted_meta, received)?)
    }
}

impl LaterBody {
    /// Decodes it again, when its line stands for so many others too.
    pub(super) fn decode(self, service: &Service, merged: u64) -> Result<Decoded, Rejection> {
        let Self { format, origin, body } = self;
        origin.received_later(merged, |received| format.decode(service, body, received))
    }
}
