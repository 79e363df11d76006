//! A publishable key as requests meet it: what may be sent with it, from which pages, and how often.

use super::client_rates::{ClientRate, ClientRates};
use super::fairness::{Fairness, Seat};
use super::pages::Pages;
use super::refusal::{KeyRefusal, Limited, Wait};
use crate::config::sections::tenants::{KeyDigest, PublishableKeyConfig};
use crate::metrics::{KeyMetrics, KeySeries};
use sluice_identity::Identity;
use sluice_wire::{Format, Route};
use std::{net::IpAddr, sync::Arc, time::Duration};

/// See the module.
pub struct PublishableKey {
    /// The hash of the key; two while it is exchanged.
    pub digests: Vec<KeyDigest>,
    /// Its tenant's id and its own name: what it holds of the service is counted by it.
    pub account: Arc<str>,
    /// The tenant, and no user.
    pub identity: Arc<Identity>,
    /// From which it may be used.
    pub(super) pages: Pages,
    name: String,
    formats: Vec<Format>,
    kinds: Vec<String>,
    fairness: Arc<Fairness>,
    client_rate: ClientRate,
    series: Arc<KeySeries>,
}

impl PublishableKey {
    /// What it has taken of its rate as one of `old`, the tenant's keys before, it has taken.
    #[must_use]
    pub fn new(tenant: &Arc<str>, config: &PublishableKeyConfig, metrics: &KeyMetrics, old: &[Self]) -> Self {
        let old = old.iter().find(|old| old.name == config.name);
        let series = old.map_or_else(|| metrics.series(tenant, &config.name), |old| Arc::clone(&old.series));
        let fairness = Fairness::kept(old.map(|old| &old.fairness), &config.fairness(), series.rate.clone());
        Self {
            digests: config.keys.clone(),
            account: format!("{tenant}/{}", config.name).into(),
            identity: Arc::new(Identity { tenant: Some(Arc::clone(tenant)), user: None }),
            pages: Pages::of_key(config),
            name: config.name.clone(),
            formats: config.formats.iter().filter_map(|name| Format::named(name)).collect(),
            kinds: config.kinds.clone(),
            fairness,
            client_rate: ClientRate {
                interval: Duration::from_secs(1) / config.client_requests_per_second.max(1),
                burst: config.client_burst,
            },
            series,
        }
    }

    /// A seat for one more request, if the key may be used for it. `origin` is that of the page that sends, where it may send to
    /// this service at all.
    ///
    /// # Errors
    /// When the key is not for this format or this page, or is used too often.
    pub fn admit(
        &self,
        route: Route,
        origin: Option<&str>,
        client: IpAddr,
        clients: &ClientRates,
    ) -> Result<Seat<'_>, KeyRefusal> {
        if !self.formats.contains(&Format::of(route)) {
            self.series.format.inc();
            return Err(KeyRefusal::Format);
        }
        // Browsers always say where the page is from that sends by POST. Where nobody says it, it is no page.
        if !origin.is_some_and(|origin| self.pages.allow(origin, None)) {
            self.series.origin.inc();
            return Err(KeyRefusal::Page);
        }
        if let Err(wait) = clients.check(&self.account, client, self.client_rate) {
            self.series.client_rate.inc();
            return Err(KeyRefusal::Limited(Limited { wait: Wait::Turn(wait) }));
        }
        let seat = self.fairness.admit().map_err(KeyRefusal::Limited)?;
        self.series.admitted.inc();
        Ok(seat)
    }

    /// Its share of the service, by client: bodies that are still to come.
    #[must_use]
    pub fn fairness(&self) -> &Fairness {
        &self.fairness
    }

    /// Whether an event of this kind may be sent with it.
    #[must_use]
    pub fn takes_kind(&self, kind: &str) -> bool {
        self.kinds.is_empty() || self.kinds.iter().any(|taken| taken == kind)
    }

    /// Counts events whose kind is not taken.
    pub fn count_refused_events(&self, events: usize) {
        self.series.refused_events.inc_by(events as u64);
    }
}
