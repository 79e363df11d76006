//! One look at a tenant's directory: what its `chain.toml` says, and what is wrong with it.

use super::operator::Operator;
use super::watch::Places;
use super::watch::debounce::{self, Waits};
use super::watch::fingerprint::Fingerprint;
use crate::components::Components;
use crate::config::sections::tenants::TenantConfig;
use crate::config::tenant_directory::{CHAIN_FILE, CHAIN_FILE_BYTES, is_tenant_id, parse};
use sluice_files::FileAccess;
use sluice_registry::Reference;
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
    pub(super) fn look(root: &Path, id: &str, operator: &Operator, components: &Components, waits: &mut Waits) -> Self {
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
        let (mut config, mistakes) = match parsed {
            Ok(config) => (config, Vec::new()),
            Err(mistakes) => (TenantConfig::default(), mistakes),
        };
        let mut filters = std::mem::take(&mut config.filters);
        components.locate(&mut filters, &config.demands());
        config.filters = filters;
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
    mistakes.extend(pull_mistakes(&config.ceiling.pull_from, id, &tenant));
    tenant.operators_signed_by.clone_from(&config.ceiling.signed_by);
    if let Some(given) = config.tenants.get(id) {
        let TenantConfig {
            name,
            origins,
            domains,
            routes,
            filters,
            signed_by,
            imports,
            operators_signed_by: _,
            limits,
            guard,
            fairness,
            reports,
            publishable_keys,
        } = given;
        let has_keys = !publishable_keys.is_empty() || reports.is_some();
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
        if let Some(imports) = imports {
            let own = tenant.imports.take();
            tenant.imports = Some(
                imports.iter().filter(|import| own.as_ref().is_none_or(|own| own.contains(import))).copied().collect(),
            );
            mistakes.extend(tenant.import_mistakes(""));
        }
        if !signed_by.is_empty() {
            tenant.operators_signed_by.clone_from(signed_by);
        }
        tenant.origins.extend(origins.iter().cloned());
        tenant.domains.extend(domains.iter().cloned());
    }
    if mistakes.is_empty() { Ok(tenant) } else { Err(mistakes) }
}

/// Components that a tenant may not pull.
fn pull_mistakes(pull_from: &[String], id: &str, tenant: &TenantConfig) -> Vec<String> {
    let may = |reference: &Reference| {
        pull_from.iter().any(|allowed| {
            // A beginning ends where a name does: what may be pulled from `r/a` must not reach `r/ab`.
            let allowed = allowed.replace("{tenant}", id);
            let rest = reference.name().strip_prefix(allowed.as_str()).map(str::to_owned);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || allowed.ends_with('/'))
        })
    };
    let named = tenant.filters.iter().flat_map(|filter| {
        std::iter::once(&filter.component).chain(&filter.candidate).map(move |path| (&filter.name, path))
    });
    let beyond = named.filter_map(|(filter, path)| {
        let reference: Reference = path.to_str()?.parse().ok()?;
        let (name, allowed) = (reference.name(), pull_from.join(", "));
        let allowed = if allowed.is_empty() { "none".to_owned() } else { allowed };
        (!may(&reference)).then(|| {
            format!("filter `{filter}`: {name} is none of the repositories that the operator allows: {allowed} (`ceiling.pull_from`)")
        })
    });
    beyond.collect()
}

/// The directories in the directory of all tenants.
#[derive(Default)]
pub(super) struct Ids {
    /// Contact center ids.
    pub(super) ids: BTreeSet<String>,
    /// How many directories have a name that cannot be one. Hidden ones do not count.
    pub(super) misnamed: usize,
}

impl Ids {
    /// The tenants that have a directory in `root`.
    pub(super) fn list(root: &Path) -> io::Result<Self> {
        let mut found = Self::default();
        for entry in fs::read_dir(root)? {
            let entry = entry?;
            let name = entry.file_name();
            // Through links: a checkout or a volume may swap them.
            if name.as_encoded_bytes().starts_with(b".") || !fs::metadata(entry.path()).is_ok_and(|at| at.is_dir()) {
                continue;
            }
            match name.into_string() {
                Ok(name) if is_tenant_id(&name) => {
                    found.ids.insert(name);
                }
                _ => found.misnamed += 1,
            }
        }
        Ok(found)
    }
}
