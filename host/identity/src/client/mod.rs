//! The HTTP client of Genesys Authentication.

mod connection;
mod connection_pool;
mod connector;
pub(crate) mod request_failure;
mod request_target;
mod userinfo;

use std::time::Duration;

use bytes::Bytes;
use http::{
    HeaderValue, Request, StatusCode,
    header::{self, InvalidHeaderValue},
};
use http_body_util::Empty;

use self::{
    connection::BufferedResponse, connection_pool::ConnectionPool, connector::build_connector,
    request_failure::RequestFailure, request_target::RequestTarget, userinfo::UserinfoFields,
};
use crate::{clock::Clock, config::AuthConfig, identity::Identity, setup_error::AuthSetupError, token::Token};

/// The service's answer about a token.
pub(crate) enum LookupResponse {
    Valid(Identity),
    /// The service does not know the token.
    Refused,
    /// The answer has no valid identity, and a retry would not help.
    Unusable(RequestFailure),
    Failed(RequestFailure),
}

/// The result of a health check.
pub(crate) enum HealthCheckResponse {
    /// The service answers, but it may not know the path of the health check.
    Healthy,
    Failed(RequestFailure),
    /// No health check is configured.
    Disabled,
}

pub(crate) struct Client {
    connection_pool: ConnectionPool,
    userinfo: RequestTarget,
    ping: Option<RequestTarget>,
    fields: UserinfoFields,
    timeout: Duration,
    max_response_bytes: usize,
}

impl Client {
    /// Loads the CA certificates. Opens no connection.
    pub(crate) fn new(config: &AuthConfig) -> Result<Self, AuthSetupError> {
        let url = |path, key| config.endpoint_url(path, key).map_err(|p| AuthSetupError::Configuration(vec![p]));
        let userinfo = url(&config.userinfo_path, "userinfo_path")?;
        let ping = (!config.ping_path.is_empty()).then(|| url(&config.ping_path, "ping_path")).transpose()?;
        let connector = build_connector(config, userinfo.scheme_str() == Some("https"))?;
        Ok(Self {
            userinfo: RequestTarget::from_url(&userinfo)?,
            ping: ping.as_ref().map(RequestTarget::from_url).transpose()?,
            connection_pool: ConnectionPool::new(connector, userinfo),
            fields: UserinfoFields { tenant: config.tenant_field.clone(), user: config.user_field.clone() },
            timeout: config.timeout(),
            max_response_bytes: config.max_response_bytes,
        })
    }

    /// Waits for as long as the answer takes.
    pub(crate) async fn look_up_token(&self, token: &Token, clock: &Clock) -> LookupResponse {
        let request = async { self.get(&self.userinfo, Some(bearer_header(token)?), clock).await };
        match request.await {
            Ok(response) => self.interpret(response),
            Err(failure) => LookupResponse::Failed(failure),
        }
    }

    /// The service is also healthy if it does not know the path or requires a token for it.
    pub(crate) async fn check_health(&self, clock: &Clock) -> HealthCheckResponse {
        use StatusCode as S;
        let Some(target) = &self.ping else { return HealthCheckResponse::Disabled };
        match self.with_timeout(self.get(target, None, clock)).await.map(|response| response.status) {
            Ok(S::UNAUTHORIZED | S::FORBIDDEN | S::NOT_FOUND | S::METHOD_NOT_ALLOWED) => HealthCheckResponse::Healthy,
            Ok(status) if status.is_success() => HealthCheckResponse::Healthy,
            Ok(status) => HealthCheckResponse::Failed(RequestFailure::Status(status)),
            Err(failure) => HealthCheckResponse::Failed(failure),
        }
    }

    /// The timeout of one request, connecting included.
    pub(crate) fn timeout(&self) -> Duration {
        self.timeout
    }

    pub(crate) fn connection_pool(&self) -> &ConnectionPool {
        &self.connection_pool
    }

    async fn get(
        &self,
        target: &RequestTarget,
        authorization: Option<HeaderValue>,
        clock: &Clock,
    ) -> Result<BufferedResponse, RequestFailure> {
        let mut request = Request::new(Empty::<Bytes>::new());
        *request.uri_mut() = target.path.clone();
        let headers = request.headers_mut();
        headers.insert(header::HOST, target.host.clone());
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(header::USER_AGENT, HeaderValue::from_static(concat!("sluice/", env!("CARGO_PKG_VERSION"))));
        headers.extend(authorization.map(|value| (header::AUTHORIZATION, value)));
        let mut pooled = self.connection_pool.acquire(clock.now()).await?;
        let response = pooled.connection.send_request(request, self.max_response_bytes).await?;
        if response.body.is_some() {
            self.connection_pool.release(pooled, clock.now());
        }
        Ok(response)
    }

    fn interpret(&self, response: BufferedResponse) -> LookupResponse {
        match (response.status, response.body) {
            (StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN, _) => LookupResponse::Refused,
            (status, Some(body)) if status.is_success() => match self.fields.parse_identity(&body) {
                Ok(identity) => LookupResponse::Valid(identity),
                Err(failure @ RequestFailure::NoIdentity) => LookupResponse::Unusable(failure),
                Err(failure) => LookupResponse::Failed(failure),
            },
            (status, None) if status.is_success() => LookupResponse::Failed(RequestFailure::InvalidBody),
            (status, _) => {
                let failure = RequestFailure::Status(status);
                if failure.is_caused_by_request() {
                    LookupResponse::Unusable(failure)
                } else {
                    LookupResponse::Failed(failure)
                }
            }
        }
    }

    async fn with_timeout<T>(
        &self,
        request: impl Future<Output = Result<T, RequestFailure>>,
    ) -> Result<T, RequestFailure> {
        tokio::time::timeout(self.timeout, request).await.unwrap_or(Err(RequestFailure::Timeout(self.timeout)))
    }
}

/// Marked as sensitive, so that `Debug` of the request does not show it.
fn bearer_header(token: &Token) -> Result<HeaderValue, InvalidHeaderValue> {
    let mut value = HeaderValue::from_bytes(&[b"Bearer ", token.as_bytes()].concat())?;
    value.set_sensitive(true);
    Ok(value)
}
