//! The name of a component in a registry: `oci://HOST/REPOSITORY:TAG` or `oci://HOST/REPOSITORY@sha256:…`.

use crate::digest::Digest;
use std::{fmt, str::FromStr};

const SCHEME: &str = "oci://";
/// Of host and repository together, as the specification recommends
/// (<https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests>).
const MAX_NAME: usize = 255;
const MAX_TAG: usize = 128;

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    /// With a port, if it is not the default one.
    pub host: String,
    /// As in `acme/filters/redact`.
    pub repository: String,
    /// Which version of it.
    pub version: Version,
}

/// What a reference names in its repository.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// A name that the registry may give to another manifest later.
    Tag(String),
    /// The digest of a manifest.
    Digest(Digest),
}

/// A text that is no reference.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} {why}; write oci://HOST/REPOSITORY:TAG or oci://HOST/REPOSITORY@sha256:…")]
pub struct ReferenceError {
    text: String,
    why: &'static str,
}

impl Reference {
    /// Whether a text is meant as one.
    #[must_use]
    pub fn is_meant(text: &str) -> bool {
        text.starts_with(SCHEME)
    }

    /// The host and the repository, as in `registry.example.com/acme/redact`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}/{}", self.host, self.repository)
    }

    /// The same repository, at a digest.
    #[must_use]
    pub fn at(&self, digest: Digest) -> Self {
        Self { version: Version::Digest(digest), ..self.clone() }
    }
}

impl FromStr for Reference {
    type Err = ReferenceError;

    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        let wrong = |why| ReferenceError { text: text.chars().take(MAX_NAME + MAX_TAG).collect(), why };
        let rest = text.strip_prefix(SCHEME).ok_or_else(|| wrong("does not begin with oci://"))?;
        let (host, rest) = rest.split_once('/').ok_or_else(|| wrong("has no repository"))?;
        if !is_host(host) {
            return Err(wrong("has a host that is none"));
        }
        let (name, version) = match rest.split_once('@') {
            Some((name, digest)) => {
                let digest = digest.parse().map_err(|_| wrong("has a digest that is not of SHA-256"))?;
                // A tag before the digest says nothing more.
                (name.split_once(':').map_or(name, |(name, _)| name), Version::Digest(digest))
            }
            None => {
                let (name, tag) = rest.split_once(':').ok_or_else(|| wrong("names neither a tag nor a digest"))?;
                if !is_tag(tag) {
                    return Err(wrong("has a tag that is none"));
                }
                (name, Version::Tag(tag.to_owned()))
            }
        };
        if host.len() + name.len() > MAX_NAME || !name.split('/').all(is_component) {
            return Err(wrong("has a repository that is none"));
        }
        Ok(Self { host: host.to_owned(), repository: name.to_owned(), version })
    }
}

/// A name or an address, with or without a port.
fn is_host(text: &str) -> bool {
    let shape = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    let is_authority = text.parse::<http::uri::Authority>().is_ok_and(|found| {
        let port = text.strip_prefix(found.host());
        !found.host().is_empty() && (port == Some("") || found.port_u16().is_some())
    });
    text.bytes().all(shape) && is_authority
}

/// Letters and digits with separators between them.
fn is_component(text: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte);
    let is_outer = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let bytes = text.as_bytes();
    bytes.iter().all(|&byte| is_inner(byte)) && is_outer(bytes.first()) && is_outer(bytes.last())
}

fn is_tag(text: &str) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    text.len() <= MAX_TAG
        && text.bytes().next().is_some_and(is_word)
        && text.bytes().all(|byte| is_word(byte) || byte == b'.' || byte == b'-')
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tag(tag) => f.write_str(tag),
            Self::Digest(digest) => digest.fmt(f),
        }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let between = if matches!(self.version, Version::Tag(_)) { ':' } else { '@' };
        write!(f, "{SCHEME}{}/{}{between}{}", self.host, self.repository, self.version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written() {
        let digest = "a".repeat(64);
        for text in [
            "oci://registry.example.com/acme/redact:1.0".to_owned(),
            "oci://127.0.0.1:5000/f:latest".to_owned(),
            "oci://[::1]:5000/f:v1".to_owned(),
            format!("oci://ghcr.io/acme/a-b/c_d@sha256:{digest}"),
        ] {
            assert_eq!(text.parse::<Reference>().unwrap().to_string(), text);
        }
        let both: Reference = format!("oci://ghcr.io/acme/f:1.0@sha256:{digest}").parse().unwrap();
        assert_eq!(both.to_string(), format!("oci://ghcr.io/acme/f@sha256:{digest}"));
    }

    #[test]
    fn what_is_none_is_refused_with_its_reason() {
        let digest = "a".repeat(64);
        for (text, why) in [
            ("ghcr.io/f:1", "does not begin with oci://"),
            ("oci://ghcr.io", "has no repository"),
            ("oci:///f:1", "has a host"),
            ("oci://user:secret@ghcr.io/f:1", "has a host"),
            ("oci://ghcr.io:x/f:1", "has a host"),
            ("oci://ghcr.io/f", "neither a tag nor a digest"),
            ("oci://ghcr.io/f:", "has a tag"),
            ("oci://ghcr.io/f:a/b", "has a tag"),
            ("oci://ghcr.io/F:1", "has a repository"),
            ("oci://ghcr.io/a//b:1", "has a repository"),
            ("oci://ghcr.io/../b:1", "has a repository"),
            ("oci://ghcr.io/a?b:1", "has a repository"),
            ("oci://ghcr.io/f@sha256:12", "has a digest"),
            (&format!("oci://ghcr.io/f@sha512:{digest}"), "has a digest"),
        ] {
            let error = text.parse::<Reference>().unwrap_err().to_string();
            assert!(error.contains(why), "{text}: {error}");
        }
    }
}
