//! From a batch that all filters have seen to stdout.

use super::filtered_batch::Filtered;
use super::lines::{LineWriter, LineWriterParts, Lines};
use super::rejection::Rejection;
use super::sender::AdmittedSender;
use crate::memory::budget::Held;
use crate::service::Service;
use sluice_contracts::Origin;
use sluice_event::line::Counts;

/// Writes the lines of the batch and counts its events.
///
/// # Errors
/// When stdout does not take the lines, or there is no memory for them.
pub async fn write_lines(
    filtered: Filtered,
    service: &Service,
    sender: &AdmittedSender<'_>,
) -> Result<Counts, Rejection> {
    let Filtered { batch, token, context, resources } = filtered;
    let samples = context.samples.take();
    let (made, resources) = if resources.is_large {
        let parts = LineWriterParts::new(service, sender, context);
        let work = move |memory: &mut Held, _| parts.writer().write(batch, token, memory);
        resources.run_in_lane(&service.slow_lane, work).await?
    } else {
        let mut resources = resources;
        let writer = LineWriter::new(service, sender, &context);
        (writer.write(batch, token, &mut resources.memory), resources)
    };
    let Lines { batch, token, bytes: lines, counts, findings } = made?;
    // Until the lines are written.
    let _memory = resources.memory;
    if !findings.is_empty() {
        service.metrics.guard.count(sender.tenant.account(), &findings);
    }
    let bytes = lines.len();
    service.stdout.write(lines, counts.written + counts.withheld).await?;
    samples.submit();
    sender.tenant.count(&counts, bytes);
    service.metrics.events.truncated.inc_by(u64::from(counts.truncated));
    if let Some(contracts) = &service.contracts {
        let is_secret = |text: &str| token.as_ref().is_some_and(|token| token.is_in(text));
        contracts.count(&batch, origin(sender, &is_secret));
    }
    Ok(counts)
}

fn origin<'a>(sender: &'a AdmittedSender<'_>, is_secret: &'a dyn Fn(&str) -> bool) -> Origin<'a> {
    Origin {
        tenant_id: sender.identity.tenant.as_deref().unwrap_or_default(),
        tenant_name: sender.tenant.name.as_deref().unwrap_or_default(),
        is_secret,
    }
}
