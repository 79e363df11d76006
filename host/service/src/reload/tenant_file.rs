//! One look at a tenant's directory: what its `chain.toml` says, and what is wrong with it.

use super::operator::Operator;
use super::watch::Places;
use super::watch::debounce::{self, Waits};
use super::watch::fingerprint::Fingerprint;
use crate::config::sections::tenants::TenantConfig;
use crate::config::tenant_directory::{CHAIN_FILE, CHAIN_FILE_BYTES, is_tenant_id, parse};
use sluice_files::FileAccess;
use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

/// A tenant's directory as it is now.
pub(super) struct Found {
    pub(super) id: String,
    directory: PathBuf,
    pub(super) config: TenantConfig,
    pub(super) fingerprint: Fingerprint,
    /// What is wrong with its `chain.toml`; the filters are not looked at then.
    pub(super) mistakes: Vec<String>,
    /// There is a `chain.toml`.
    pub(super) complete: bool,
}

impl Found {
    /// Reads the directory of tenant `id` in `root`.
    pub(super) fn look(root: &Path, id: &str, operator: &Operator, waits: &mut Waits) -> Self {
        let directory = root.join(id);
        let file = directory.join(CHAIN_FILE);
        let files = FileAccess::Beneath(directory.clone());
        let text = debounce::read_within(&files, &file, CHAIN_FILE_BYTES, waits);
        let complete = !text.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
        let parsed = match &text {
            Ok(text) => {
                parse(text, &directory, &operator.config.ceiling).and_then(|config| granted(config, id, operator))
            }
            Err(error) => Err(vec![format!("reading {}: {error}", file.display())]),
        };
        let (config, mistakes) = match parsed {
            Ok(config) => (config, Vec::new()),
            Err(mistakes) => (TenantConfig::default(), mistakes),
        };
        let text = text.unwrap_or_else(|error| error.to_string());
        let text = format!("{:?}{text}", operator.config.tenants.get(id));
        let fingerprint = Fingerprint::of_tenant(&text, &config.filters, &operator.settings);
        Self { id: id.to_owned(), directory, config, fingerprint, mistakes, complete }
    }

    /// Where it is read from.
    pub(super) fn places(&self) -> Places {
        Places::of_tenant(&self.directory, &self.config.filters)
    }
}

/// With the name and the pages that the operator's configuration gives to the tenant, as long as it asks for no more than
/// it may.
fn granted(mut tenant: TenantConfig, id: &str, operator: &Operator) -> Result<TenantConfig, Vec<String>> {
    let config = &operator.config;
    let mut mistakes = config.ceiling.mistakes(&config.limits, &config.fairness, config.breaker, &tenant);
    if let Some(given) = config.tenants.get(id) {
        let TenantConfig { name, origins, domains, routes, filters, limits, guard, fairness, publishable_keys } = given;
        let has_keys = !publishable_keys.is_empty();
        if has_keys
            || !(filters.is_empty()
                && *limits == Default::default()
                && fairness.is_none()
                && *routes == Default::default())
        {
            mistakes.push(format!(
                "the configuration gives tenant {id} more than a name, origins and domains; remove it there, or this directory"
            ));
        }
        if tenant.name.is_empty() {
            tenant.name.clone_from(name);
        }
        tenant.guard = tenant.guard.stricter(guard);
        tenant.origins.extend(origins.iter().cloned());
        tenant.domains.extend(domains.iter().cloned());
    }
    if mistakes.is_empty() { Ok(tenant) } else { Err(mistakes) }
}

/// The tenants that have a directory in `root`.
pub(super) fn ids(root: &Path) -> io::Result<BTreeSet<String>> {
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
