//! Filters in registries: what the commands for it share.

pub mod keygen;
pub mod pull;
pub mod push;
pub mod sign;
mod statement;

use sluice_registry::{
    Client, HostConfig, OtherHosts, Reference, RegistryConfig,
    provenance::{Attestations, attestations_of},
};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

/// How a registry is reached.
#[derive(clap::Args)]
pub struct RegistryArguments {
    /// HTTP without TLS, for a registry on this machine
    #[arg(long)]
    plain_http: bool,
    /// The certificate authorities to trust, in PEM, instead of the system's
    #[arg(long, value_name = "FILE")]
    ca_file: Option<PathBuf>,
    /// Docker's configuration with the credentials [default: $DOCKER_CONFIG/config.json or ~/.docker/config.json]
    #[arg(long, value_name = "FILE")]
    docker_config: Option<PathBuf>,
    /// A host of an inner network, or without TLS, that the registry may refer to
    #[arg(long, value_name = "HOST")]
    other_host: Vec<String>,
    /// Seconds that it may take
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    timeout: u64,
}

impl RegistryArguments {
    /// Of the registry of `reference`. Hosts of the public internet may be referred to: whoever is at the terminal sees
    /// what is asked of them.
    fn client(&self, reference: &Reference) -> Client {
        let plain =
            |other_hosts| HostConfig { plain_http: self.plain_http, ca_file: self.ca_file.clone(), other_hosts };
        let mut hosts: BTreeMap<_, _> = self.other_host.iter().map(|host| (host.clone(), plain(Vec::new()))).collect();
        hosts.insert(reference.host.clone(), plain(self.other_host.clone()));
        let config = RegistryConfig {
            timeout_ms: self.timeout.saturating_mul(1_000),
            docker_config: self.docker_config.clone(),
            hosts,
            ..RegistryConfig::default()
        };
        Client::new(config, OtherHosts::Public)
    }
}

/// Runs what waits for a registry.
fn block_on<T>(work: impl Future<Output = T>) -> io::Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let done = runtime.block_on(work);
    // A name that is still being looked up is not waited for.
    runtime.shutdown_background();
    Ok(done)
}

/// What is attested of a component in the file beside it; nothing where there is none.
fn attestations_beside(component: &Path) -> Result<Attestations, String> {
    let file = attestations_of(component);
    match sluice_files::regular_file::read(&file, Attestations::MAX_BYTES) {
        Ok(lines) => Ok(Attestations::parse(&lines)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Attestations::default()),
        Err(error) => Err(format!("reading what is attested in {}: {error}", file.display())),
    }
}

/// A reader sees the old file or the new one.
fn write(file: &Path, bytes: &[u8]) -> Result<(), String> {
    let mut unfinished = file.as_os_str().to_owned();
    unfinished.push(".unfinished");
    let unfinished = PathBuf::from(unfinished);
    fs::write(&unfinished, bytes)
        .and_then(|()| fs::rename(&unfinished, file))
        .map_err(|error| format!("writing {}: {error}", file.display()))
}
