use crate::directory;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::pki_types::CertificateDer;
use std::{fs, path::PathBuf};
use tempfile::TempDir;

/// A certificate that nobody else has signed, and its key, in files.
pub struct Certificate {
    directory: TempDir,
    der: CertificateDer<'static>,
}

impl Certificate {
    /// For `localhost`.
    pub fn new() -> Self {
        Self::of(&["localhost"])
    }

    /// For these names.
    pub fn of(names: &[&str]) -> Self {
        let directory = tempfile::tempdir_in(directory()).expect("the run's directory can be written");
        let mut new = Self { directory, der: CertificateDer::from(Vec::new()) };
        new.der = new.write(names);
        new
    }

    /// Puts another one into the same files.
    pub fn replace(&mut self) {
        self.der = self.write(&["localhost"]);
    }

    fn write(&self, names: &[&str]) -> CertificateDer<'static> {
        let names: Vec<_> = names.iter().map(|&name| name.to_owned()).collect();
        let CertifiedKey { cert, signing_key } = generate_simple_self_signed(names).expect("a certificate");
        let [certificate_file, key_file] = self.files();
        fs::write(key_file, signing_key.serialize_pem()).expect("it can be written");
        fs::write(certificate_file, cert.pem()).expect("it can be written");
        cert.der().clone()
    }

    /// The certificate and its key, PEM.
    pub fn files(&self) -> [PathBuf; 2] {
        ["certificate.pem", "key.pem"].map(|name| self.directory.path().join(name))
    }

    /// The certificate, for those who trust it.
    pub fn der(&self) -> CertificateDer<'static> {
        self.der.clone()
    }
}

impl Default for Certificate {
    fn default() -> Self {
        Self::new()
    }
}
