//! Why authentication cannot be set up.

use std::path::PathBuf;

/// Why authentication cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum AuthSetupError {
    /// Each names its key.
    #[error("{}", .0.join("; "))]
    Configuration(Vec<String>),
    /// `auth.ca_file` cannot be used.
    #[error("reading the authorities in {}: {reason}; give a PEM file of CA certificates as auth.ca_file", .path.display())]
    CaFile {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The system has no trusted authorities.
    #[error("loading the system's certificate authorities: {0}; install them, or set auth.ca_file")]
    SystemAuthorities(std::io::Error),
    /// The TLS library cannot be set up.
    #[error("setting up TLS: {0}")]
    Tls(rustls::Error),
    /// The system gives no random key.
    #[error("getting a random key from the system: {0}")]
    Random(getrandom::Error),
    /// Called outside of a Tokio runtime.
    #[error("starting authentication: no runtime: {0}")]
    Runtime(tokio::runtime::TryCurrentError),
}
