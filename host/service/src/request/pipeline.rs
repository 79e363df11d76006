//! The life of a request, from its head to its reply.

use super::{
    body::{self, Held},
    cors::{self, Page},
    credentials,
    exchange::Exchange,
    idempotency_key,
    rejection::Rejection,
    reply::{self, Reply},
};
use crate::{
    service::Service,
    tenants::{Seat, Tenant, Tenants},
};
use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, header, request::Parts};
use hyper::body::{Body, Incoming};
use sluice_event::{
    Batch,
    line::{self, Counts, Envelope},
};
use sluice_identity::{AuthFailure, Identity, token::Token};
use sluice_sandbox::{Chain, ChainEnd, RequestContext, SlowLaneError, TenantInfo};
use sluice_wire::{self, Route, content_encoding::Encoding, content_type};
use std::{sync::Arc, time::Duration};

/// Takes a batch in and answers when every line of it has been written.
///
/// # Errors
/// Every early end; nothing of a request that was rejected is written.
pub async fn take(
    service: &Arc<Service>,
    head: &Parts,
    body: &mut Incoming,
    exchange: &Exchange,
) -> Result<Reply, Rejection> {
    origin_allowed(exchange)?;
    if head.method == Method::OPTIONS {
        // On any path: else a page with a wrong one could not read the 404 that says so.
        return Ok(preflight(&head.headers));
    }
    let route = exchange.route.ok_or(Rejection::NotFound)?;
    if head.method != Method::POST {
        return Err(Rejection::MethodNotAllowed);
    }
    let tenants = &exchange.tenants;
    let token = credentials::of_head(head, service.config.auth.token_in_query)?;
    if token.is_none() && !route.has_envelope() {
        return Err(Rejection::TokenMissing);
    }
    let known = token.as_ref().and_then(|token| service.auth.known(token)).transpose()?;
    let known = match (&token, known) {
        // Before much of a stranger's is held.
        (Some(token), None) if is_large(body) => Some(service.auth.identify(token).await?),
        (_, known) => known,
    };
    let early = known.as_deref().map(|identity| admit(exchange, identity)).transpose()?;

    let encoding = Encoding::of(&head.headers)?;
    let form = content_type::form(route, &head.headers)?;
    let idempotency_key = idempotency_key::of(&head.headers)?;
    let (body, held) = receive(service, body, encoding, (token.is_some(), known.is_some())).await?;
    let mut batch = sluice_wire::decode(route, form, body, &service.decode_limits)?;
    let token = credentials::of_request(token, batch.access_token())?;
    if let Some(key) = idempotency_key {
        batch.give_idempotency_key(key);
    }

    let question = known.map_or_else(|| ask(service, &token), |identity| Question::Answered(Ok(identity)));
    let events = batch.len();
    let mut context = context(&head.headers, exchange);
    context.charged_to = early.as_ref().map(|(tenant, _)| tenant.account());
    let context = Arc::new(context);
    let batch = pass(tenants.edge().run(batch, &context));
    let batch = batch.inspect_err(|_| early.iter().for_each(|(tenant, _)| tenant.count_rejected(events)))?;
    let identity = question.answer().await?;
    let (tenant, _seat) = early.map_or_else(|| admit(exchange, &identity), Ok)?;
    tenant_origin_allowed(tenants, tenant, exchange, route)?;
    let finished = finish(service, exchange, (tenant, &identity, &token), (batch, held), context).await;
    let counts = finished.inspect_err(|_| tenant.count_rejected(events))?;
    Ok(reply::written(route, form, &counts))
}

/// The tenant of an identity, and its leave for one more request.
fn admit<'a>(exchange: &'a Exchange, identity: &Identity) -> Result<(&'a Tenant, Seat<'a>), Rejection> {
    let tenant = exchange.tenants.of(identity)?;
    exchange.is_of(tenant);
    Ok((tenant, tenant.fairness.admit()?))
}

/// What is the tenant's: its chain, and its lines.
async fn finish(
    service: &Service,
    exchange: &Exchange,
    (tenant, identity, token): (&Tenant, &Identity, &Token),
    (batch, held): (Batch, Held),
    mut context: Arc<RequestContext>,
) -> Result<Counts, Rejection> {
    let (batch, _held) = match exchange.tenants.chain(tenant)? {
        Some((chain, key)) => {
            let own = Arc::make_mut(&mut context);
            own.tenant = tenant_info(tenant);
            own.user.clone_from(&identity.user);
            own.key = key.cloned();
            own.charged_to = Some(tenant.account());
            let (end, held) = run(service, chain, batch, &context, held).await?;
            (pass(end)?, held)
        }
        None => (batch, held),
    };
    let mut lines = Vec::new();
    let counts = line::write_lines(&batch, &envelope(service, &context, identity, tenant), &mut lines);
    token.hide_in(&mut lines);
    let bytes = lines.len();
    service.stdout.write(lines, counts.written + counts.withheld).await?;
    tenant.count(&counts, bytes);
    service.metrics.events.truncated.inc_by(u64::from(counts.truncated));
    Ok(counts)
}

/// On this thread, unless others would have to wait for it.
async fn run(
    service: &Service,
    chain: &Arc<Chain>,
    batch: Batch,
    context: &Arc<RequestContext>,
    held: Held,
) -> Result<(ChainEnd, Held), Rejection> {
    if !chain.is_slow() {
        return Ok((chain.run(batch, context), held));
    }
    let ended = service.slow_lane.run(chain, batch, Arc::clone(context), held).await;
    ended.map_err(|error| match error {
        SlowLaneError::Full => Rejection::TenantLimited { retry_after: Duration::from_secs(1) },
        SlowLaneError::Panicked => Rejection::Internal,
    })
}

fn origin_allowed(exchange: &Exchange) -> Result<(), Rejection> {
    if exchange.page == Page::Refused { Err(Rejection::OriginNotAllowed) } else { Ok(()) }
}

/// The page may send here; whether it may send for this tenant is known only now.
fn tenant_origin_allowed(
    tenants: &Tenants,
    tenant: &Tenant,
    exchange: &Exchange,
    route: Route,
) -> Result<(), Rejection> {
    match &exchange.page {
        Page::OtherOrigin(origin) if !origin.to_str().is_ok_and(|origin| tenants.allow(tenant, origin, route)) => {
            Err(Rejection::OriginNotAllowed)
        }
        _ => Ok(()),
    }
}

fn preflight(asked: &HeaderMap) -> Reply {
    let mut reply = reply::empty(StatusCode::NO_CONTENT);
    cors::answer_preflight(reply.headers_mut(), asked);
    reply
}

/// Larger than what a stranger may send, or nobody knows.
fn is_large(body: &Incoming) -> bool {
    body.size_hint().upper().is_none_or(|bytes| bytes > body::BEACON_BYTES as u64)
}

/// The whole body, decompressed, and its share of what all bodies hold.
async fn receive(
    service: &Service,
    body: &mut Incoming,
    encoding: Option<Encoding>,
    (has_token, is_known): (bool, bool),
) -> Result<(Bytes, Held), Rejection> {
    let config = &service.config.body;
    let timeout = Duration::from_millis(service.config.server.body_timeout_ms);
    let (body, mut held) =
        body::read(body, body::limit(config, has_token), timeout, service.bodies.hold(is_known)).await?;
    service.metrics.http.received_bytes.inc_by(body.len() as u64);
    let Some(encoding) = encoding else { return Ok((body, held)) };
    let limit = body::decompressed_limit(config, body.len(), has_token);
    Ok((body::decompress(encoding, &body, limit, &mut held).await?, held))
}

/// A question to Genesys Authentication that is under way while the edge chain runs.
enum Question {
    Answered(Result<Arc<Identity>, AuthFailure>),
    Asked(tokio::task::JoinHandle<Result<Arc<Identity>, AuthFailure>>),
}

fn ask(service: &Service, token: &Token) -> Question {
    match service.auth.known(token) {
        Some(answer) => Question::Answered(answer),
        None => {
            let (auth, token) = (Arc::clone(&service.auth), token.clone());
            Question::Asked(tokio::spawn(async move { auth.identify(&token).await }))
        }
    }
}

impl Question {
    async fn answer(self) -> Result<Arc<Identity>, Rejection> {
        Ok(match self {
            Self::Answered(answer) => answer?,
            Self::Asked(answer) => answer.await.map_err(|_| Rejection::Internal)??,
        })
    }
}

fn pass(end: ChainEnd) -> Result<Batch, Rejection> {
    match end {
        ChainEnd::Passed(batch) | ChainEnd::Withheld(batch) => Ok(batch),
        ChainEnd::Rejected { .. } => Err(Rejection::FilterFailed),
        ChainEnd::Busy => Err(Rejection::SandboxesBusy),
    }
}

fn context(headers: &HeaderMap, exchange: &Exchange) -> RequestContext {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    RequestContext {
        tenant: None,
        user: None,
        client_address: Some(exchange.client.to_string()),
        user_agent: text(header::USER_AGENT),
        origin: text(header::ORIGIN),
        received_at: format!("{:.3}", exchange.received_at),
        request_id: exchange.request_id.clone(),
        key: None,
        charged_to: None,
    }
}

fn tenant_info(tenant: &Tenant) -> Option<TenantInfo> {
    tenant
        .id
        .as_ref()
        .map(|id| TenantInfo { id: Arc::clone(id), name: tenant.name.clone().unwrap_or_else(|| "".into()) })
}

fn envelope<'a>(
    service: &Service,
    context: &'a RequestContext,
    identity: &'a Identity,
    tenant: &'a Tenant,
) -> Envelope<'a> {
    Envelope {
        received_at: &context.received_at,
        tenant_id: identity.tenant.as_deref(),
        tenant_name: tenant.name.as_deref(),
        user: identity.user.as_deref(),
        request_id: &context.request_id,
        max_line_bytes: service.config.body.max_line_bytes,
    }
}
