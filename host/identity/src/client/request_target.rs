//! The `Host` header and the path of a request.

use http::{HeaderValue, Uri, uri};

use crate::setup_error::AuthSetupError;

pub(super) struct RequestTarget {
    pub(super) host: HeaderValue,
    pub(super) path: Uri,
}

impl RequestTarget {
    /// `url` must be absolute and have no user information.
    pub(super) fn from_url(url: &Uri) -> Result<Self, AuthSetupError> {
        let invalid = |reason: &str| AuthSetupError::Configuration(vec![format!("auth.url: {reason}")]);
        let authority = url.authority().map(uri::Authority::as_str).ok_or_else(|| invalid("has no host"))?;
        let default_port = if url.scheme_str() == Some("https") { ":443" } else { ":80" };
        let host = authority.strip_suffix(default_port).unwrap_or(authority);
        let path = url.path_and_query().map_or("/", uri::PathAndQuery::as_str);
        Ok(Self {
            host: host.parse().map_err(|_| invalid("has an invalid host"))?,
            path: path.parse().map_err(|_| invalid("has an invalid path"))?,
        })
    }
}
