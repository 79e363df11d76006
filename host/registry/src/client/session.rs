//! Calls about one repository, with the authorization that the registry asks for.

use super::{
    Client,
    challenge::Challenge,
    endpoint::{Endpoint, Response},
};
use crate::{
    credentials::Credentials,
    digest::Digest,
    error::Cause,
    layout::{Descriptor, MANIFEST, MAX_MANIFEST},
    reference::{Reference, Version},
    secret::Secret,
};
use bytes::Bytes;
use http::{
    HeaderMap, HeaderValue, Method, Request, StatusCode, Uri,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HOST, LOCATION, USER_AGENT},
};
use http_body_util::Full;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use zeroize::Zeroizing;

const AGENT: &str = concat!("sluice/", env!("CARGO_PKG_VERSION"));
const MAX_REDIRECTS: usize = 3;
/// The largest answer with a token, bytes. Tokens of cloud registries have some thousand.
const MAX_TOKEN: u64 = 64 << 10;

/// See the module.
pub(crate) struct Session<'a> {
    client: &'a Client,
    endpoint: Endpoint,
    reference: &'a Reference,
    actions: &'static str,
    credentials: Credentials,
    authorization: Option<HeaderValue>,
}

/// What registries answer a request for a token with; some use one name, some the other.
#[derive(Deserialize)]
struct TokenResponse {
    token: Option<Secret>,
    access_token: Option<Secret>,
}

impl<'a> Session<'a> {
    pub(super) fn new(
        client: &'a Client,
        endpoint: Endpoint,
        reference: &'a Reference,
        actions: &'static str,
        credentials: Credentials,
    ) -> Self {
        Self { client, endpoint, reference, actions, credentials, authorization: None }
    }

    /// The manifest of a version and its digest; none where the registry has none.
    pub(crate) async fn manifest(&mut self, version: &Version) -> Result<Option<(Vec<u8>, Digest)>, Cause> {
        const WHAT: &str = "manifest";
        let path = self.path(&format!("manifests/{version}"));
        let response = self.request(Method::GET, &path, &[(ACCEPT, MANIFEST)], Bytes::new(), WHAT).await?;
        match response.head.status {
            StatusCode::OK => {}
            StatusCode::NOT_FOUND => return Ok(None),
            status => return Err(self.unexpected(WHAT, status)),
        }
        let said =
            response.head.headers.get("docker-content-digest").and_then(|value| value.to_str().ok()?.parse().ok());
        let bytes = response.read(self.host(), WHAT, MAX_MANIFEST).await?;
        let found = Digest::of(&bytes);
        let asked = match version {
            Version::Digest(digest) => Some(*digest),
            Version::Tag(_) => None,
        };
        match asked.or(said).filter(|expected| *expected != found) {
            Some(expected) => Err(Cause::WrongDigest { what: WHAT, expected, found }),
            None => Ok(Some((bytes, found))),
        }
    }

    /// Hands a blob over piece by piece. What was handed over is not it if this fails.
    pub(crate) async fn blob(
        &mut self,
        what: &'static str,
        blob: &Descriptor,
        write: impl FnMut(&[u8]) -> Result<(), Cause>,
    ) -> Result<(), Cause> {
        let path = self.path(&format!("blobs/{}", blob.digest));
        let response = self.request(Method::GET, &path, &[], Bytes::new(), what).await?;
        let response = self.follow(response, what).await?;
        match response.head.status {
            StatusCode::OK => response.read_exact(self.host(), what, (blob.size, blob.digest), write).await,
            StatusCode::NOT_FOUND => Err(Cause::NotFound { host: self.host().to_owned(), what }),
            status => Err(self.unexpected(what, status)),
        }
    }

    /// Puts a blob into the repository, unless it is there.
    pub(crate) async fn put_blob(&mut self, what: &'static str, digest: Digest, bytes: &Bytes) -> Result<(), Cause> {
        let path = self.path(&format!("blobs/{digest}"));
        let found = self.request(Method::HEAD, &path, &[], Bytes::new(), what).await?;
        if found.head.status == StatusCode::OK {
            return Ok(());
        }
        let path = self.path("blobs/uploads/");
        let begun = self.request(Method::POST, &path, &[], Bytes::new(), what).await?;
        if begun.head.status != StatusCode::ACCEPTED {
            return Err(self.unexpected(what, begun.head.status));
        }
        let upload = self.upload_path(&begun.head.headers)?;
        drop(begun);
        let separator = if upload.contains('?') { '&' } else { '?' };
        let digest = utf8_percent_encode(&digest.to_string(), NON_ALPHANUMERIC).to_string();
        let path = format!("{upload}{separator}digest={digest}");
        let headers = [(CONTENT_TYPE, "application/octet-stream")];
        let put = self.request(Method::PUT, &path, &headers, bytes.clone(), what).await?;
        if put.head.status == StatusCode::CREATED { Ok(()) } else { Err(self.unexpected(what, put.head.status)) }
    }

    /// Puts a manifest into the repository.
    pub(crate) async fn put_manifest(&mut self, version: &Version, bytes: Bytes) -> Result<(), Cause> {
        const WHAT: &str = "manifest";
        let path = self.path(&format!("manifests/{version}"));
        let put = self.request(Method::PUT, &path, &[(CONTENT_TYPE, MANIFEST)], bytes, WHAT).await?;
        if put.head.status == StatusCode::CREATED { Ok(()) } else { Err(self.unexpected(WHAT, put.head.status)) }
    }

    fn host(&self) -> &str {
        &self.reference.host
    }

    fn path(&self, rest: &str) -> String {
        format!("/v2/{}/{rest}", self.reference.repository)
    }

    /// Where the rest of an upload goes. A registry behind a proxy may take itself for another host or scheme; what is
    /// sent stays with the one that was asked.
    fn upload_path(&self, headers: &HeaderMap) -> Result<String, Cause> {
        let bad = || Cause::BadLocation { host: self.host().to_owned() };
        let location: Uri =
            headers.get(LOCATION).and_then(|value| value.to_str().ok()?.parse().ok()).ok_or_else(bad)?;
        let path = location.path_and_query().ok_or_else(bad)?.to_string();
        if path.starts_with('/') { Ok(path) } else { Err(bad()) }
    }

    /// Sends a request to the registry itself, and once more if it asks for credentials.
    async fn request(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(http::HeaderName, &str)],
        body: Bytes,
        what: &'static str,
    ) -> Result<Response, Cause> {
        let mut asked = self.authorization.is_some();
        loop {
            let mut request = request(method.clone(), &self.endpoint, path, body.clone())?;
            for (name, value) in headers {
                request.headers_mut().insert(name, HeaderValue::from_str(value).map_err(|_| self.unsendable())?);
            }
            request.headers_mut().extend(self.authorization.clone().map(|value| (AUTHORIZATION, value)));
            let response = self.endpoint.send(request, self.client.connect_timeout()).await?;
            let status = response.head.status;
            if status == StatusCode::FORBIDDEN || (status == StatusCode::UNAUTHORIZED && asked) {
                return Err(self.unexpected(what, status));
            }
            if status != StatusCode::UNAUTHORIZED {
                return Ok(response);
            }
            asked = true;
            self.authorization = Some(self.authorize(&response.head.headers).await?);
        }
    }

    /// Follows redirects of a download. No other host gets credentials.
    async fn follow(&self, mut response: Response, what: &'static str) -> Result<Response, Cause> {
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
        tracing::debug!(host = self.host(), what, "too many redirects");
        Err(Cause::Redirects { host: host(), limit: MAX_REDIRECTS })
    }

    /// What the registry asks for: the credentials themselves, or a token that they are exchanged for.
    async fn authorize(&self, headers: &HeaderMap) -> Result<HeaderValue, Cause> {
        let refused = || self.unexpected("credentials", StatusCode::UNAUTHORIZED);
        match Challenge::of(headers).ok_or_else(refused)? {
            Challenge::Basic => self.credentials.basic.clone().ok_or_else(refused),
            Challenge::Bearer { realm, service } => self.token(&realm, service.as_deref()).await,
        }
    }

    async fn token(&self, realm: &Uri, service: Option<&str>) -> Result<HeaderValue, Cause> {
        const WHAT: &str = "token";
        let is_own = self.endpoint.is_at(realm);
        let endpoint = if is_own { self.endpoint.clone() } else { self.client.other_endpoint(self.host(), realm)? };
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let scope = encoded(&format!("repository:{}:{}", self.reference.repository, self.actions));
        let service = service.map(|service| format!("service={}&", encoded(service))).unwrap_or_default();
        let separator = if realm.query().is_some() { '&' } else { '?' };
        let path = realm.path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
        let mut request =
            request(Method::GET, &endpoint, &format!("{path}{separator}{service}scope={scope}"), Bytes::new())?;
        request.headers_mut().extend(self.credentials.basic.clone().map(|value| (AUTHORIZATION, value)));
        let response = endpoint.send(request, self.client.connect_timeout()).await?;
        if response.head.status != StatusCode::OK {
            return Err(self.unexpected(WHAT, response.head.status));
        }
        let text = Zeroizing::new(response.read(self.host(), WHAT, MAX_TOKEN).await?);
        let found: Option<TokenResponse> = serde_json::from_slice(&text).ok();
        let token = found.and_then(|found| found.token.or(found.access_token)).ok_or_else(|| self.unsendable())?;
        let mut header = HeaderValue::from_str(&Zeroizing::new(format!("Bearer {}", token.expose())))
            .map_err(|_| self.unsendable())?;
        header.set_sensitive(true);
        Ok(header)
    }

    fn unexpected(&self, what: &'static str, status: StatusCode) -> Cause {
        let host = self.host().to_owned();
        match status {
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                Cause::Refused { host, status, hint: self.credentials.looked_for.clone() }
            }
            status => Cause::Status { host, what, status },
        }
    }

    fn unsendable(&self) -> Cause {
        let why = "it gave out no token that can be used".to_owned();
        Cause::Http { host: self.host().to_owned(), why }
    }
}

fn request(method: Method, endpoint: &Endpoint, path: &str, body: Bytes) -> Result<Request<Full<Bytes>>, Cause> {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(HOST, endpoint.authority.as_str())
        .header(USER_AGENT, AGENT)
        .body(Full::new(body));
    // Of an error only the path could be quoted, and that may have a signature in it.
    request.map_err(|_| Cause::BadLocation { host: endpoint.authority.clone() })
}
