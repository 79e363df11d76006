use crate::directory;
use rcgen::{CertificateParams, KeyPair, date_time_ymd};
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
        new.der = new.write(names, 4096);
        new
    }

    /// Puts another one into the same files.
    pub fn replace(&mut self) {
        self.end_in(4096);
    }

    /// The same; the new one ends at the beginning of a year.
    pub fn end_in(&mut self, year: i32) {
        self.der = self.write(&["localhost"], year);
    }

    fn write(&self, names: &[&str], year: i32) -> CertificateDer<'static> {
        let names: Vec<_> = names.iter().map(|&name| name.to_owned()).collect();
        let mut parameters = CertificateParams::new(names).expect("names");
        parameters.not_after = date_time_ymd(year, 1, 1);
        let key = KeyPair::generate().expect("a key");
        let certificate = parameters.self_signed(&key).expect("a certificate");
        let [certificate_file, key_file] = self.files();
        fs::write(key_file, key.serialize_pem()).expect("it can be written");
        fs::write(certificate_file, certificate.pem()).expect("it can be written");
        certificate.der().clone()
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
