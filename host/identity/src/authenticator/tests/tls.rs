use std::{fs, path::PathBuf};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::{ServerConfig, crypto::ring, pki_types::PrivateKeyDer};

use super::*;
use crate::stand_in::{ACCOUNTS, AGENT_1};

/// A PEM file that is removed on drop.
struct PemFile(PathBuf);

impl PemFile {
    fn new(name: &str, text: &str) -> Self {
        let path = std::env::temp_dir().join(format!("sluice-{}-{name}.pem", std::process::id()));
        fs::write(&path, text).unwrap();
        Self(path)
    }
}

impl Drop for PemFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn create_authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new([]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

async fn start_service(authority: &CertifiedIssuer<'static, KeyPair>) -> StandIn {
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(["127.0.0.1".to_owned()]).unwrap().signed_by(&key, authority).unwrap();
    let tls = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], PrivateKeyDer::try_from(key.serialize_der()).unwrap())
        .unwrap();
    StandIn::start_tls(TcpListener::bind("127.0.0.1:0").await.unwrap(), Arc::new(tls)).unwrap()
}

fn authenticator(service: &StandIn, ca_file: &PemFile) -> Arc<Authenticator> {
    let config = AuthConfig { url: service.url(), ca_file: Some(ca_file.0.clone()), ..config() };
    Authenticator::new(&config, unregistered_metrics()).unwrap()
}

#[tokio::test]
async fn a_service_with_a_trusted_certificate_is_used() {
    let trusted = create_authority();
    let service = start_service(&trusted).await;
    assert!(service.url().starts_with("https://"));
    let auth = authenticator(&service, &PemFile::new("trusted", &trusted.pem()));
    for account in &ACCOUNTS {
        assert_eq!(auth.identify(&parse_token(account.token)).await, Ok(identity_of(account)));
        auth.clock.advance(Duration::from_secs(1));
    }
    assert_eq!(service.connections(), 1);
}

#[tokio::test]
async fn a_service_with_an_untrusted_certificate_is_unavailable_and_gets_no_token() {
    let service = start_service(&create_authority()).await;
    let auth = authenticator(&service, &PemFile::new("other", &create_authority().pem()));
    assert!(is_unavailable(&auth.identify(&parse_token(AGENT_1.token)).await));
    assert_eq!(service.lookups(), 0);
}

#[tokio::test]
async fn a_ca_file_that_is_absent_empty_or_malformed_is_a_setup_error() {
    let broken = PemFile::new("broken", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    let empty = PemFile::new("empty", "");
    for path in [PathBuf::from("/nowhere/ca.pem"), broken.0.clone(), empty.0.clone()] {
        let config = AuthConfig { url: "https://127.0.0.1".to_owned(), ca_file: Some(path.clone()), ..config() };
        let error = Authenticator::new(&config, unregistered_metrics()).err().unwrap();
        assert!(
            matches!(&error, AuthSetupError::CaFile { .. }) && error.to_string().contains(path.to_str().unwrap()),
            "{error}"
        );
    }
}
