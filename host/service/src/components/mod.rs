//! Finds the components of chains before they are loaded: those in registries are in the cache or asked for, and whoever
//! has to have signed one has.

mod demands;
mod file_digests;

pub use demands::Demands;

use crate::{config::Config, metrics::PullMetrics};
use file_digests::FileDigests;
use sluice_files::FileAccess;
use sluice_registry::{
    Cache, Cached, Client, Digest, OtherHosts, Pull, PullEnd, Puller, Reference,
    provenance::{Attestations, attestations_of},
};
use sluice_sandbox::{
    Refusal, Stage,
    settings::{
        filters::FilterEntry,
        located::{Located, is_reference},
    },
};
use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

/// Where components that were pulled lie, in the store's directory.
const DIRECTORY: &str = "components";

/// See the module.
pub struct Components {
    cache: Arc<Cache>,
    /// None where nothing is pulled.
    puller: Option<Puller>,
    digests: FileDigests,
}

impl Components {
    /// Pulls what is missing, on a thread of its own.
    ///
    /// # Errors
    /// The thread cannot be started.
    pub fn pulling(config: &Config) -> io::Result<Self> {
        let (registry, mut new) = (&config.registry, Self::cached_only(config));
        let client = Client::new(registry.clone(), OtherHosts::Listed);
        let pace = (registry.at_once, Duration::from_millis(registry.retry_ms));
        new.puller = Some(Puller::start(client, Arc::clone(&new.cache), config.store.component_bytes, pace)?);
        Ok(new)
    }

    /// Takes what is in the cache, and pulls nothing.
    #[must_use]
    pub fn cached_only(config: &Config) -> Self {
        let cache = Cache::new(config.store.directory.join(DIRECTORY), config.registry.cache_bytes);
        let digests = FileDigests::new(config.store.component_bytes);
        Self { cache: Arc::new(cache), puller: None, digests }
    }

    /// Calls this whenever what is located may have changed.
    pub fn on_change(&self, woken: impl Fn() + Send + 'static) {
        if let Some(puller) = &self.puller {
            puller.on_change(woken);
        }
    }

    /// Counts how pulls end.
    pub fn count_pulls(&self, metrics: PullMetrics) {
        if let Some(puller) = &self.puller {
            puller.on_end(move |end| match end {
                PullEnd::Pulled => metrics.pulled.inc(),
                PullEnd::Failed => metrics.failed.inc(),
            });
        }
    }

    /// Lets what could not be pulled, or was not signed, be pulled again at once.
    pub fn forget_pauses(&self) {
        if let Some(puller) = &self.puller {
            puller.forget_pauses();
        }
    }

    /// Finds the components of the operator's own file. Those that are missing are asked for.
    pub fn locate_all(&self, config: &mut Config) {
        let Config { edge, default, tenants, .. } = config;
        for chain in [edge, default] {
            self.locate(&mut chain.filters, &Demands { signed_by: vec![&chain.signed_by], imports: None });
        }
        for tenant in tenants.values_mut() {
            let mut filters = std::mem::take(&mut tenant.filters);
            self.locate(&mut filters, &tenant.demands());
            tenant.filters = filters;
        }
    }

    /// The same, and waits for those that are missing. Each pull ends within `registry.timeout_ms`.
    pub fn wait_for_all(&self, config: &mut Config) {
        self.locate_all(config);
        if let Some(puller) = &self.puller {
            puller.wait(&references(config));
            self.locate_all(config);
        }
    }

    /// What the references in the operator's own file stand for: each by itself, and with the digest that was pulled.
    pub(crate) fn pulled(&self, config: &Config) -> Vec<(Reference, Reference)> {
        let pulled = |reference: Reference| {
            let found = self.cache.find(&reference)?;
            Some((reference.clone(), reference.at(found.manifest)))
        };
        references(config).into_iter().filter_map(pulled).collect()
    }

    /// Finds the components and candidates of a chain. Does not wait.
    pub fn locate(&self, filters: &mut [FilterEntry], demands: &Demands<'_>) {
        for filter in filters {
            let named: Vec<PathBuf> = std::iter::once(&filter.component).chain(&filter.candidate).cloned().collect();
            let found = named.into_iter().filter_map(|path| {
                let located = self.locate_one(&filter.files, &path, demands)?;
                Some((path, located))
            });
            filter.located = found.collect::<BTreeMap<_, _>>();
        }
    }

    /// None for a file that may be whatever it is.
    fn locate_one(&self, files: &FileAccess, path: &Path, demands: &Demands<'_>) -> Option<Located> {
        if is_reference(path) {
            return Some(self.locate_reference(path, demands));
        }
        if !demands.has_signers() {
            return None;
        }
        Some(match self.digests.of(files, path) {
            Ok(component) => located(files.clone(), path.to_owned(), &attestations_of(path), component, demands),
            // It must not be loaded if it is there a moment later.
            Err(error) => missing(Stage::Read, format!("reading {}: {error}", path.display())),
        })
    }

    fn locate_reference(&self, path: &Path, demands: &Demands<'_>) -> Located {
        let reference: Reference = match path.to_string_lossy().parse() {
            Ok(reference) => reference,
            Err(error) => return missing(Stage::Read, format!("{error}")),
        };
        let Some(Cached { component, file, attestations, .. }) = self.cache.find(&reference) else {
            return self.pull(&reference);
        };
        let located = located(FileAccess::Anywhere, file, &attestations, component, demands);
        if let (Located::Missing(_), Some(puller)) = (&located, &self.puller) {
            // It may have been signed since it was pulled.
            let _ = puller.pull(&reference);
        }
        located
    }

    fn pull(&self, reference: &Reference) -> Located {
        match self.puller.as_ref().map(|puller| puller.pull(reference)) {
            None => missing(Stage::Pending, format!("{reference} is not in the cache; `serve` pulls it")),
            Some(Pull::Running) => missing(Stage::Pending, format!("{reference} is being pulled")),
            Some(Pull::Failed(why)) => missing(Stage::Pull, format!("{reference}: {why}")),
        }
    }
}

fn references(config: &Config) -> Vec<Reference> {
    let paths = config.filters().flat_map(|filter| std::iter::once(&filter.component).chain(&filter.candidate));
    paths.filter_map(|path| path.to_str()?.parse().ok()).collect()
}

/// A component that is there, if it is what is demanded.
fn located(files: FileAccess, path: PathBuf, attested: &Path, component: Digest, demands: &Demands<'_>) -> Located {
    let attestations = match files.read(attested, Attestations::MAX_BYTES) {
        Ok(lines) => Attestations::parse(&lines),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Attestations::default(),
        Err(error) => return missing(Stage::Signature, format!("reading {}: {error}", attested.display())),
    };
    match demands.check(&attestations, component) {
        Ok(()) => Located::File { path, files, sha256: component.to_hex() },
        Err(why) => missing(Stage::Signature, why),
    }
}

fn missing(stage: Stage, text: String) -> Located {
    Located::Missing(Refusal::new(stage, text))
}

/// What has yet to be pulled before chains can be loaded, a text each.
pub(crate) fn pending<'a>(filters: impl Iterator<Item = &'a FilterEntry>) -> Vec<String> {
    let pending = filters.flat_map(|filter| {
        filter.located.values().filter_map(move |located| match located {
            Located::Missing(refusal) if refusal.stage == Stage::Pending => {
                Some(format!("filter `{}`: {}", filter.name, refusal.text))
            }
            _ => None,
        })
    });
    pending.collect()
}

#[cfg(test)]
mod tests;
