use crate::{Certificate, Ended, Filter, Genesys, Service, ended, paths};
use sluice_identity::stand_in::{TENANT_A, TENANT_B};
use std::{
    fs::{self, File},
    path::PathBuf,
    process::{Command, Stdio},
};
use tempfile::TempDir;

/// In the directory of a service.
pub(crate) const FILE: &str = "sluice.toml";

/// A configuration in the making.
///
/// It begins with two tenants, `redact-pii` and `enrich-client` at the edge, free ports, and limits of time that no busy
/// machine exceeds by itself.
pub struct Setup {
    settings: toml::Table,
    edge: Vec<Filter>,
    variables: Vec<(String, String)>,
    wrapper: Vec<String>,
    pub(crate) reads_stdout: bool,
    pub(crate) keeps_stdout: bool,
    pub(crate) stdout: Option<File>,
}

impl Setup {
    /// A service that asks `genesys` about tokens.
    pub fn new(genesys: &Genesys) -> Self {
        let new = Self {
            settings: toml::Table::new(),
            edge: vec![Filter::named("redact-pii"), Filter::named("enrich-client")],
            variables: Vec::new(),
            wrapper: Vec::new(),
            reads_stdout: true,
            keeps_stdout: true,
            stdout: None,
        };
        let store = paths::directory().join("filters");
        new.set("server.listen", "127.0.0.1:0")
            .set("server.worker_threads", 2)
            .set("server.drain_grace_ms", 50)
            .set("metrics.listen", "127.0.0.1:0")
            .set("auth.url", genesys.url())
            .set("store.directory", store.to_str().expect("UTF-8"))
            .set("pool.sandboxes", 32)
            .set("pool.slots", 32)
            .set("limits.cpu_ms", 1_000)
            .set("limits.wall_ms", 30_000)
            .set("fairness.concurrent", 0)
            .set(&format!("tenants.{TENANT_A}.name"), "Tenant A")
            .set(&format!("tenants.{TENANT_B}.name"), "Tenant B")
    }

    /// Sets a key, as in `server.head_timeout_ms`.
    pub fn set(mut self, key: &str, value: impl Into<toml::Value>) -> Self {
        let (sections, key) = key.rsplit_once('.').unwrap_or(("", key));
        let mut table = &mut self.settings;
        for section in sections.split('.').filter(|section| !section.is_empty()) {
            let entry = table.entry(section).or_insert_with(|| toml::Table::new().into());
            table = entry.as_table_mut().expect("a section is a table");
        }
        table.insert(key.to_owned(), value.into());
        self
    }

    /// TLS by a certificate for `localhost`.
    pub fn tls(self, certificate: &Certificate) -> Self {
        let files = certificate.files().map(|file| file.to_str().expect("UTF-8").to_owned());
        self.set("server.tls.certificate_file", &*files[0]).set("server.tls.key_file", &*files[1])
    }

    /// The edge chain.
    pub fn edge(mut self, filters: impl IntoIterator<Item = Filter>) -> Self {
        self.edge = filters.into_iter().collect();
        self
    }

    /// The chain of one tenant.
    pub fn chain_of(self, tenant: &str, filters: impl IntoIterator<Item = Filter>) -> Self {
        let filters: Vec<_> = filters.into_iter().map(|filter| filter.table()).collect();
        self.set(&format!("tenants.{tenant}.filters"), filters)
    }

    /// The chain of tenants without one.
    pub fn default_chain(self, filters: impl IntoIterator<Item = Filter>) -> Self {
        let filters: Vec<_> = filters.into_iter().map(|filter| filter.table()).collect();
        self.set("default.filters", filters)
    }

    /// Forgets the two tenants: they come from elsewhere.
    pub fn without_tenants(mut self) -> Self {
        self.settings.remove("tenants");
        self
    }

    /// A variable of the environment.
    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// A command that starts the service: `taskset -c 0`.
    pub fn under(mut self, wrapper: &[&str]) -> Self {
        self.wrapper = wrapper.iter().map(|&word| word.to_owned()).collect();
        self
    }

    /// Nobody reads stdout until somebody is told to.
    pub fn unread(mut self) -> Self {
        self.reads_stdout = false;
        self
    }

    /// What is read from stdout is counted, and not kept.
    pub fn counted(mut self) -> Self {
        self.keeps_stdout = false;
        self
    }

    /// Stdout is this file; the service's `output` stays empty.
    pub fn stdout(mut self, file: File) -> Self {
        self.stdout = Some(file);
        self
    }

    /// Starts the service and waits until it serves.
    ///
    /// # Panics
    /// When it does not.
    pub fn start(self) -> Service {
        let (directory, file) = self.write();
        let command = self.command(&["serve", "--config", &file.display().to_string()]);
        Service::start(self, command, directory)
    }

    /// Starts a service that will not serve, and waits for its end.
    pub fn start_in_vain(self) -> Ended {
        let (_directory, file) = self.write();
        ended::run(self.command(&["serve", "--config", &file.display().to_string()]))
    }

    /// `sluice check`.
    pub fn check(self) -> Ended {
        let (_directory, file) = self.write();
        ended::run(self.command(&["check", &file.display().to_string()]))
    }

    /// The configuration as a file, in a directory that lives as long as the first value.
    pub fn write(&self) -> (TempDir, PathBuf) {
        let directory = tempfile::tempdir_in(paths::directory()).expect("the run's directory can be written");
        let mut settings = self.settings.clone();
        let edge = settings.entry("edge").or_insert_with(|| toml::Table::new().into());
        let filters: Vec<_> = self.edge.iter().map(Filter::table).collect();
        edge.as_table_mut().expect("a section is a table").insert("filters".into(), filters.into());
        let file = directory.path().join(FILE);
        fs::write(&file, toml::to_string(&settings).expect("tables are TOML")).expect("it can be written");
        (directory, file)
    }

    /// `sluice …` in the environment of this setup.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut words = self.wrapper.iter().map(Into::into).chain([paths::sluice().into_os_string()]);
        let mut command = Command::new(words.next().expect("there is at least the service"));
        command.args(words).args(arguments).stdin(Stdio::null());
        for (name, _) in
            std::env::vars().filter(|(name, _)| name.starts_with("TELEMETRY_") || name.ends_with("LOG_LEVEL"))
        {
            command.env_remove(name);
        }
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }
}
