//! Requests about one repository, with the authorization that the registry asks for.

use super::{
    Client,
    endpoint::{Endpoint, Response},
};
use crate::{credentials::Credentials, error::Cause, reference::Reference};
use bytes::Bytes;
use http::{
    HeaderValue, Method, Request, StatusCode,
    header::{AUTHORIZATION, HOST, USER_AGENT},
};
use http_body_util::Full;

const AGENT: &str = concat!("sluice/", env!("CARGO_PKG_VERSION"));

/// See the module.
pub(crate) struct Session<'a> {
    pub(super) client: &'a Client,
    pub(super) endpoint: Endpoint,
    pub(super) reference: &'a Reference,
    pub(super) actions: &'static str,
    pub(super) credentials: Credentials,
    pub(super) authorization: Option<HeaderValue>,
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
