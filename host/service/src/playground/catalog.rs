//! What the playground can run: the chains of the configuration, and the components that lie beside theirs. Read anew for each
//! request, so that it is what the files say.

use crate::{
    config::{
        Config,
        sections::{ceiling::CeilingConfig, tenants::TenantConfig},
        tenant_directory::{self, CHAIN_FILE, CHAIN_FILE_BYTES, is_tenant_id},
    },
    reload::Sources,
};
use sluice_files::FileAccess;
use sluice_sandbox::settings::{filters::FilterEntry, limits::RunLimits};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// Tenants that are shown, and components, and entries of a directory that is looked into.
const MAX_TENANTS: usize = 100;
const MAX_COMPONENTS: usize = 200;
const MAX_ENTRIES: usize = 10_000;
/// Whose events pass where no tenant is configured.
const ANYBODY: &str = "anybody";

/// See the module.
pub(super) struct Catalog {
    pub(super) chains: Vec<TenantChain>,
    /// Paths of components, as they are shown and asked for, with what may be opened there.
    pub(super) components: BTreeMap<PathBuf, FileAccess>,
    /// What could not be read.
    pub(super) problems: Vec<String>,
}

/// All filters for the events of one tenant.
pub(super) struct TenantChain {
    /// The tenant's id.
    pub(super) id: String,
    pub(super) name: String,
    /// In the order in which they run.
    pub(super) stages: Vec<Stage>,
}

/// A chain of the configuration.
pub(super) struct Stage {
    /// `edge`, `default`, or the tenant's id.
    pub(super) chain: String,
    pub(super) limits: RunLimits,
    pub(super) filters: Vec<FilterEntry>,
}

impl Catalog {
    /// Reads the configuration and the tenants' directories. `more` are further components.
    ///
    /// # Errors
    /// What is wrong with the configuration.
    pub(super) fn read(sources: &Sources, more: &[PathBuf]) -> Result<Self, Vec<String>> {
        let config =
            Config::load(&sources.file, sources.variables.iter().cloned()).map_err(|error| vec![error.to_string()])?;
        let mut catalog = Self {
            chains: Vec::new(),
            components: more.iter().map(|path| (path.clone(), FileAccess::Anywhere)).collect(),
            problems: Vec::new(),
        };
        for (id, tenant) in &config.tenants {
            catalog.add(&config, id, tenant);
        }
        if let Some(directory) = &config.reload.tenants_directory {
            catalog.add_directory(&config, directory);
        }
        if catalog.chains.is_empty() {
            catalog.add(&config, ANYBODY, &TenantConfig { name: ANYBODY.to_owned(), ..TenantConfig::default() });
        }
        catalog.chains.sort_by(|a, b| a.name.cmp(&b.name));
        catalog.add_neighbours();
        Ok(catalog)
    }

    /// The chain with this id.
    pub(super) fn chain(&self, id: &str) -> Option<&TenantChain> {
        self.chains.iter().find(|chain| chain.id == id)
    }

    /// The component that is shown under this path.
    pub(super) fn component(&self, shown: &str) -> Option<(&Path, &FileAccess)> {
        self.components.get_key_value(Path::new(shown)).map(|(path, files)| (path.as_path(), files))
    }

    fn add_directory(&mut self, config: &Config, root: &Path) {
        let names = match FileAccess::Anywhere.list(root, MAX_ENTRIES) {
            Ok(names) => names,
            Err(error) => return self.problems.push(format!("reading {}: {error}", root.display())),
        };
        for id in names.iter().filter_map(|name| name.to_str()).filter(|name| is_tenant_id(name)) {
            let directory = root.join(id);
            match read_tenant(&directory, &config.ceiling) {
                Ok(tenant) => self.add(config, id, &tenant),
                Err(mistakes) => self.problems.extend(mistakes),
            }
        }
    }

    fn add(&mut self, config: &Config, id: &str, tenant: &TenantConfig) {
        if self.chains.len() == MAX_TENANTS {
            return;
        }
        // A directory takes the place of what the configuration says of its tenant, but for a name.
        let known = self.chains.iter().position(|chain| chain.id == id).map(|at| self.chains.swap_remove(at));
        let name = match (tenant.name.as_str(), known) {
            ("", Some(known)) => known.name,
            ("", None) => id.to_owned(),
            (name, _) => name.to_owned(),
        };
        let limits = |tenant: &TenantConfig| tenant.limits.apply_to(&config.limits);
        let stage = |chain: &str, limits, filters: &[FilterEntry]| Stage {
            chain: chain.to_owned(),
            limits,
            filters: filters.to_vec(),
        };
        let own = match tenant.filters.as_slice() {
            [] => stage("default", config.limits.clone(), &config.default.filters),
            filters => stage(id, limits(tenant), filters),
        };
        let edge = stage("edge", config.limits.clone(), &config.edge.filters);
        let stages = [edge, own].into_iter().filter(|stage| !stage.filters.is_empty()).collect();
        self.chains.push(TenantChain { id: id.to_owned(), name, stages });
    }

    /// Adds the components of all chains, their candidates, and what lies in the same directories.
    fn add_neighbours(&mut self) {
        let entries = self.chains.iter().flat_map(|chain| &chain.stages).flat_map(|stage| &stage.filters);
        let named: Vec<(PathBuf, FileAccess)> = entries
            .flat_map(|entry| {
                let named = [Some(&entry.component), entry.candidate.as_ref()].into_iter().flatten();
                named.map(|path| (path.clone(), entry.files.clone()))
            })
            .collect();
        for (path, files) in named {
            let directory = path.parent().unwrap_or(Path::new(".")).to_owned();
            let names = files.list(&directory, MAX_ENTRIES).unwrap_or_default();
            let beside = names.iter().map(|name| directory.join(name));
            let components = beside.filter(|path| path.extension().is_some_and(|extension| extension == "wasm"));
            let room = MAX_COMPONENTS.saturating_sub(self.components.len());
            self.components.extend(components.take(room).map(|path| (path, files.clone())));
            self.components.insert(path, files);
        }
    }
}

fn read_tenant(directory: &Path, ceiling: &CeilingConfig) -> Result<TenantConfig, Vec<String>> {
    let file = directory.join(CHAIN_FILE);
    let shown = file.display();
    let text = FileAccess::Beneath(directory.to_owned())
        .read(&file, CHAIN_FILE_BYTES)
        .map_err(|error| vec![format!("reading {shown}: {error}")])?;
    let text = String::from_utf8(text).map_err(|_| vec![format!("{shown} is not UTF-8")])?;
    tenant_directory::parse(&text, directory, ceiling)
        .map_err(|mistakes| mistakes.iter().map(|mistake| format!("{shown}: {mistake}")).collect())
}
