//! A batch on its way through the filters: first the operator's edge chain, then the chain of its tenant, then to stdout.

use super::exchange::Exchange;
use super::large::BatchResources;
use super::received::ReceivedBatch;
use super::rejection::Rejection;
use super::sender::{AdmittedSender, Identification};
use crate::memory::budget::Held;
use crate::service::Service;
use crate::tenants::{Tenant, Wait};
use http::{HeaderMap, header, request::Parts};
use sluice_event::{Batch, push_rfc3339};
use sluice_identity::token::Token;
use sluice_sandbox::{Account, Chain, ChainEnd, RequestContext, Samples, SlowLaneError, TenantInfo};
use std::{sync::Arc, time::Duration};

/// Of a time with milliseconds.
const RFC_3339_BYTES: usize = "2000-01-01T00:00:00.000Z".len();

/// A batch that has been through the edge chain.
pub struct EdgeFiltered {
    batch: Box<Batch>,
    token: Option<Token>,
    resources: BatchResources,
    context: Arc<RequestContext>,
}

/// A batch that all of its filters have seen.
pub struct Filtered {
    pub(super) batch: Box<Batch>,
    pub(super) token: Option<Token>,
    pub(super) context: Arc<RequestContext>,
    pub(super) resources: BatchResources,
}

impl EdgeFiltered {
    /// Runs the edge chain, on this thread unless the batch is large. A failure of a filter counts for the tenant, where it is
    /// known.
    ///
    /// # Errors
    /// When a filter failed whose policy is to reject, or no sandbox was free.
    pub async fn run(
        service: &Service,
        exchange: &Exchange,
        parts: &Parts,
        received: ReceivedBatch,
        identification: &Identification<'_>,
    ) -> Result<Self, Rejection> {
        let ReceivedBatch { batch, token, mut resources, .. } = received;
        let context = Arc::new(context(&parts.headers, exchange, identification.account()));
        if !resources.is_large {
            let batch = batch_after(exchange.tenants.edge().run(batch, &context))?;
            return Ok(Self { batch, token, resources, context });
        }
        let (tenants, own) = (Arc::clone(&exchange.tenants), Arc::clone(&context));
        let work = move |_: &mut Held, thread| tenants.edge().run_large(batch, &own, thread);
        let (end, rest) = resources.run_in_lane(&service.slow_lane, work).await?;
        resources = rest;
        if identification.is_waited_for() {
            resources.turn = None;
        }
        Ok(Self { batch: batch_after(end)?, token, resources, context })
    }

    /// Runs the tenant's chain, if it has one.
    ///
    /// # Errors
    /// Those of [`EdgeFiltered::run`], and when the tenant's filters are not there or have too much to do already.
    pub async fn run_tenant_chain(
        self,
        service: &Service,
        exchange: &Exchange,
        sender: &AdmittedSender<'_>,
    ) -> Result<Filtered, Rejection> {
        let Self { batch, token, mut resources, mut context } = self;
        if resources.is_large && resources.turn.is_none() {
            resources.turn = Some(service.large_turns.take(sender.name()).await?);
        }
        let Some((chain, key)) = exchange.tenants.chain(sender.tenant)? else {
            return Ok(Filtered { batch, token, context, resources });
        };
        let own = Arc::make_mut(&mut context);
        own.tenant = tenant_info(sender.tenant);
        own.user.clone_from(&sender.identity.user);
        own.key = key.cloned();
        own.charged_to.get_or_insert_with(|| sender.account());
        let (end, resources) = run_chain(service, chain, batch, &context, resources).await?;
        Ok(Filtered { batch: batch_after(end)?, token, context, resources })
    }
}

/// On this thread, unless others would have to wait for it.
async fn run_chain(
    service: &Service,
    chain: &Arc<Chain>,
    batch: Box<Batch>,
    context: &Arc<RequestContext>,
    resources: BatchResources,
) -> Result<(ChainEnd, BatchResources), Rejection> {
    if chain.is_slow() {
        let ended = service.slow_lane.run(chain, batch, Arc::clone(context), resources).await;
        return ended.map_err(|error| match error {
            SlowLaneError::Full => Rejection::TenantLimited { wait: Wait::AtLeast(Duration::from_secs(1)) },
            SlowLaneError::Panicked => Rejection::Internal,
        });
    }
    if !resources.is_large {
        return Ok((chain.run(batch, context), resources));
    }
    let (chain, context) = (Arc::clone(chain), Arc::clone(context));
    resources.run_in_lane(&service.slow_lane, move |_, thread| chain.run_large(batch, &context, thread)).await
}

fn batch_after(end: ChainEnd) -> Result<Box<Batch>, Rejection> {
    match end {
        ChainEnd::Passed(batch) | ChainEnd::Withheld(batch) => Ok(batch),
        ChainEnd::Rejected { .. } => Err(Rejection::FilterFailed),
        ChainEnd::Busy => Err(Rejection::SandboxesBusy),
    }
}

fn context(headers: &HeaderMap, exchange: &Exchange, charged_to: Option<Account>) -> RequestContext {
    let mut received_at = String::with_capacity(RFC_3339_BYTES);
    push_rfc3339(&mut received_at, exchange.received_at, Some(3));
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    RequestContext {
        tenant: None,
        user: None,
        client_address: Some(exchange.client.to_string()),
        user_agent: text(header::USER_AGENT),
        origin: text(header::ORIGIN),
        received_at,
        request_id: exchange.request_id.clone(),
        key: None,
        charged_to,
        samples: Samples::default(),
    }
}

fn tenant_info(tenant: &Tenant) -> Option<TenantInfo> {
    let name = || tenant.name.clone().unwrap_or_else(|| "".into());
    tenant.id.as_ref().map(|id| TenantInfo { id: Arc::clone(id), name: name() })
}
