//! What the operator's file says: its chains, and the tenants that it names.

use super::start_error::StartError;
use super::watch::fingerprint::Fingerprint;
use super::{parallel, test_cases};
use crate::config::Config;
use crate::config::sections::tenants::TenantConfig;
use crate::metrics::Metrics;
use crate::tenants::chains::ChainLoader;
use crate::tenants::{OwnChain, PersonalData, Tenant, Tenants};
use sluice_event::PseudonymKey;
use sluice_sandbox::{Chain, FilterEngine, LoadError, LoadMode};
use std::{collections::BTreeMap, sync::Arc};

/// See the module.
pub(super) struct Operator {
    pub(super) config: Config,
    pub(super) fingerprint: Fingerprint,
    /// Of what tenants' directories have from it.
    pub(super) settings: [u8; 32],
    edge: Arc<Chain>,
    default: Arc<Chain>,
    tenants: BTreeMap<String, Arc<Tenant>>,
    /// Whoever belongs to no tenant.
    other: Arc<Tenant>,
}

impl Operator {
    /// Loads all chains. Those that would do the same as in `old` stay as they are, with the state of their breakers.
    pub(super) fn load(
        engine: &FilterEngine,
        config: Config,
        drawn_key: &PseudonymKey,
        metrics: &Metrics,
        fingerprint: Fingerprint,
        old: Option<&Self>,
    ) -> Result<Self, StartError> {
        if let Some(directory) = &config.reload.tenants_directory {
            // Else what its tenants send would be written without their filters.
            std::fs::read_dir(directory)
                .map_err(|error| StartError::Directory { directory: directory.display().to_string(), error })?;
        }
        let loader = ChainLoader::new(engine, &config, drawn_key)?;
        let mut errors = Vec::new();
        let edge = loader.edge().map_err(|all| errors.extend(all)).ok();
        let default = loader.default().map_err(|all| errors.extend(all)).ok();
        for (chain, filters) in [(&edge, &config.edge.filters), (&default, &config.default.filters)] {
            errors.extend(
                chain.iter().flat_map(|chain| test_cases::broken(&loader, chain, filters, None, LoadMode::Compile)),
            );
        }
        let tenants = tenants(&loader, &config, metrics, old, &mut errors);
        let (Some(edge), Some(default), true) = (edge, default, errors.is_empty()) else {
            return Err(StartError::Filters(errors));
        };
        let (nobody, old_other) = (TenantConfig::default(), old.map(|old| &*old.other));
        let personal_data = PersonalData { key: None, guard: loader.guard("", &nobody) };
        let other = Tenant::new(None, &nobody, OwnChain::None, personal_data, &config.fairness, metrics, old_other);
        Ok(Self {
            other: Arc::new(other),
            edge: keep(old.map(|old| &old.edge), edge),
            default: keep(old.map(|old| &old.default), default),
            settings: settings(&config, &loader),
            tenants,
            fingerprint,
            config,
        })
    }

    /// What requests use, with the tenants that have directories.
    pub(super) fn tenants_with(&self, others: impl IntoIterator<Item = Arc<Tenant>>, old: Option<&Tenants>) -> Tenants {
        let chains = (Arc::clone(&self.edge), Arc::clone(&self.default));
        Tenants::new(&self.config, chains, self.tenants.values().cloned().chain(others), Arc::clone(&self.other), old)
    }
}

fn tenants(
    loader: &ChainLoader<'_>,
    config: &Config,
    metrics: &Metrics,
    old: Option<&Operator>,
    errors: &mut Vec<LoadError>,
) -> BTreeMap<String, Arc<Tenant>> {
    let wanted: Vec<_> = config.tenants.iter().map(|(id, tenant)| (id.as_str(), tenant)).collect();
    let mut tenants = BTreeMap::new();
    parallel::load(loader, wanted.iter().copied(), LoadMode::Compile, config.store.at_once, |place, loaded, _| {
        let (id, tenant) = wanted[place];
        match loaded {
            Ok(chain) => {
                let old = old.and_then(|old| old.tenants.get(id));
                tenants.insert(id.to_owned(), with_chain(id, tenant, chain, old, loader, config, metrics));
            }
            Err(all) => errors.extend(all),
        }
    });
    tenants
}

/// A tenant with what was loaded for it, and with its old chain if that would do the same.
pub(super) fn with_chain(
    id: &str,
    tenant: &TenantConfig,
    chain: Option<Chain>,
    old: Option<&Arc<Tenant>>,
    loader: &ChainLoader<'_>,
    config: &Config,
    metrics: &Metrics,
) -> Arc<Tenant> {
    let old_chain = old.and_then(|old| match &old.chain {
        OwnChain::Loaded(chain) => Some(chain),
        _ => None,
    });
    let chain = chain.map_or(OwnChain::None, |chain| OwnChain::Loaded(keep(old_chain, chain)));
    tenant_of(id, tenant, chain, loader, config, metrics, old)
}

/// A tenant, whatever became of its chain.
pub(super) fn tenant_of(
    id: &str,
    tenant: &TenantConfig,
    chain: OwnChain,
    loader: &ChainLoader<'_>,
    config: &Config,
    metrics: &Metrics,
    old: Option<&Arc<Tenant>>,
) -> Arc<Tenant> {
    let personal_data = PersonalData { key: Some(loader.tenant_key(id)), guard: loader.guard(id, tenant) };
    let old = old.map(AsRef::as_ref);
    Arc::new(Tenant::new(Some(id.into()), tenant, chain, personal_data, &config.fairness, metrics, old))
}

fn keep(old: Option<&Arc<Chain>>, new: Chain) -> Arc<Chain> {
    old.filter(|old| old.is_same_as(&new)).map_or_else(|| Arc::new(new), Arc::clone)
}

fn settings(config: &Config, loader: &ChainLoader<'_>) -> [u8; 32] {
    let mut digest = blake3::Hasher::new();
    let (limits, ceiling) = (&config.limits, &config.ceiling);
    let (breaker, fairness, guard) = (&config.breaker, &config.fairness, &config.guard);
    digest.update(format!("{limits:?} {ceiling:?} {breaker:?} {fairness:?} {guard:?}").as_bytes());
    loader.tenant_key("").identify(&mut digest);
    digest.finalize().into()
}
