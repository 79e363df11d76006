use std::{fs, path::PathBuf};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::{ServerConfig, crypto::ring, pki_types::PrivateKeyDer};

use super::*;
use crate::stand_in::{ACCOUNTS, AGENT_1};

/// A PEM file that goes away with this value.
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

fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new([]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

async fn service(authority: &CertifiedIssuer<'static, KeyPair>) -> StandIn {
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

fn asking(service: &StandIn, ca_file: &PemFile) -> Arc<Authenticator> {
    let config = AuthConfig { url: service.url(), ca_file: Some(ca_file.0.clone()), ..config() };
    Authenticator::new(&config, unregistered_metrics()).unwrap()
}

#[tokio::test]
async fn https_is_asked_when_its_authority_is_trusted() {
    let ours = authority();
    let service = service(&ours).await;
    assert!(service.url().starts_with("https://"));
    let auth = asking(&service, &PemFile::new("ours", &ours.pem()));
    for account in &ACCOUNTS {
        assert_eq!(auth.identify(&of(account.token)).await, Ok(identity_of(account)));
        auth.clock.advance(Duration::from_secs(1));
    }
    assert_eq!(service.connections(), 1);
}

#[tokio::test]
async fn https_of_another_authority_is_unavailable_and_never_gets_the_token() {
    let service = service(&authority()).await;
    let auth = asking(&service, &PemFile::new("other", &authority().pem()));
    assert!(is_unavailable(&auth.identify(&of(AGENT_1.token)).await));
    assert_eq!(service.questions(), 0);
}

#[tokio::test]
async fn an_authority_file_that_is_absent_empty_or_broken_is_said_when_setting_up() {
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
