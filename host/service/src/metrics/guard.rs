//! What the guard finds after all filters, by tenant.

use sluice_event::{GuardAction, GuardFinding};
use sluice_metrics::{IntCounterVec, Registry, counters};
use sluice_scan::Kind;

/// The most series of a tenant. They are made when something is found.
pub(super) const OF_TENANT: usize = Kind::ALL.len() * GuardAction::ALL.len();

/// Personal data that filters left.
pub struct GuardMetrics {
    findings: IntCounterVec,
}

impl GuardMetrics {
    pub(super) fn new(r: &Registry) -> Result<Self, prometheus::Error> {
        let findings = counters(
            r,
            "telemetry_guard_findings_total",
            "Values with personal data or secrets after the last filter, by tenant, kind, and what the guard did",
            &["tenant", "kind", "action"],
        )?;
        Ok(Self { findings })
    }

    /// Counts what was found in one batch.
    pub fn count(&self, tenant: &str, findings: &[GuardFinding]) {
        for GuardFinding { kind, action, count } in findings {
            let labels = [tenant, kind.as_str(), action.as_str()];
            self.findings.with_label_values(&labels).inc_by(u64::from(*count));
        }
    }

    /// Removes the series of a tenant that is no more.
    pub fn forget(&self, tenant: &str) {
        for kind in Kind::ALL {
            for action in GuardAction::ALL {
                let _ = self.findings.remove_label_values(&[tenant, kind.as_str(), action.as_str()]);
            }
        }
    }
}
