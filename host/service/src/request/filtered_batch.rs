//! A batch on its way through the filters: first the operator's edge chain, then the chain of its tenant, then to stdout.

use super::exchange::Exchange;
use super::received_batch::ReceivedBatch;
use super::reply::rejection::Rejection;
use super::reply::retry_after::Wait;
use super::sender::AdmittedSender;
use crate::memory::budget::Held;
use crate::service::Service;
use crate::tenants::Tenant;
use http::{HeaderMap, header, request::Parts};
use sluice_contracts::Origin;
use sluice_event::{
    Batch,
    line::{self, Counts, Envelope},
};
use sluice_identity::token::Token;
use sluice_sandbox::{Chain, ChainEnd, RequestContext, SlowLaneError, TenantInfo};
use std::{sync::Arc, time::Duration};

/// A batch that has been through the edge chain.
pub struct EdgeFiltered {
    batch: Batch,
    token: Option<Token>,
    memory: Held,
    context: Arc<RequestContext>,
}

/// A batch that all of its filters have seen.
pub struct Filtered {
    batch: Batch,
    token: Option<Token>,
    context: Arc<RequestContext>,
    memory: Held,
}

impl EdgeFiltered {
    /// Runs the edge chain, on this thread. A failure of a filter counts for the tenant, where it is known.
    ///
    /// # Errors
    /// When a filter failed whose policy is to reject, or no sandbox was free.
    pub fn run(
        exchange: &Exchange,
        parts: &Parts,
        received: ReceivedBatch,
        tenant: Option<&Tenant>,
    ) -> Result<Self, Rejection> {
        let ReceivedBatch { batch, token, memory, .. } = received;
        let context = Arc::new(context(&parts.headers, exchange, tenant.map(Tenant::account)));
        let batch = batch_after(exchange.tenants.edge().run(batch, &context))?;
        Ok(Self { batch, token, memory, context })
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
        let Self { batch, token, memory, mut context } = self;
        let Some((chain, key)) = exchange.tenants.chain(sender.tenant)? else {
            return Ok(Filtered { batch, token, context, memory });
        };
        let own = Arc::make_mut(&mut context);
        own.tenant = tenant_info(sender.tenant);
        own.user.clone_from(&sender.identity.user);
        own.key = key.cloned();
        own.charged_to = Some(sender.tenant.account());
        let (end, memory) = run_chain(service, chain, batch, &context, memory).await?;
        Ok(Filtered { batch: batch_after(end)?, token, context, memory })
    }
}

impl Filtered {
    /// Writes the lines of the batch and counts its events.
    ///
    /// # Errors
    /// When stdout does not take the lines, or there is no memory for them.
    pub async fn write_lines(mut self, service: &Service, sender: &AdmittedSender<'_>) -> Result<Counts, Rejection> {
        if let Some(guard) = &sender.tenant.guard {
            let findings = self.batch.guard(guard);
            if !findings.is_empty() {
                service.metrics.guard.count(&sender.tenant.account(), &findings);
            }
        }
        let mut lines = Vec::new();
        let counts = line::write_lines(&self.batch, &self.envelope(service, sender), &mut lines);
        self.memory.add(lines.capacity())?;
        if let Some(token) = &self.token {
            token.overwrite_in(&mut lines);
        }
        let bytes = lines.len();
        service.stdout.write(lines, counts.written + counts.withheld).await?;
        sender.tenant.count(&counts, bytes);
        service.metrics.events.truncated.inc_by(u64::from(counts.truncated));
        if let Some(contracts) = &service.contracts {
            contracts.count(&self.batch, self.origin(sender, &|text| self.holds_token(text)));
        }
        Ok(counts)
    }

    fn origin<'a>(&self, sender: &'a AdmittedSender<'_>, is_secret: &'a dyn Fn(&str) -> bool) -> Origin<'a> {
        Origin {
            tenant_id: sender.identity.tenant.as_deref().unwrap_or_default(),
            tenant_name: sender.tenant.name.as_deref().unwrap_or_default(),
            is_secret,
        }
    }

    /// Whether the request's token would be overwritten in a line with this text.
    fn holds_token(&self, text: &str) -> bool {
        self.token.as_ref().is_some_and(|token| {
            let mut overwritten = text.as_bytes().to_vec();
            token.overwrite_in(&mut overwritten);
            overwritten != text.as_bytes()
        })
    }

    fn envelope<'a>(&'a self, service: &Service, sender: &'a AdmittedSender<'_>) -> Envelope<'a> {
        Envelope {
            received_at: &self.context.received_at,
            tenant_id: sender.identity.tenant.as_deref(),
            tenant_name: sender.tenant.name.as_deref(),
            user: sender.identity.user.as_deref(),
            sender: sender.credential(),
            request_id: &self.context.request_id,
            max_line_bytes: service.config.body.max_line_bytes,
        }
    }
}

/// On this thread, unless others would have to wait for it.
async fn run_chain(
    service: &Service,
    chain: &Arc<Chain>,
    batch: Batch,
    context: &Arc<RequestContext>,
    memory: Held,
) -> Result<(ChainEnd, Held), Rejection> {
    if !chain.is_slow() {
        return Ok((chain.run(batch, context), memory));
    }
    let ended = service.slow_lane.run(chain, batch, Arc::clone(context), memory).await;
    ended.map_err(|error| match error {
        SlowLaneError::Full => Rejection::TenantLimited { wait: Wait::AtLeast(Duration::from_secs(1)) },
        SlowLaneError::Panicked => Rejection::Internal,
    })
}

fn batch_after(end: ChainEnd) -> Result<Batch, Rejection> {
    match end {
        ChainEnd::Passed(batch) | ChainEnd::Withheld(batch) => Ok(batch),
        ChainEnd::Rejected { .. } => Err(Rejection::FilterFailed),
        ChainEnd::Busy => Err(Rejection::SandboxesBusy),
    }
}

fn context(headers: &HeaderMap, exchange: &Exchange, charged_to: Option<Arc<str>>) -> RequestContext {
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
        charged_to,
    }
}

fn tenant_info(tenant: &Tenant) -> Option<TenantInfo> {
    let name = || tenant.name.clone().unwrap_or_else(|| "".into());
    tenant.id.as_ref().map(|id| TenantInfo { id: Arc::clone(id), name: name() })
}
