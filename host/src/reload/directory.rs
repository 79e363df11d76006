//! The tenants' directories. They may come from a ConfigMap, a volume or a git checkout: files appear, change and vanish
//! one after the other, and what is half there is not taken.

use super::{
    Fingerprint, Report,
    operator::{self, Operator},
    settled,
    status::ReloadStatus,
};
use crate::{
    config::{
        tenant_directory::{CHAIN_FILE, is_tenant_id, parse},
        tenants::TenantConfig,
    },
    filter::{Chain, ChainLoader, LoadError, Stage},
    metrics::Metrics,
    tenant::{OwnChain, Tenant},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
    sync::Arc,
};

/// What is loaded of them.
#[derive(Default)]
pub(super) struct Directory {
    known: BTreeMap<String, Known>,
}

struct Known {
    /// None for one that has to be loaded yet.
    fingerprint: Option<Fingerprint>,
    tenant: Arc<Tenant>,
    /// It was not there at the last look.
    missing: bool,
}

/// What a look has found.
#[derive(Default)]
pub(super) struct Scan {
    pub(super) changed: Vec<Found>,
    pub(super) report: Report,
}

/// A tenant's directory that is not as it was.
pub(super) struct Found {
    pub(super) id: String,
    pub(super) config: TenantConfig,
    fingerprint: Fingerprint,
    /// What is wrong with its `chain.toml`; the filters are not looked at then.
    mistakes: Vec<String>,
}

impl Directory {
    /// For requests.
    pub(super) fn tenants(&self) -> impl Iterator<Item = Arc<Tenant>> {
        self.known.values().map(|known| Arc::clone(&known.tenant))
    }

    /// No directory is configured any more.
    pub(super) fn clear(&mut self, status: &ReloadStatus) -> Report {
        let changed = self.known.len();
        std::mem::take(&mut self.known).keys().for_each(|id| status.solved(id));
        Report { changed, refused: 0 }
    }

    /// Looks at every tenant's directory. One that vanished is let go when it is still gone at the next look; where the
    /// directory of all cannot be read, everything stays.
    pub(super) fn scan(&mut self, root: &Path, operator: &Operator, again: bool) -> Scan {
        let mut scan = Scan::default();
        let ids = match ids(root) {
            Ok(ids) => ids,
            Err(error) => {
                tracing::error!(directory = %root.display(), %error, "reading the tenants' directory; what was loaded goes on");
                scan.report.refused += 1;
                return scan;
            }
        };
        for id in &ids {
            let Some(found) = look(&root.join(id), id, operator) else { continue };
            let known = self.known.get_mut(id);
            if let Some(known) = known {
                known.missing = false;
                if known.fingerprint.as_ref() == Some(&found.fingerprint) && !again {
                    continue;
                }
            }
            scan.changed.push(found);
        }
        let before = self.known.len();
        self.known.retain(|id, known| ids.contains(id) || !std::mem::replace(&mut known.missing, true));
        scan.report.changed += before - self.known.len();
        scan
    }

    /// Whether another look is due soon, for directories that were not there at the last.
    pub(super) fn has_missing(&self) -> bool {
        self.known.values().any(|known| known.missing)
    }

    /// Takes what was loaded of a tenant, or keeps what it had.
    pub(super) fn take(
        &mut self,
        found: &Found,
        loaded: Result<Option<Chain>, Vec<LoadError>>,
        loader: &ChainLoader<'_>,
        operator: &Operator,
        metrics: &Metrics,
        status: &ReloadStatus,
    ) -> Report {
        let Found { id, config, fingerprint, mistakes } = found;
        let old = self.known.get(id).map(|known| &known.tenant);
        let state = &metrics.filters.chain_state;
        let why: Vec<String> = match loaded {
            Ok(chain) if mistakes.is_empty() => {
                let tenant = operator::with_chain(id, config, chain, old, loader, &operator.config, metrics);
                state.with_label_values(&[id]).set(1);
                status.solved(id);
                let known = Known { fingerprint: Some(fingerprint.clone()), tenant, missing: false };
                self.known.insert(id.clone(), known);
                return Report { changed: 1, refused: 0 };
            }
            Err(errors) if errors.iter().all(|error| error.refusal.stage == Stage::Pending) => {
                status.pending(id);
                self.without_chain(found, None, loader, operator, metrics);
                return Report::default();
            }
            Err(errors) => errors.iter().map(ToString::to_string).collect(),
            Ok(_) => mistakes.clone(),
        };
        for error in &why {
            tracing::error!(tenant = id, error, "a tenant's chain was refused; the old one goes on, if there is one");
        }
        status.refused(id, why);
        self.without_chain(found, Some(fingerprint.clone()), loader, operator, metrics);
        Report { changed: 0, refused: 1 }
    }

    /// Keeps what the tenant had; one that had nothing is known, and unavailable.
    fn without_chain(
        &mut self,
        found: &Found,
        fingerprint: Option<Fingerprint>,
        loader: &ChainLoader<'_>,
        operator: &Operator,
        metrics: &Metrics,
    ) {
        let state = metrics.filters.chain_state.with_label_values(&[&found.id]);
        if let Some(known) = self.known.get_mut(&found.id) {
            known.fingerprint = fingerprint;
            state.set(if matches!(known.tenant.chain, OwnChain::Unavailable) { -1 } else { 0 });
            return;
        }
        state.set(-1);
        let (id, config) = (&found.id, &found.config);
        let tenant = operator::tenant_of(id, config, OwnChain::Unavailable, loader, &operator.config, metrics);
        self.known.insert(id.clone(), Known { fingerprint, tenant, missing: false });
    }
}

fn ids(root: &Path) -> io::Result<BTreeSet<String>> {
    let mut ids = BTreeSet::new();
    for entry in fs::read_dir(root)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        // Through links: a checkout or a volume may swap them.
        if is_tenant_id(&name) && fs::metadata(entry.path()).is_ok_and(|found| found.is_dir()) {
            ids.insert(name);
        }
    }
    Ok(ids)
}

fn look(directory: &Path, id: &str, operator: &Operator) -> Option<Found> {
    let file = directory.join(CHAIN_FILE);
    let text = settled::read(&file);
    let parsed = match &text {
        _ if operator.names(id) => Err(vec![format!("tenant {id} stands in the configuration file too; remove one")]),
        Ok(text) => parse(text, directory),
        // It has yet to come, or is about to come back.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
        Err(error) => Err(vec![format!("reading {}: {error}", file.display())]),
    };
    let (config, mistakes) = match parsed {
        Ok(config) => (config, Vec::new()),
        Err(mistakes) => (TenantConfig::default(), mistakes),
    };
    let text = text.unwrap_or_else(|error| error.to_string());
    let fingerprint = Fingerprint::of_tenant(&text, &config.filters, &operator.settings);
    Some(Found { id: id.to_owned(), config, fingerprint, mistakes })
}
