//! Redirects of downloads: registries keep blobs at other hosts.

use super::{
    endpoint::Response,
    session::{Session, request},
};
use crate::error::Cause;
use bytes::Bytes;
use http::{
    Method, Uri,
    header::{AUTHORIZATION, LOCATION},
};

const MAX_REDIRECTS: usize = 3;

impl Session<'_> {
    /// Follows redirects of a download. No other host gets credentials.
    pub(super) async fn follow(&self, mut response: Response) -> Result<Response, Cause> {
        let host = || self.host().to_owned();
        for _ in 0..=MAX_REDIRECTS {
            if !response.head.status.is_redirection() {
                return Ok(response);
            }
            let location = response.head.headers.get(LOCATION).and_then(|value| value.to_str().ok());
            let location: Uri =
                location.and_then(|text| text.parse().ok()).ok_or_else(|| Cause::BadLocation { host: host() })?;
            let path = location.path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
            let is_own = location.authority().is_none() || self.endpoint.is_at(&location);
            let endpoint =
                if is_own { self.endpoint.clone() } else { self.client.other_endpoint(self.host(), &location)? };
            let mut again = request(Method::GET, &endpoint, path, Bytes::new())?;
            if is_own {
                again.headers_mut().extend(self.authorization.clone().map(|value| (AUTHORIZATION, value)));
            }
            response = endpoint.send(again, self.client.connect_timeout()).await?;
        }
        Err(Cause::Redirects { host: host(), limit: MAX_REDIRECTS })
    }
}
