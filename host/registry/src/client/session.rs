//! Requests about one repository, with the authorization that the registry asks for.

use super::{
    endpoint::{Endpoint, Response},
    registry_client::Client,
};
use crate::{credentials::Credentials, error::Cause, reference::Reference};
use bytes::Bytes;
use http::{
    HeaderValue, Method, Request, StatusCode,
    header::{AUTHORIZATION, HOST, USER_AGENT},
};
use http_body_util::Full;

/// Docker's own registry answers under another name than it is called by.
const DOCKER_HUB: (&str, &str) = ("docker.io", "registry-1.docker.io");

const AGENT: &str = concat!("sluice/", env!("CARGO_PKG_VERSION"));

/// Requests about one repository.
pub(crate) struct Session<'a> {
    pub(super) client: &'a Client,
    pub(super) endpoint: Endpoint,
    pub(super) reference: &'a Reference,
    pub(super) actions: &'static str,
    pub(super) credentials: Credentials,
    pub(super) authorization: Option<HeaderValue>,
}

impl Client {
    /// Calls about one repository. `actions` is `pull` or `pull,push`.
    pub(crate) fn session<'a>(&'a self, reference: &'a Reference, actions: &'static str) -> Result<Session<'a>, Cause> {
        let host = reference.host.as_str();
        let (named, answers) = DOCKER_HUB;
        let endpoint = self.endpoint(if host == named { answers } else { host }, host)?;
        let credentials = Credentials::read(self.config.docker_config.as_deref(), host)?;
        Ok(Session { client: self, endpoint, reference, actions, credentials, authorization: None })
    }
}

impl Session<'_> {
    pub(super) fn host(&self) -> &str {
        &self.reference.host
    }

    pub(super) fn path(&self, rest: &str) -> String {
        format!("/v2/{}/{rest}", self.reference.repository)
    }

    /// Sends a request to the registry itself, and once more if it asks for credentials.
    pub(super) async fn request(
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
                request.headers_mut().insert(name, HeaderValue::from_str(value).map_err(|_| self.unusable_token())?);
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

    pub(super) fn unexpected(&self, what: &'static str, status: StatusCode) -> Cause {
        let host = self.host().to_owned();
        match status {
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                Cause::Refused { host, status, hint: self.credentials.looked_for.clone() }
            }
            status => Cause::Status { host, what, status },
        }
    }

    pub(super) fn unusable_token(&self) -> Cause {
        let why = "it gave out no token that can be used".to_owned();
        Cause::Http { host: self.host().to_owned(), why }
    }
}

pub(super) fn request(
    method: Method,
    endpoint: &Endpoint,
    path: &str,
    body: Bytes,
) -> Result<Request<Full<Bytes>>, Cause> {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(HOST, endpoint.authority.as_str())
        .header(USER_AGENT, AGENT)
        .body(Full::new(body));
    // Of an error only the path could be quoted, and that may have a signature in it.
    request.map_err(|_| Cause::BadLocation { host: endpoint.authority.clone() })
}
