//! The contracts of all applications.

use sluice_event::Batch;
use sluice_metrics::{Registry, counters};

use crate::{
    config::{ContractConfig, ContractsConfig},
    contract::Contract,
    family::{Bounds, Origin},
    maps::HashMap,
};

/// The contracts of all applications, compiled.
pub struct Contracts {
    by_app: HashMap<Box<str>, Contract>,
}

impl Contracts {
    /// Compiles contracts and registers their metrics. None where there are none.
    ///
    /// # Errors
    /// A metric cannot be registered, or a pattern cannot be compiled. [`ContractsConfig::mistakes`] says so before.
    pub fn new(config: &ContractsConfig, registry: &Registry) -> Result<Option<Self>, prometheus::Error> {
        if config.apps.is_empty() {
            return Ok(None);
        }
        let removed = counters(
            registry,
            "telemetry_contract_properties_removed_total",
            "Attributes of events that were removed because the contract of their application does not name them",
            &["app"],
        )?;
        let bounds = Bounds { names: config.max_names, series: config.max_series };
        let compile = |app: &ContractConfig| {
            let removed = removed.with_label_values(&[&*app.app_name]);
            Contract::new(app, registry, removed, bounds).map(|contract| (app.app_name.as_str().into(), contract))
        };
        Ok(Some(Self { by_app: config.apps.iter().map(compile).collect::<Result<_, _>>()? }))
    }

    /// Removes the attributes that events must not have. To be called before the first filter, since it cannot be taken back.
    pub fn restrict(&self, batch: &mut Batch) {
        for event in 0..batch.len() as u32 {
            if let Some(contract) = self.contract_of(batch, event) {
                contract.restrict(batch, event);
            }
        }
    }

    /// Counts the events whose lines have content, as the filters left them.
    pub fn count(&self, batch: &Batch, origin: Origin<'_>) {
        for event in (0..batch.len() as u32).filter(|event| !batch.is_withheld(*event)) {
            if let Some(contract) = self.contract_of(batch, event) {
                contract.count(batch, event, origin);
            }
        }
    }

    #[inline]
    fn contract_of(&self, batch: &Batch, event: u32) -> Option<&Contract> {
        self.by_app.get(batch.app_name(event)?)
    }
}
