//! Why a registry did not give or take what was asked.

use crate::{digest::Digest, reference::Reference};
use http::StatusCode;
use std::{io, net::IpAddr, path::PathBuf, time::Duration};

/// A pull or a push that failed.
#[derive(Debug, thiserror::Error)]
#[error("{doing} {reference}: {cause}")]
pub struct RegistryError {
    /// `pulling`, `pushing`.
    pub doing: &'static str,
    /// What.
    pub reference: Box<Reference>,
    /// Why not.
    #[source]
    pub cause: Cause,
}

/// Why not. Nothing that a registry says is quoted, since it may repeat the credentials that it was sent.
#[derive(Debug, thiserror::Error)]
pub enum Cause {
    /// No connection, or none that can be trusted.
    #[error("{host} cannot be reached: {why}")]
    Connect {
        /// With its port.
        host: String,
        /// What the operating system or TLS says.
        why: String,
    },
    /// It ended or did not keep to HTTP.
    #[error("{host} broke off: {why}")]
    Http {
        /// With its port.
        host: String,
        /// What hyper says.
        why: String,
    },
    /// It took too long.
    #[error("it was not done within {} s; is the registry slow? `registry.timeout_ms` is the limit", .0.as_secs_f64())]
    TimedOut(Duration),
    /// The registry has no such thing.
    #[error("{host} has no such {what}; `sluice filter push` puts it there")]
    NotFound {
        /// The registry.
        host: String,
        /// What was asked for.
        what: &'static str,
    },
    /// Credentials are missing or wrong.
    #[error("{host} refuses it ({status}): {hint}")]
    Refused {
        /// The registry, or where it gives out tokens.
        host: String,
        /// 401 or 403.
        status: StatusCode,
        /// Where credentials were looked for.
        hint: String,
    },
    /// Another status.
    #[error("{host} answered {status} when asked for the {what}")]
    Status {
        /// The registry.
        host: String,
        /// What was asked for.
        what: &'static str,
        /// What it answered.
        status: StatusCode,
    },
    /// It refers to a host that it was not allowed to refer to.
    #[error(
        "{host} refers to {other}, which was not asked; if that is right, add {other:?} to `other_hosts` of \
         [registry.hosts.{host:?}], or --other-host {other}"
    )]
    OtherHost {
        /// The registry.
        host: String,
        /// Where it leads.
        other: String,
    },
    /// It refers to a host that has an address of an inner network.
    #[error("{host} refers to {other}, whose address {address} is not one of the public internet")]
    InnerAddress {
        /// The registry.
        host: String,
        /// Where it leads.
        other: String,
        /// Which that has.
        address: IpAddr,
    },
    /// It refers to something that is no URL of HTTPS.
    #[error("{host} refers to something that is no https:// URL")]
    BadLocation {
        /// The registry.
        host: String,
    },
    /// It refers from one place to the next.
    #[error("{host} redirects more than {limit} times")]
    Redirects {
        /// The registry.
        host: String,
        /// The limit.
        limit: usize,
    },
    /// More than is read.
    #[error("the {what} has more than {limit} bytes{}", if *.what == "component" { " (`store.component_bytes`)" } else { "" })]
    TooLarge {
        /// What was asked for.
        what: &'static str,
        /// The limit.
        limit: u64,
    },
    /// It ended too early or too late.
    #[error("the {what} should have {said} bytes, and the registry sent {}", sent.map_or("more".to_owned(), |sent| sent.to_string()))]
    WrongSize {
        /// What was asked for.
        what: &'static str,
        /// By its descriptor.
        said: u64,
        /// How many came; none where more came.
        sent: Option<u64>,
    },
    /// Something else than what was asked for.
    #[error("the {what} should have the digest {expected}, and what the registry sent has {found}; it was not kept")]
    WrongDigest {
        /// What was asked for.
        what: &'static str,
        /// By the reference, the manifest or a header.
        expected: Digest,
        /// What came.
        found: Digest,
    },
    /// A manifest that is not one of a component.
    #[error("its manifest {0}")]
    Manifest(String),
    /// Docker's configuration.
    #[error("reading credentials from {}: {why}", file.display())]
    Credentials {
        /// The file.
        file: PathBuf,
        /// What is wrong, without anything that is in it.
        why: String,
    },
    /// The authorities that are trusted.
    #[error("setting up TLS: {0}")]
    Tls(String),
    /// The cache.
    #[error("keeping it in {}: {error}", path.display())]
    Cache {
        /// The file or directory.
        path: PathBuf,
        /// What the operating system says.
        error: io::Error,
    },
    /// The cache is full of what is in use.
    #[error("the components that are in use take more than {0} bytes (`registry.cache_bytes`)")]
    CacheFull(u64),
}
