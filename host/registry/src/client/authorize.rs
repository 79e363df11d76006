//! What a registry wants before it answers: credentials, or a token that they are exchanged for.

use super::{
    challenge::Challenge,
    session::{Session, request},
};
use crate::{error::Cause, secret::Secret};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header::AUTHORIZATION};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use zeroize::Zeroizing;

/// The largest answer with a token, bytes. Tokens of cloud registries have some thousand.
const MAX_TOKEN: u64 = 64 << 10;

/// What registries answer a request for a token with; some use one name, some the other.
#[derive(Deserialize)]
struct TokenResponse {
    token: Option<Secret>,
    access_token: Option<Secret>,
}

impl Session<'_> {
    /// What the registry asks for: the credentials themselves, or a token that they are exchanged for.
    pub(super) async fn authorize(&self, headers: &HeaderMap) -> Result<HeaderValue, Cause> {
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
        let token = found.and_then(|found| found.token.or(found.access_token)).ok_or_else(|| self.unusable_token())?;
        let mut header = HeaderValue::from_str(&Zeroizing::new(format!("Bearer {}", token.expose())))
            .map_err(|_| self.unusable_token())?;
        header.set_sensitive(true);
        Ok(header)
    }
}
