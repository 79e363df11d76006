//! TLS on the port for browsers: 1.2 and 1.3, HTTP/2 and HTTP/1.1 by ALPN, and a certificate that is read again when its
//! files change.

use super::certificate_expiry;
use crate::config::sections::ingress::TlsConfig;
use crate::metrics::{HttpMetrics, Metrics};
use arc_swap::ArcSwap;
use rustls::{
    ServerConfig, ServerConnection,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem, pem::PemObject},
};
use sluice_metrics::IntCounter;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};
use tokio_rustls::TlsAcceptor;

/// The target of its log lines, which directives of `log.level` name: it stays when modules move.
const LOG_TARGET: &str = "sluice::server::tls";

/// Between looks at the files. Looking works with every way in which they are replaced: Kubernetes swaps a symbolic link
/// some directories above them, of which a watch on the files would not hear.
const LOOK: Duration = Duration::from_secs(1);

/// Of what one connection may have waiting to be encrypted, and encrypted; rustls' own limit is 64 KiB.
const BUFFER_BYTES: usize = 16 << 10;

/// The certificate in use.
pub struct Tls {
    files: TlsConfig,
    /// What the files were like when they were read first, and when the certificate ends.
    first: (Stamps, Option<i64>),
    config: ArcSwap<ServerConfig>,
}

/// A certificate that can be used, and when it ends.
type Certificate = (Arc<ServerConfig>, Option<i64>);

/// When each file was changed last, and its length; none where it is not there.
type Stamps = [Option<(SystemTime, u64)>; 2];

/// Why a certificate cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read, or is no PEM.
    #[error("reading {}: {reason}", file.display())]
    File {
        /// Which.
        file: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The two files do not go together, or are of a kind that is not known.
    #[error("{} and {} cannot be used: {reason}", certificate.display(), key.display())]
    Unusable {
        /// `server.tls.certificate_file`
        certificate: PathBuf,
        /// `server.tls.key_file`
        key: PathBuf,
        /// As rustls says it.
        reason: rustls::Error,
    },
}

impl Tls {
    /// Reads certificate and key.
    ///
    /// # Errors
    /// When they cannot be used.
    pub fn load(files: &TlsConfig) -> Result<Arc<Self>, TlsError> {
        let stamps = stamps(files);
        let (config, expiry) = server_config(files)?;
        Ok(Arc::new(Self { first: (stamps, expiry), config: ArcSwap::new(config), files: files.clone() }))
    }

    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        self.config.load_full().into()
    }

    /// Looks for new files for ever. Connections keep what they began with; bad files change nothing but the log and a metric.
    pub(crate) async fn reload_when_changed(self: Arc<Self>, metrics: Arc<Metrics>) {
        let (mut seen, expiry) = self.first;
        set_expiry(&metrics.http, expiry);
        loop {
            tokio::time::sleep(LOOK).await;
            let files = self.files.clone();
            let look = move || {
                let now = stamps(&files);
                (now != seen).then(|| (now, server_config(&files)))
            };
            let Ok(Some((now, read))) = tokio::task::spawn_blocking(look).await else { continue };
            seen = now;
            self.apply(read, &metrics.http).inc();
        }
    }

    fn apply<'a>(&self, read: Result<Certificate, TlsError>, metrics: &'a HttpMetrics) -> &'a IntCounter {
        let reloads = &metrics.certificate_reloads;
        match read {
            Ok((config, expiry)) => {
                self.config.store(config);
                set_expiry(metrics, expiry);
                tracing::info!(target: LOG_TARGET, file = %self.files.certificate_file.display(), "the certificate has been read again");
                &reloads.applied
            }
            Err(error) => {
                tracing::error!(target: LOG_TARGET, %error, "the new certificate cannot be used; the one before stays in use");
                &reloads.refused
            }
        }
    }
}

/// So that a client that does not read costs no more than [`BUFFER_BYTES`] in each.
pub(crate) fn bound_buffers(connection: &mut ServerConnection) {
    connection.set_buffer_limit(Some(BUFFER_BYTES));
}

fn stamps(files: &TlsConfig) -> Stamps {
    [&files.certificate_file, &files.key_file].map(|file| {
        let metadata = std::fs::metadata(file).ok()?;
        Some((metadata.modified().ok()?, metadata.len()))
    })
}

fn set_expiry(metrics: &HttpMetrics, expiry: Option<i64>) {
    if let Some(seconds) = expiry {
        metrics.certificate_expiry.with_label_values::<&str>(&[]).set(seconds);
    }
}

fn server_config(files: &TlsConfig) -> Result<Certificate, TlsError> {
    let TlsConfig { certificate_file, key_file } = files;
    let unreadable = |file: &Path, what: &str, reason: pem::Error| TlsError::File {
        file: file.to_owned(),
        reason: match reason {
            pem::Error::NoItemsFound => format!("there is no {what} in PEM in the file"),
            reason => reason.to_string(),
        },
    };
    let unusable = |reason| TlsError::Unusable { certificate: certificate_file.clone(), key: key_file.clone(), reason };
    let certificates: Vec<_> = CertificateDer::pem_file_iter(certificate_file)
        .and_then(Iterator::collect)
        // The iterator takes a file without any for an empty list.
        .and_then(|found: Vec<_>| if found.is_empty() { Err(pem::Error::NoItemsFound) } else { Ok(found) })
        .map_err(|error| unreadable(certificate_file, "certificate", error))?;
    let expiry = certificate_expiry::earliest(&certificates);
    let key = PrivateKeyDer::from_pem_file(key_file).map_err(|error| unreadable(key_file, "private key", error))?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(unusable)?
        .with_no_client_auth()
        .with_single_cert(certificates, key)
        .map_err(unusable)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok((Arc::new(config), expiry))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_pem_is_named_with_what_is_not_in_it() {
        let directory = tempfile::tempdir().unwrap();
        let [certificate_file, key_file] = ["tls.crt", "tls.key"].map(|name| directory.path().join(name));
        let refusal = |certificate: &[u8], key: &[u8]| {
            std::fs::write(&certificate_file, certificate).unwrap();
            std::fs::write(&key_file, key).unwrap();
            let files = TlsConfig { certificate_file: certificate_file.clone(), key_file: key_file.clone() };
            Tls::load(&files).err().unwrap().to_string()
        };
        for garbage in [&b""[..], b"garbage", b"\x30\x82\xff\n"] {
            let said = refusal(garbage, b"");
            assert!(said.ends_with("tls.crt: there is no certificate in PEM in the file"), "{said}");
        }
        let pem = b"-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n";
        let said = refusal(pem, b"garbage");
        assert!(said.ends_with("tls.key: there is no private key in PEM in the file"), "{said}");
    }
}
