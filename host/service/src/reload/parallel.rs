//! Chains of several tenants at once: one that takes long holds up no more than its own thread.

use super::test_cases;
use crate::config::sections::tenants::TenantConfig;
use crate::tenants::chains::ChainLoader;
use sluice_sandbox::{Chain, LoadError, LoadMode};
use std::{
    sync::{
        atomic::{AtomicUsize, Ordering::Relaxed},
        mpsc::channel,
    },
    thread,
    time::{Duration, Instant},
};

/// Loads the chain of each tenant, on `threads` threads; `done` is called on this one with a tenant's place, what became of it
/// and how long it took, in the order in which they end.
pub(super) fn load<'a>(
    loader: &ChainLoader<'_>,
    tenants: impl Iterator<Item = (&'a str, &'a TenantConfig)>,
    load_mode: LoadMode,
    threads: usize,
    mut done: impl FnMut(usize, Result<Option<Chain>, Vec<LoadError>>, Duration),
) {
    let tenants: Vec<_> = tenants.collect();
    let next = AtomicUsize::new(0);
    let (ended, results) = channel();
    thread::scope(|scope| {
        for _ in 0..threads.clamp(1, tenants.len().max(1)) {
            let (ended, next, tenants) = (ended.clone(), &next, &tenants);
            scope.spawn(move || {
                loop {
                    let place = next.fetch_add(1, Relaxed);
                    let Some((id, tenant)) = tenants.get(place) else { return };
                    let began = Instant::now();
                    let loaded = chain(loader, id, tenant, load_mode);
                    let _ = ended.send((place, loaded, began.elapsed()));
                }
            });
        }
        drop(ended);
        for (place, loaded, took) in results {
            done(place, loaded, took);
        }
    });
}

fn chain(
    loader: &ChainLoader<'_>,
    id: &str,
    tenant: &TenantConfig,
    load_mode: LoadMode,
) -> Result<Option<Chain>, Vec<LoadError>> {
    let chain = loader.of_tenant(id, tenant, load_mode)?;
    let broken = chain
        .as_ref()
        .map(|chain| test_cases::broken(loader, chain, &tenant.filters, Some(tenant), load_mode))
        .unwrap_or_default();
    if broken.is_empty() { Ok(chain) } else { Err(broken) }
}
