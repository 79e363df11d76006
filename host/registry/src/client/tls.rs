//! What is trusted: the system's authorities, or those in a file.

use crate::error::Cause;
use hyper_rustls::ConfigBuilderExt;
use parking_lot::Mutex;
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject},
};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

/// Read when they are needed first, and then kept: the system's authorities take some milliseconds.
#[derive(Default)]
pub(super) struct TlsConfigs(Mutex<BTreeMap<Option<PathBuf>, Arc<ClientConfig>>>);

impl TlsConfigs {
    pub(super) fn of(&self, ca_file: Option<&Path>) -> Result<Arc<ClientConfig>, Cause> {
        let mut known = self.0.lock();
        if let Some(config) = known.get(&ca_file.map(Path::to_owned)) {
            return Ok(Arc::clone(config));
        }
        let config = Arc::new(build(ca_file)?);
        known.insert(ca_file.map(Path::to_owned), Arc::clone(&config));
        Ok(config)
    }
}

fn build(ca_file: Option<&Path>) -> Result<ClientConfig, Cause> {
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| Cause::Tls(error.to_string()))?;
    let builder = match ca_file {
        Some(file) => builder.with_root_certificates(read_authorities(file)?),
        None => builder.with_native_roots().map_err(|error| {
            Cause::Tls(format!("reading the system's authorities: {error}; install ca-certificates"))
        })?,
    };
    let mut config = builder.with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

fn read_authorities(file: &Path) -> Result<RootCertStore, Cause> {
    let unusable = |why: String| Cause::Tls(format!("reading authorities from {}: {why}", file.display()));
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(file).map_err(|error| unusable(error.to_string()))? {
        let certificate = certificate.map_err(|error| unusable(error.to_string()))?;
        roots.add(certificate).map_err(|error| unusable(error.to_string()))?;
    }
    if roots.is_empty() { Err(unusable("it has no certificate".to_owned())) } else { Ok(roots) }
}
