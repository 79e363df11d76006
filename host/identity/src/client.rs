//! Questions to Genesys Authentication, and what its answers mean. One question is one HTTP request.

use std::{error::Error, time::Duration};

use arc_swap::ArcSwap;
use bytes::Bytes;
use http::{
    HeaderValue, Request, Response, StatusCode, Uri,
    header::{self, InvalidHeaderValue},
};
use http_body_util::{BodyExt, Empty, Limited};
use hyper::body::Incoming;
use hyper_util::{
    client::legacy::{Builder, Client as Pool},
    rt::{TokioExecutor, TokioTimer},
};

use super::{
    connector::{Connector, connector},
    identity::Identity,
    setup_error::AuthSetupError,
    userinfo::Fields,
};
use crate::{config::AuthConfig, token::Token};

/// What the service says of a token.
pub(super) enum Answer {
    Good(Identity),
    Refused,
    Failed(Failure),
}

/// What the service says of itself.
pub(super) enum Ping {
    Well,
    Failed(Failure),
    /// There is no such question there.
    Unknown,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error("a token that cannot be sent")]
    Unsendable(#[from] InvalidHeaderValue),
    #[error("no answer within {} ms", .0.as_millis())]
    Timeout(Duration),
    #[error("{0}")]
    Connection(String),
    #[error("status {}", .0.as_u16())]
    Status(StatusCode),
    #[error("a body that is too long, was cut off or is no user information")]
    Unreadable,
}

pub(super) struct Client {
    pool: ArcSwap<Pool<Connector, Empty<Bytes>>>,
    connector: Connector,
    userinfo: Uri,
    ping: Option<Uri>,
    fields: Fields,
    timeout: Duration,
    max_response_bytes: usize,
}

/// Under the 60 s after which servers commonly close idle connections.
const IDLE: Duration = Duration::from_secs(30);
/// Most bytes of a response's head.
const MAX_HEAD_BYTES: usize = 64 * 1024;

impl Client {
    pub(super) fn new(config: &AuthConfig) -> Result<Self, AuthSetupError> {
        let address = |path, key| config.address(path, key).map_err(|p| AuthSetupError::Configuration(vec![p]));
        let userinfo = address(&config.userinfo_path, "userinfo_path")?;
        let ping = (!config.ping_path.is_empty()).then(|| address(&config.ping_path, "ping_path")).transpose()?;
        let connector = connector(config, userinfo.scheme_str() == Some("https"))?;
        Ok(Self {
            pool: ArcSwap::from_pointee(pool(&connector)),
            connector,
            userinfo,
            ping,
            fields: Fields { tenant: config.tenant_field.clone(), user: config.user_field.clone() },
            timeout: config.timeout(),
            max_response_bytes: config.max_response_bytes,
        })
    }

    /// Asks whose a token is.
    pub(super) async fn ask(&self, token: &Token) -> Answer {
        let asking = async {
            let response = self.get(&self.userinfo, Some(bearer(token)?)).await?;
            match response.status() {
                StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Ok(Answer::Refused),
                status if status.is_success() => self.read(response).await.map(Answer::Good),
                status => Err(Failure::Status(status)),
            }
        };
        self.within_time(asking).await.unwrap_or_else(Answer::Failed)
    }

    /// Asks the service how it is: 200 if well.
    pub(super) async fn ping(&self) -> Ping {
        let Some(address) = &self.ping else { return Ping::Unknown };
        match self.within_time(self.get(address, None)).await.map(|response| response.status()) {
            Ok(status) if status.is_success() => Ping::Well,
            Ok(StatusCode::UNAUTHORIZED | StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED) => Ping::Unknown,
            Ok(status) => Ping::Failed(Failure::Status(status)),
            Err(failure) => Ping::Failed(failure),
        }
    }

    /// How long a question may take.
    pub(super) fn timeout(&self) -> Duration {
        self.timeout
    }

    /// Asks over new connections from here on: those in the pool may lead to a machine that is gone, and each would cost
    /// a timeout to find out.
    pub(super) fn forget_connections(&self) {
        self.pool.store(pool(&self.connector).into());
    }

    async fn get(&self, address: &Uri, authorization: Option<HeaderValue>) -> Result<Response<Incoming>, Failure> {
        let mut request = Request::new(Empty::new());
        *request.uri_mut() = address.clone();
        let headers = request.headers_mut();
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(header::USER_AGENT, HeaderValue::from_static(concat!("sluice/", env!("CARGO_PKG_VERSION"))));
        headers.extend(authorization.map(|value| (header::AUTHORIZATION, value)));
        let asking = self.pool.load().request(request);
        asking.await.map_err(|error| Failure::Connection(chain(&error)))
    }

    async fn read(&self, response: Response<Incoming>) -> Result<Identity, Failure> {
        let body = Limited::new(response.into_body(), self.max_response_bytes);
        let body = body.collect().await.map_err(|_| Failure::Unreadable)?.to_bytes();
        self.fields.read(&body).ok_or(Failure::Unreadable)
    }

    async fn within_time<T>(&self, asking: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
        tokio::time::timeout(self.timeout, asking).await.unwrap_or(Err(Failure::Timeout(self.timeout)))
    }
}

impl Failure {
    /// Whether the connection is to blame, and its like in the pool may be as bad.
    pub(super) fn is_of_the_connection(&self) -> bool {
        matches!(self, Self::Timeout(_) | Self::Connection(_))
    }

    /// Whether the service found fault with this one request, which says nothing about the next.
    pub(super) fn is_of_the_request(&self) -> bool {
        use StatusCode as S;
        match self {
            Self::Unsendable(_) => true,
            Self::Status(status) => {
                matches!(*status, S::BAD_REQUEST | S::URI_TOO_LONG | S::REQUEST_HEADER_FIELDS_TOO_LARGE)
            }
            Self::Timeout(_) | Self::Connection(_) | Self::Unreadable => false,
        }
    }
}

fn pool(connector: &Connector) -> Pool<Connector, Empty<Bytes>> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.pool_timer(TokioTimer::new()).pool_idle_timeout(IDLE).http1_max_buf_size(MAX_HEAD_BYTES);
    builder.build(connector.clone())
}

/// A value that `Debug` of the request does not show.
fn bearer(token: &Token) -> Result<HeaderValue, InvalidHeaderValue> {
    let mut value = HeaderValue::from_bytes(&[b"Bearer ", token.as_bytes()].concat())?;
    value.set_sensitive(true);
    Ok(value)
}

/// An error and what caused it; the outermost text alone says little.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
