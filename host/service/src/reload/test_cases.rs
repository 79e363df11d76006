//! A filter's own cases: what its author says that it does is what it has to do here before it is used.

use super::watch::fingerprint::Fingerprint;
use crate::config::sections::tenants::TenantConfig;
use crate::tenants::chains::ChainLoader;
use sluice_sandbox::{Chain, LoadError, LoadMode, Refusal, Stage, settings::filters::FilterEntry};

/// What the cases of a loaded chain's filters say against them. Cases of other settings than a filter has here are not
/// looked at. The chain is that of `tenant`, or the operator's.
pub(super) fn broken(
    loader: &ChainLoader<'_>,
    chain: &Chain,
    filters: &[FilterEntry],
    tenant: Option<&TenantConfig>,
    load_mode: LoadMode,
) -> Vec<LoadError> {
    let loaded = chain.describe();
    let each = filters.iter().zip(&loaded).flat_map(|(filter, loaded)| {
        let refusals = of_filter(loader, filter, &loaded.digest, tenant, load_mode);
        refusals.into_iter().map(|refusal| LoadError { filter: filter.name.clone(), refusal })
    });
    each.collect()
}

fn of_filter(
    loader: &ChainLoader<'_>,
    filter: &FilterEntry,
    digest: &str,
    tenant: Option<&TenantConfig>,
    load_mode: LoadMode,
) -> Vec<Refusal> {
    let Some(directory) = filter.cases_directory() else { return Vec::new() };
    let seen = Fingerprint::of_cases(filter, &directory);
    let verdict = match loader.run_test_cases(filter, digest, tenant, directory, seen.as_bytes(), load_mode) {
        Ok(verdict) => verdict,
        Err(refusal) => return vec![refusal],
    };
    let told = |name| format!("its case {name:?} does not hold; `sluice filter test` shows how");
    let more = (verdict.more_failed > 0).then(|| format!("{} more of its cases do not hold", verdict.more_failed));
    verdict.failed.iter().map(told).chain(more).map(|text| Refusal::new(Stage::Cases, text)).collect()
}
