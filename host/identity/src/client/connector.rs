//! TCP connections to the service, with TLS if its URL is `https`.

use std::{path::Path, sync::Arc, time::Duration};

use hyper_rustls::{ConfigBuilderExt, HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use rustls::{
    ClientConfig, ConfigBuilder, RootCertStore,
    client::WantsClientCert,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject},
};

use crate::{config::AuthConfig, setup_error::AuthSetupError};

pub(super) type Connector = HttpsConnector<HttpConnector>;

/// # Errors
/// The CA certificates cannot be loaded, or there are none.
pub(super) fn build_connector(config: &AuthConfig, is_https: bool) -> Result<Connector, AuthSetupError> {
    let mut tcp = HttpConnector::new();
    tcp.enforce_http(false);
    tcp.set_nodelay(true);
    tcp.set_connect_timeout(Some(Duration::from_millis(config.connect_timeout_ms)));
    tcp.set_keepalive(Some(Duration::from_secs(30)));
    let tls = trust_authorities(config.ca_file.as_deref(), is_https)?.with_no_client_auth();
    Ok(HttpsConnectorBuilder::new().with_tls_config(tls).https_or_http().enable_http1().wrap_connector(tcp))
}

fn trust_authorities(
    ca_file: Option<&Path>,
    is_https: bool,
) -> Result<ConfigBuilder<ClientConfig, WantsClientCert>, AuthSetupError> {
    let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(AuthSetupError::Tls)?;
    match ca_file {
        Some(path) => Ok(tls.with_root_certificates(read_authorities(path)?)),
        None if is_https => tls.with_native_roots().map_err(AuthSetupError::SystemAuthorities),
        // A container image that only needs plain HTTP may have no CA certificates.
        None => Ok(tls.with_root_certificates(RootCertStore::empty())),
    }
}

fn read_authorities(path: &Path) -> Result<RootCertStore, AuthSetupError> {
    let unusable = |reason: String| AuthSetupError::CaFile { path: path.to_owned(), reason };
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(path).map_err(|e| unusable(e.to_string()))? {
        roots.add(certificate.map_err(|e| unusable(e.to_string()))?).map_err(|e| unusable(e.to_string()))?;
    }
    if roots.is_empty() { Err(unusable("it has no certificate".to_owned())) } else { Ok(roots) }
}
