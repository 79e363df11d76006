//! Why an authenticator could not be created.

use std::path::PathBuf;

/// Why an authenticator could not be created.
#[derive(Debug, thiserror::Error)]
pub enum AuthSetupError {
    /// The configuration is not valid. Each problem names its key.
    #[error("{}", .0.join("; "))]
    Configuration(Vec<String>),
    /// `auth.ca_file` cannot be used.
    #[error("reading the CA certificates in {}: {reason}; set auth.ca_file to a PEM file of CA certificates", .path.display())]
    CaFile {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The system's CA certificates cannot be loaded.
    #[error("loading the system's CA certificates: {0}; install them, or set auth.ca_file")]
    SystemAuthorities(std::io::Error),
    /// The TLS library cannot be initialized.
    #[error("initializing TLS: {0}")]
    Tls(rustls::Error),
    /// The system does not provide random bytes.
    #[error("generating a random key: {0}")]
    Random(getrandom::Error),
    /// Called outside of a Tokio runtime.
    #[error("starting authentication outside of a Tokio runtime: {0}")]
    Runtime(tokio::runtime::TryCurrentError),
}
