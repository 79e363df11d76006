//! A contract that has been compiled.

use sluice_event::Batch;
use sluice_metrics::{IntCounter, IntCounterVec, Registry, counters};

use crate::{
    config::ContractConfig,
    event_names::{EventNames, Found},
    family::{Bounds, Family, Key, Origin},
    measures::{Measures, TENANT},
    metric_name,
    properties::Properties,
};

/// The member of an event's values that its name names.
const VALUE: &str = "value";

pub(crate) struct Contract {
    properties: Option<Properties>,
    removed: IntCounter,
    events: EventNames,
    counted: Option<Family<IntCounterVec>>,
    measures: Measures,
}

impl Contract {
    pub(crate) fn new(
        config: &ContractConfig,
        r: &Registry,
        removed: IntCounter,
        bounds: Bounds,
    ) -> Result<Self, prometheus::Error> {
        let events =
            EventNames::compile(&config.monitored_events).map_err(|error| prometheus::Error::Msg(error.to_string()))?;
        let counted = if config.monitored_events.is_empty() {
            None
        } else {
            let name = metric_name::join(&config.app_name, "events");
            let labels = [&["eventName"][..], &TENANT].concat();
            let family = counters(r, &name, "Monitored events, by name and tenant", &labels)?;
            Some(Family::new(family, name, bounds))
        };
        Ok(Self {
            properties: config.properties.as_deref().map(Properties::new),
            removed,
            events,
            counted,
            measures: Measures::new(config, r, bounds)?,
        })
    }

    /// Removes the attributes that the contract does not name.
    #[inline]
    pub(crate) fn restrict(&self, batch: &mut Batch, event: u32) {
        if let Some(properties) = &self.properties {
            self.removed.inc_by(properties.restrict(batch, event) as u64);
        }
    }

    /// Counts an event, where the contract asks for it.
    #[inline]
    pub(crate) fn count(&self, batch: &Batch, event: u32, origin: Origin<'_>) {
        let name = batch.event_name(event);
        if let (Some(family), Some(name)) = (&self.counted, name)
            && let Some(found) = self.events.find(name)
        {
            let key = Key { name, labels: &[name], is_open: found == Found::Pattern };
            family.with(origin, key, |counter| counter.inc());
        }
        if !self.measures.is_empty() {
            for (member, value) in batch.numbers(event) {
                let metric = if member == VALUE { name.unwrap_or(VALUE) } else { member };
                self.measures.count(origin, metric, value);
            }
        }
    }
}
