//! What the playground answers.

use super::{
    catalog::Catalog, own_site, recent_batches::RecentBatches, refusal::Refusal, requests::MAX_BYTES, runner::Runner,
    summary,
};
use crate::{
    browser_page::{self, Asset},
    reload::Sources,
    service::Service,
};
use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Incoming;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    sync::Arc,
};
use tokio::{sync::Mutex, task::spawn_blocking};

type Reply = Response<Full<Bytes>>;

const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
const JSON: HeaderValue = HeaderValue::from_static("application/json");
static ASSETS: [Asset; 3] = [
    Asset::style("/assets/playground.css", include_str!("assets/playground.css")),
    Asset::script("/assets/playground.js", include_str!("assets/playground.js")),
    Asset::script("/assets/values.js", include_str!("assets/values.js")),
];

/// What the playground has.
pub(super) struct Playground {
    pub(super) sources: Sources,
    /// Components that are offered beside those of the configuration.
    pub(super) components: Vec<PathBuf>,
    pub(super) recent: Arc<RecentBatches>,
    pub(super) listening: IpAddr,
    /// Where the page of the chains is.
    pub(super) metrics: SocketAddr,
    pub(super) service: Arc<Service>,
    pub(super) store: PathBuf,
    /// One run at a time, whoever asks; set up when somebody first does.
    pub(super) runner: Arc<Mutex<Option<Runner>>>,
}

impl Playground {
    pub(super) async fn answer(self: Arc<Self>, request: Request<Incoming>) -> Reply {
        let (head, body) = request.into_parts();
        let reply = match own_site::check(&head, self.listening) {
            Ok(()) => self.answer_own(&head, body).await,
            Err(refusal) => Err(refusal),
        };
        let mut reply = reply.unwrap_or_else(|refusal| typed(refusal.status, JSON, refusal.json()));
        browser_page::protect(&mut reply);
        reply
    }

    async fn answer_own(self: Arc<Self>, head: &http::request::Parts, body: Incoming) -> Result<Reply, Refusal> {
        let path = head.uri.path();
        if head.method == Method::POST {
            let user_agent =
                head.headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).map(str::to_owned);
            return match path {
                "/playground/run" => {
                    let request = read(body).await?;
                    self.work(move |runner, catalog| runner.run(&request, catalog, user_agent)).await
                }
                "/playground/compare" => {
                    let request = read(body).await?;
                    self.work(move |runner, catalog| runner.compare(&request, catalog)).await
                }
                _ => Err(Refusal::new(StatusCode::NOT_FOUND, "there is nothing here")),
            };
        }
        if ![Method::GET, Method::HEAD].contains(&head.method) {
            return Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "GET, HEAD and POST only"));
        }
        match path {
            "/" => Ok(moved("/playground")),
            "/playground" => Ok(typed(StatusCode::OK, HTML, include_str!("assets/playground.html"))),
            "/playground/catalog" => self.catalog().await,
            "/playground/recent" => Ok(json(&serde_json::json!(self.recent.list()))),
            _ => match path.strip_prefix("/playground/recent/").and_then(|number| number.parse().ok()) {
                Some(number) => self.recent_lines(number),
                None => asset(path),
            },
        }
    }

    async fn catalog(&self) -> Result<Reply, Refusal> {
        let (sources, components, metrics) = (self.sources.clone(), self.components.clone(), self.metrics);
        let read =
            spawn_blocking(move || Catalog::read(&sources, &components).map(|catalog| summary::of(&catalog, metrics)));
        Ok(json(&read.await.map_err(broken)??))
    }

    fn recent_lines(&self, number: u64) -> Result<Reply, Refusal> {
        let lines = self.recent.lines(number).ok_or_else(|| {
            Refusal::new(StatusCode::NOT_FOUND, "this batch is not kept any more: only the last ones are")
        })?;
        Ok(json(&serde_json::json!({ "lines": lines })))
    }

    /// Has `work` done on a thread that may wait for a filter to be compiled.
    async fn work<F>(&self, work: F) -> Result<Reply, Refusal>
    where
        F: FnOnce(&Runner, &Catalog) -> Result<Value, Refusal> + Send + 'static,
    {
        let mut runner = Arc::clone(&self.runner).lock_owned().await;
        let (service, store) = (Arc::clone(&self.service), self.store.clone());
        let (sources, components) = (self.sources.clone(), self.components.clone());
        let done = spawn_blocking(move || {
            if runner.is_none() {
                *runner = Some(Runner::new(service, &store).map_err(broken)?);
            }
            let catalog = Catalog::read(&sources, &components)?;
            match &*runner {
                Some(runner) => work(runner, &catalog),
                None => Err(broken("the runner is not there")),
            }
        });
        Ok(json(&done.await.map_err(broken)??))
    }
}

async fn read<T: DeserializeOwned>(body: Incoming) -> Result<T, Refusal> {
    let body = Limited::new(body, MAX_BYTES).collect().await.map_err(|error| {
        if error.is::<LengthLimitError>() {
            let why =
                format!("the request has more than {MAX_BYTES} bytes; use `sluice filter run` for so many events");
            return Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, why);
        }
        Refusal::new(StatusCode::BAD_REQUEST, format!("reading the request: {error}"))
    })?;
    serde_json::from_slice(&body.to_bytes()).map_err(|error| {
        Refusal::new(StatusCode::BAD_REQUEST, format!("the request is not what the page sends: {error}"))
    })
}

fn broken(error: impl std::fmt::Display) -> Refusal {
    Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
}

fn asset(path: &str) -> Result<Reply, Refusal> {
    let mut assets = browser_page::SHARED.iter().chain(&ASSETS);
    let asset = assets.find(|asset| asset.path == path);
    asset
        .map(|asset| typed(StatusCode::OK, HeaderValue::from_static(asset.content_type), asset.text))
        .ok_or_else(|| Refusal::new(StatusCode::NOT_FOUND, "there is nothing here: the page is /playground"))
}

fn json(value: &Value) -> Reply {
    typed(StatusCode::OK, JSON, value.to_string())
}

fn moved(to: &'static str) -> Reply {
    let mut reply = typed(StatusCode::SEE_OTHER, HTML, "");
    reply.headers_mut().insert(header::LOCATION, HeaderValue::from_static(to));
    reply
}

fn typed(status: StatusCode, kind: HeaderValue, body: impl Into<Bytes>) -> Reply {
    let mut reply = Response::new(Full::new(body.into()));
    *reply.status_mut() = status;
    reply.headers_mut().insert(header::CONTENT_TYPE, kind);
    reply
}
