use crate::{PATIENCE, events, runtime};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Request, header};
use http_body_util::{BodyExt, Full};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use rustls::{ClientConfig, RootCertStore, pki_types::CertificateDer};
use serde_json::Value;
use sluice_identity::stand_in::AGENT_1;

/// A client that does what browsers do: connections kept alive, headers in order.
pub struct Browser {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    base: String,
}

impl Browser {
    /// Sends to `base`, as in `http://127.0.0.1:8107`, by HTTP/1.1.
    pub fn to(base: &str) -> Self {
        Self::new(base, RootCertStore::empty(), false)
    }

    /// Sends by HTTP/2 without TLS, and knows beforehand that it may.
    pub fn http2_to(base: &str) -> Self {
        Self::new(base, RootCertStore::empty(), true)
    }

    /// Sends by HTTPS to a server with this certificate.
    pub fn trusting(base: &str, certificate: CertificateDer<'static>) -> Self {
        let mut roots = RootCertStore::empty();
        roots.add(certificate).expect("a certificate");
        Self::new(base, roots, false)
    }

    fn new(base: &str, roots: RootCertStore, http2: bool) -> Self {
        let provider = rustls::crypto::ring::default_provider();
        let tls = ClientConfig::builder_with_provider(provider.into())
            .with_safe_default_protocol_versions()
            .expect("ring has them")
            .with_root_certificates(roots)
            .with_no_client_auth();
        let connector = HttpsConnectorBuilder::new().with_tls_config(tls).https_or_http().enable_http1().build();
        let client = Client::builder(TokioExecutor::new()).http2_only(http2).build(connector);
        Self { client, base: base.to_owned() }
    }

    /// A request in the making: POST to `/v1/events`, as JSON, with a good token.
    pub fn ask(&self) -> Ask<'_> {
        let ask = Ask {
            browser: self,
            method: "POST".into(),
            path: "/v1/events".into(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
        };
        ask.token(AGENT_1.token).header("content-type", "application/json").header("user-agent", events::user_agent())
    }
}

/// A request in the making.
#[derive(Clone)]
pub struct Ask<'a> {
    browser: &'a Browser,
    method: String,
    path: String,
    headers: HeaderMap,
    body: Bytes,
}

impl Ask<'_> {
    /// Another method.
    pub fn method(mut self, method: &str) -> Self {
        self.method = method.to_owned();
        self
    }

    /// Another path.
    pub fn path(mut self, path: &str) -> Self {
        self.path = path.to_owned();
        self
    }

    /// Sets a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.insert(named(name), HeaderValue::from_bytes(value.as_bytes()).expect("a header"));
        self
    }

    /// Adds a header of a name that is there already.
    pub fn another(mut self, name: &str, value: &str) -> Self {
        self.headers.append(named(name), HeaderValue::from_bytes(value.as_bytes()).expect("a header"));
        self
    }

    /// Takes a header away.
    pub fn without(mut self, name: &str) -> Self {
        self.headers.remove(named(name));
        self
    }

    /// Another token.
    pub fn token(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    /// The body, as JSON.
    pub fn json(self, body: &Value) -> Self {
        self.body(body.to_string())
    }

    /// The body.
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }

    /// Sends it and waits for the reply.
    ///
    /// # Panics
    /// When there is none.
    pub fn send(self) -> Reply {
        self.try_send().unwrap_or_else(|error| panic!("no reply: {error}"))
    }

    /// Sends it and waits for the reply.
    ///
    /// # Errors
    /// When there is none, with the reason.
    pub fn try_send(self) -> Result<Reply, String> {
        runtime().block_on(async {
            let reply = tokio::time::timeout(PATIENCE, self.exchange()).await;
            reply.unwrap_or_else(|_| Err(format!("no reply within {} s", PATIENCE.as_secs())))
        })
    }

    async fn exchange(self) -> Result<Reply, String> {
        let uri = format!("{}{}", self.browser.base, self.path);
        let mut request =
            Request::builder().method(&*self.method).uri(uri).body(Full::new(self.body)).expect("a request");
        *request.headers_mut() = self.headers;
        let reply = self.browser.client.request(request).await.map_err(|error| format!("{error:?}"))?;
        let (head, body) = reply.into_parts();
        let body = body.collect().await.map_err(|error| format!("{error:?}"))?.to_bytes();
        Ok(Reply { status: head.status.as_u16(), headers: head.headers, body })
    }
}

fn named(name: &str) -> HeaderName {
    name.parse().expect("the name of a header")
}

/// A reply.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Reply {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// When it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text()))
    }

    /// A header; empty where it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("headers are ASCII"))
    }

    /// The reply is the documented one for a refused request: JSON with the reason, a text, and the id that the header has.
    ///
    /// # Panics
    /// When it is not.
    pub fn refuses(&self, status: u16, reason: &str) {
        assert_eq!(self.status, status, "{}", self.text());
        assert_eq!(self.header(header::CONTENT_TYPE.as_str()), "application/json");
        let body = self.json();
        let error = body["error"].as_object().unwrap_or_else(|| panic!("no error in {body}"));
        assert_eq!(body.as_object().map(serde_json::Map::len), Some(1), "{body}");
        assert_eq!(error.keys().collect::<Vec<_>>(), ["message", "reason", "request_id"], "{body}");
        assert_eq!(error["reason"], reason, "{body}");
        assert!(error["message"].as_str().is_some_and(|text| !text.is_empty()), "{body}");
        let id = self.header("x-request-id");
        assert!(!id.is_empty() && error["request_id"] == id, "{body} does not have the id {id:?}");
    }

    /// The reply tells how many events were written, dropped and withheld. Whether it warns of a body in which nothing was
    /// recognised is not looked at: tests send what is shortest.
    ///
    /// # Panics
    /// When it does not.
    pub fn counts(&self, written: u32, dropped: u32, withheld: u32) {
        assert_eq!(self.status, 200, "{}", self.text());
        assert_eq!(self.header(header::CONTENT_TYPE.as_str()), "application/json");
        let mut said = self.json();
        said.as_object_mut().expect("an object").remove("warning");
        assert_eq!(said, serde_json::json!({"written": written, "dropped": dropped, "withheld": withheld}));
    }
}
