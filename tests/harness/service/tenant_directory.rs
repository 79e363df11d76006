use crate::{Filter, paths};
use std::{
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// The tenants' directories, as an operator writes them.
pub struct TenantDirectory {
    root: TempDir,
}

impl Default for TenantDirectory {
    fn default() -> Self {
        Self { root: tempfile::tempdir_in(paths::directory()).expect("the run's directory can be written") }
    }
}

impl TenantDirectory {
    /// Without tenants.
    pub fn new() -> Self {
        Self::default()
    }

    /// For `reload.tenants_directory`.
    pub fn path(&self) -> &str {
        self.root.path().to_str().expect("paths of tests are UTF-8")
    }

    /// A tenant's own directory.
    pub fn of(&self, tenant: &str) -> PathBuf {
        self.root.path().join(tenant)
    }

    /// Writes `chain.toml` and its components, which are copied beside it unless they are in a registry.
    pub fn write(&self, tenant: &str, filters: impl IntoIterator<Item = Filter>) {
        write_to(&self.of(tenant), filters);
    }

    /// Removes a tenant.
    pub fn remove(&self, tenant: &str) {
        fs::remove_dir_all(self.of(tenant)).expect("it is there");
    }
}

/// The same, anywhere. Each file appears at once, whole.
pub(crate) fn write_to(directory: &Path, filters: impl IntoIterator<Item = Filter>) {
    fs::create_dir_all(directory).expect("it can be written");
    let tables: Vec<toml::Value> = filters.into_iter().map(|filter| beside(directory, &filter)).collect();
    let chain =
        toml::Table::from_iter([("name".to_owned(), "From a directory".into()), ("filters".to_owned(), tables.into())]);
    replace(&directory.join("chain.toml"), toml::to_string(&chain).expect("tables are TOML").as_bytes());
}

fn beside(directory: &Path, filter: &Filter) -> toml::Value {
    let toml::Value::Table(mut table) = filter.table() else { panic!("a filter is a table") };
    let component = PathBuf::from(table["component"].as_str().expect("a path"));
    if component.starts_with("oci:") {
        return table.into();
    }
    let name = component.file_name().expect("a file").to_owned();
    let bytes = fs::read(&component).unwrap_or_else(|error| panic!("{}: {error}", component.display()));
    if fs::read(directory.join(&name)).ok().as_ref() != Some(&bytes) {
        replace(&directory.join(&name), &bytes);
    }
    table.insert("component".to_owned(), name.to_str().expect("UTF-8").into());
    table.into()
}

fn replace(file: &Path, bytes: &[u8]) {
    let new = file.with_extension("new");
    fs::write(&new, bytes).expect("it can be written");
    fs::rename(&new, file).expect("it can be renamed");
}
