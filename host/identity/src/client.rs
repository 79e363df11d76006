//! Questions to Genesys Authentication, and what its answers mean. One question is one HTTP request.

use std::time::Duration;

use bytes::Bytes;
use http::{
    HeaderValue, Request, StatusCode, Uri,
    header::{self, InvalidHeaderValue},
    uri,
};
use http_body_util::Empty;

use crate::{
    clock::Clock, config::AuthConfig, connection::Reply, connections::Connections, connector::connector,
    failure::Failure, identity::Identity, setup_error::AuthSetupError, token::Token, userinfo::Fields,
};

/// What the service says of a token.
pub(super) enum Answer {
    Good(Identity),
    /// The service does not know it.
    Refused,
    /// The service knows nothing of it that can be used, and asking again will not help.
    Unusable(Failure),
    Failed(Failure),
}

/// What the service says of itself.
pub(super) enum Ping {
    /// It answers, though perhaps not this question.
    Up,
    Failed(Failure),
    /// It is not asked.
    Unknown,
}

pub(super) struct Client {
    connections: Connections,
    userinfo: Address,
    ping: Option<Address>,
    fields: Fields,
    timeout: Duration,
    max_response_bytes: usize,
}

/// What a request is sent to.
struct Address {
    host: HeaderValue,
    path: Uri,
}

impl Client {
    pub(super) fn new(config: &AuthConfig) -> Result<Self, AuthSetupError> {
        let address = |path, key| config.address(path, key).map_err(|p| AuthSetupError::Configuration(vec![p]));
        let userinfo = address(&config.userinfo_path, "userinfo_path")?;
        let ping = (!config.ping_path.is_empty()).then(|| address(&config.ping_path, "ping_path")).transpose()?;
        let connector = connector(config, userinfo.scheme_str() == Some("https"))?;
        Ok(Self {
            userinfo: Address::of(&userinfo)?,
            ping: ping.as_ref().map(Address::of).transpose()?,
            connections: Connections::new(connector, userinfo),
            fields: Fields { tenant: config.tenant_field.clone(), user: config.user_field.clone() },
            timeout: config.timeout(),
            max_response_bytes: config.max_response_bytes,
        })
    }

    /// Asks whose a token is.
    pub(super) async fn ask(&self, token: &Token, clock: &Clock) -> Answer {
        let asking = async { self.get(&self.userinfo, Some(bearer(token)?), clock).await };
        match self.within_time(asking).await {
            Ok(reply) => self.read(reply),
            Err(failure) => Answer::Failed(failure),
        }
    }

    /// Asks the service how it is. It is up as well if it does not know the question, or wants a token for it.
    pub(super) async fn ping(&self, clock: &Clock) -> Ping {
        use StatusCode as S;
        let Some(address) = &self.ping else { return Ping::Unknown };
        match self.within_time(self.get(address, None, clock)).await.map(|reply| reply.status) {
            Ok(S::UNAUTHORIZED | S::FORBIDDEN | S::NOT_FOUND | S::METHOD_NOT_ALLOWED) => Ping::Up,
            Ok(status) if status.is_success() => Ping::Up,
            Ok(status) => Ping::Failed(Failure::Status(status)),
            Err(failure) => Ping::Failed(failure),
        }
    }

    /// How long a question may take.
    pub(super) fn timeout(&self) -> Duration {
        self.timeout
    }

    /// The connections that are kept for the next questions.
    pub(super) fn connections(&self) -> &Connections {
        &self.connections
    }

    async fn get(&self, to: &Address, authorization: Option<HeaderValue>, clock: &Clock) -> Result<Reply, Failure> {
        let mut request = Request::new(Empty::<Bytes>::new());
        *request.uri_mut() = to.path.clone();
        let headers = request.headers_mut();
        headers.insert(header::HOST, to.host.clone());
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(header::USER_AGENT, HeaderValue::from_static(concat!("sluice/", env!("CARGO_PKG_VERSION"))));
        headers.extend(authorization.map(|value| (header::AUTHORIZATION, value)));
        let mut lease = self.connections.lease(clock.now()).await?;
        let reply = lease.connection.ask(request, self.max_response_bytes).await?;
        if reply.body.is_some() {
            self.connections.keep(lease, clock.now());
        }
        Ok(reply)
    }

    fn read(&self, reply: Reply) -> Answer {
        match (reply.status, reply.body) {
            (StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN, _) => Answer::Refused,
            (status, Some(body)) if status.is_success() => match self.fields.read(&body) {
                Ok(identity) => Answer::Good(identity),
                Err(failure @ Failure::NoIdentity) => Answer::Unusable(failure),
                Err(failure) => Answer::Failed(failure),
            },
            (status, None) if status.is_success() => Answer::Failed(Failure::Unreadable),
            (status, _) => {
                let failure = Failure::Status(status);
                if failure.is_of_the_request() { Answer::Unusable(failure) } else { Answer::Failed(failure) }
            }
        }
    }

    async fn within_time<T>(&self, asking: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
        tokio::time::timeout(self.timeout, asking).await.unwrap_or(Err(Failure::Timeout(self.timeout)))
    }
}

impl Address {
    /// `url` is absolute and without a user.
    fn of(url: &Uri) -> Result<Self, AuthSetupError> {
        let not_usable = |reason: &str| AuthSetupError::Configuration(vec![format!("auth.url: {reason}")]);
        let authority = url.authority().map(uri::Authority::as_str).ok_or_else(|| not_usable("has no host"))?;
        let standard = if url.scheme_str() == Some("https") { ":443" } else { ":80" };
        let host = authority.strip_suffix(standard).unwrap_or(authority);
        let path = url.path_and_query().map_or("/", uri::PathAndQuery::as_str);
        Ok(Self {
            host: host.parse().map_err(|_| not_usable("is not a host"))?,
            path: path.parse().map_err(|_| not_usable("is not a path"))?,
        })
    }
}

/// A value that `Debug` of the request does not show.
fn bearer(token: &Token) -> Result<HeaderValue, InvalidHeaderValue> {
    let mut value = HeaderValue::from_bytes(&[b"Bearer ", token.as_bytes()].concat())?;
    value.set_sensitive(true);
    Ok(value)
}
