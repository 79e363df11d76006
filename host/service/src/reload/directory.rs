//! The tenants' directories. They may come from a ConfigMap, a volume or a git checkout: files appear, change and vanish
//! one after the other, and what is half there is not taken.

use super::operator::{self, Operator};
use super::status::{self, ReloadStatus, Report};
use super::tenant_file::{Found, Ids};
use super::watch::debounce::{self, Waits};
use super::watch::fingerprint::Fingerprint;
use super::watch::{Notices, Places};
use crate::components::Components;
use crate::config::checks::mistakes;
use crate::config::tenant_directory::CHAIN_FILE;
use crate::metrics::Metrics;
use crate::tenants::chains::ChainLoader;
use crate::tenants::{OwnChain, Tenant};
use sluice_files::FileAccess;
use sluice_sandbox::{Chain, LoadError, Stage};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
    time::Instant,
};

const MISNAMED: &str = "directories whose names cannot be contact center ids are passed over; an id has 1 to 64 letters, \
    digits, dashes and underscores, and is neither `edge` nor `default`";

/// What is loaded of them.
#[derive(Default)]
pub(super) struct Directory {
    known: BTreeMap<String, Known>,
    /// Directories that had no `chain.toml` at the last look.
    incomplete: BTreeSet<String>,
    /// The directory of all could not be read at the last look.
    unreadable: bool,
    /// How many had a name that cannot be a contact center id at the last look.
    misnamed: usize,
    /// A `chain.toml` was being written at the last look.
    is_unsettled: bool,
    places: BTreeMap<String, Places>,
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
    /// Without a `chain.toml` for the first time: it may be about to come.
    pub(super) incomplete: Vec<Found>,
    /// Tenants whose directories are gone.
    pub(super) gone: Vec<String>,
    pub(super) report: Report,
}

/// What became of a tenant's directory.
pub(super) enum Taken {
    Chain,
    /// Its filters have to be compiled first.
    Pending,
    /// With the reasons.
    Refused(Vec<String>),
}

impl Taken {
    pub(super) fn report(&self) -> Report {
        match self {
            Self::Chain => Report { changed: 1, refused: 0 },
            Self::Pending => Report::default(),
            Self::Refused(_) => Report { changed: 0, refused: 1 },
        }
    }

    /// To be called when requests, metrics and the report show the new state, so that whoever reads the line finds it.
    pub(super) fn log(&self, id: &str) {
        match self {
            Self::Chain => tracing::info!(tenant = id, "a tenant's chain was taken"),
            Self::Pending => {}
            Self::Refused(why) => {
                for error in why {
                    tracing::error!(
                        tenant = id,
                        error,
                        "a tenant's chain was refused; the old one goes on, if there is one"
                    );
                }
            }
        }
    }
}

impl Directory {
    /// For requests.
    pub(super) fn tenants(&self) -> impl Iterator<Item = Arc<Tenant>> {
        self.known.values().map(|known| Arc::clone(&known.tenant))
    }

    /// Whether a tenant has a directory.
    pub(super) fn has(&self, id: &str) -> bool {
        self.known.contains_key(id)
    }

    /// No directory is configured any more. Returns the tenants that had one.
    pub(super) fn clear(&mut self, status: &ReloadStatus) -> Vec<String> {
        status.solved(status::DIRECTORY);
        std::mem::take(self).known.into_keys().collect()
    }

    /// Looks at every tenant's directory. One that vanished is let go when it is still gone at the next look; where the
    /// directory of all cannot be read, everything stays.
    /// What is changing right now is left for a later look, unless it was asked for `again`.
    pub(super) fn scan(
        &mut self,
        root: &Path,
        operator: &Operator,
        components: &Components,
        status: &ReloadStatus,
        again: bool,
        notices: &Notices,
    ) -> Scan {
        let mut waits = Waits::default();
        self.is_unsettled = false;
        let mut scan = Scan::default();
        let Ids { ids, misnamed } = match Ids::list(root) {
            Ok(found) => found,
            Err(error) => {
                // Said once: the log may lie in a directory that is watched, and would be a change itself.
                if !std::mem::replace(&mut self.unreadable, true) || again {
                    let (root, error) = (root.display(), error.to_string());
                    tracing::error!(directory = %root, error, "reading the tenants' directory; what was loaded goes on");
                    status.refused(status::DIRECTORY, vec![format!("reading {root}: {error}")]);
                    scan.report.refused += 1;
                }
                return scan;
            }
        };
        if std::mem::take(&mut self.unreadable) {
            status.solved(status::DIRECTORY);
            scan.report.changed += 1;
        }
        if std::mem::replace(&mut self.misnamed, misnamed) != misnamed && misnamed > 0 {
            tracing::warn!(directory = %root.display(), misnamed, "{MISNAMED}");
        }
        for id in &ids {
            let is_held = notices.hold(id, Instant::now());
            let directory = root.join(id);
            let file = directory.join(CHAIN_FILE);
            let is_unsettled = !is_held && debounce::is_being_written(&FileAccess::Beneath(directory), &file);
            let known = self.known.get_mut(id);
            if let Some(known) = known.filter(|_| !again && (is_held || is_unsettled)) {
                known.missing = false;
                self.is_unsettled |= is_unsettled;
                continue;
            }
            let found = Found::look(root, id, operator, components, &mut waits);
            self.places.insert(id.clone(), found.places());
            let known = self.known.get_mut(id);
            let is_known = known.is_some_and(|known| {
                known.missing = false;
                known.fingerprint.as_ref() == Some(&found.fingerprint)
            });
            let first = !found.complete && self.incomplete.insert(id.clone());
            if found.complete || (is_known && !again) {
                self.incomplete.remove(id);
            }
            match (is_known && !again, first && !again) {
                (true, _) => {}
                (false, true) => scan.incomplete.push(found),
                (false, false) => scan.changed.push(found),
            }
        }
        self.is_unsettled |= waits.are_used_up();
        self.incomplete.retain(|id| ids.contains(id));
        self.places.retain(|id, _| ids.contains(id));
        self.known.retain(|id, known| {
            let stays = ids.contains(id) || !std::mem::replace(&mut known.missing, true);
            if !stays {
                scan.gone.push(id.clone());
            }
            stays
        });
        scan.report.changed += scan.gone.len();
        scan
    }

    /// Where tenants' chains are read from.
    pub(super) fn places(&self) -> impl Iterator<Item = (&str, &Places)> + Clone {
        self.places.iter().map(|(id, places)| (id.as_str(), places))
    }

    /// Whether another look is due soon, for what was not there, or not whole, at the last.
    pub(super) fn is_incomplete(&self) -> bool {
        self.is_unsettled || !self.incomplete.is_empty() || self.known.values().any(|known| known.missing)
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
    ) -> Taken {
        let Found { id, config, fingerprint, mistakes, .. } = found;
        let old = self.known.get(id).map(|known| &known.tenant);
        let state = &metrics.filters.chain_state;
        let why: Vec<String> = match loaded {
            Ok(chain) if mistakes.is_empty() => {
                let is_complete = !chain.as_ref().is_some_and(Chain::has_pending_candidate);
                let tenant = operator::with_chain(id, config, chain, old, loader, &operator.config, metrics);
                state.with_label_values(&[id]).set(1);
                status.solved(id);
                let fingerprint = is_complete.then(|| fingerprint.clone());
                let known = Known { fingerprint, tenant, missing: false };
                self.known.insert(id.clone(), known);
                return Taken::Chain;
            }
            Err(errors) if errors.iter().all(|error| error.refusal.stage == Stage::Pending) => {
                status.pending(id, mistakes::listed(errors));
                self.without_chain(found, None, loader, operator, metrics);
                return Taken::Pending;
            }
            Err(errors) => errors.iter().map(ToString::to_string).collect(),
            Ok(_) => mistakes.clone(),
        };
        let why = mistakes::listed(why);
        status.refused(id, why.clone());
        self.without_chain(found, Some(fingerprint.clone()), loader, operator, metrics);
        Taken::Refused(why)
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
        let tenant = operator::tenant_of(id, config, OwnChain::Unavailable, loader, &operator.config, metrics, None);
        self.known.insert(id.clone(), Known { fingerprint, tenant, missing: false });
    }
}
