//! From a batch that all filters have seen to its lines: the guard's last look, and the text.

use super::rejection::Rejection;
use super::sender::AdmittedSender;
use crate::data_map::DataMap;
use crate::memory::budget::Held;
use crate::service::Service;
use sluice_event::{
    Batch, Guard, GuardFinding,
    line::{self, Counts, Envelope},
};
use sluice_identity::{Identity, token::Token};
use sluice_sandbox::RequestContext;
use std::sync::Arc;

/// Everything that lines say beside their events.
pub struct LineWriter<'a> {
    context: &'a RequestContext,
    identity: &'a Identity,
    tenant_name: Option<&'a str>,
    sender: line::Sender,
    max_line_bytes: usize,
    guard: Option<&'a Guard>,
    data_map: &'a DataMap,
    account: &'a str,
}

/// What a [`LineWriter`] needs, for use on any thread.
pub struct LineWriterParts {
    context: Arc<RequestContext>,
    identity: Arc<Identity>,
    tenant_name: Option<Arc<str>>,
    sender: line::Sender,
    max_line_bytes: usize,
    guard: Option<Arc<Guard>>,
    data_map: Arc<DataMap>,
    account: Arc<str>,
}

/// The lines of a batch.
pub struct Lines {
    /// The batch, as the guard left it.
    pub batch: Box<Batch>,
    /// The request's own token.
    pub token: Option<Token>,
    /// What goes to stdout.
    pub bytes: Vec<u8>,
    /// What became of the events.
    pub counts: Counts,
    /// What the guard found.
    pub findings: Vec<GuardFinding>,
}

impl<'a> LineWriter<'a> {
    /// For the batch of one request.
    pub fn new(service: &'a Service, sender: &'a AdmittedSender<'_>, context: &'a RequestContext) -> Self {
        let tenant = sender.tenant;
        Self {
            context,
            identity: &sender.identity,
            tenant_name: tenant.name.as_deref(),
            sender: sender.credential(),
            max_line_bytes: service.config.body.max_line_bytes,
            guard: tenant.guard.as_deref(),
            data_map: &service.data_map,
            account: tenant.account(),
        }
    }

    /// Writes the lines. The request's own token is overwritten in them.
    ///
    /// # Errors
    /// When there is no memory for them.
    pub fn write(&self, mut batch: Box<Batch>, token: Option<Token>, memory: &mut Held) -> Result<Lines, Rejection> {
        let findings = self.guard.map_or_else(Vec::new, |guard| batch.guard(guard));
        self.data_map.record(self.account, &batch);
        let mut bytes = Vec::new();
        let counts = line::write_lines(&batch, &self.envelope(), &mut bytes);
        memory.add(bytes.capacity())?;
        if let Some(token) = &token {
            token.overwrite_in(&mut bytes);
        }
        Ok(Lines { batch, token, bytes, counts, findings })
    }

    fn envelope(&self) -> Envelope<'_> {
        Envelope {
            received_at: &self.context.received_at,
            tenant_id: self.identity.tenant.as_deref(),
            tenant_name: self.tenant_name,
            user: self.identity.user.as_deref(),
            sender: self.sender,
            request_id: &self.context.request_id,
            max_line_bytes: self.max_line_bytes,
        }
    }
}

impl LineWriterParts {
    /// For the batch of one request.
    pub fn new(service: &Service, sender: &AdmittedSender<'_>, context: Arc<RequestContext>) -> Self {
        let tenant = sender.tenant;
        Self {
            context,
            identity: Arc::clone(&sender.identity),
            tenant_name: tenant.name.clone(),
            sender: sender.credential(),
            max_line_bytes: service.config.body.max_line_bytes,
            guard: tenant.guard.clone(),
            data_map: Arc::clone(&service.data_map),
            account: tenant.shared_account(),
        }
    }

    /// The writer.
    #[must_use]
    pub fn writer(&self) -> LineWriter<'_> {
        LineWriter {
            context: &self.context,
            identity: &self.identity,
            tenant_name: self.tenant_name.as_deref(),
            sender: self.sender,
            max_line_bytes: self.max_line_bytes,
            guard: self.guard.as_deref(),
            data_map: &self.data_map,
            account: &self.account,
        }
    }
}
