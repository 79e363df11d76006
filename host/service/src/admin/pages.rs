//! What port 9107 answers.

use super::{encoding::Encoding, exposition::Exposition, filters::Filters, filters_page, map, shared_page::SharedPage};
use crate::{browser_page, metrics::Metrics, service::Service};
use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use http_body_util::Full;
use hyper::body::Incoming;
use std::sync::Arc;

type Reply = Response<Full<Bytes>>;

const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
const JSON: HeaderValue = HeaderValue::from_static("application/json");
const CSV: HeaderValue = HeaderValue::from_static("text/csv; charset=utf-8; header=present");

/// All pages. `/live` and `/ready` wait for none of the others.
pub(super) struct Pages {
    service: Arc<Service>,
    metrics: SharedPage<Service>,
    open_metrics: SharedPage<Service>,
    filters: SharedPage<Service>,
    filters_for_people: SharedPage<Service>,
    map: SharedPage<Service>,
    map_as_csv: SharedPage<Service>,
    map_for_people: SharedPage<Service>,
}

impl Pages {
    pub(super) fn of(service: Arc<Service>) -> Self {
        let page = |render| SharedPage::new(Arc::clone(&service), render);
        Self {
            metrics: page(|service| updated_metrics(service).render()),
            open_metrics: page(|service| updated_metrics(service).render_open_metrics()),
            filters: page(|service| Filters::of(service).json()),
            filters_for_people: page(|service| {
                filters_page::render(&Filters::of(service), &service.metrics.filters.activities()).into_bytes()
            }),
            map: page(|service| service.data_map.to_json()),
            map_as_csv: page(|service| map::csv(&service.data_map).into_bytes()),
            map_for_people: page(|service| map::page(&service.data_map).into_bytes()),
            service,
        }
    }

    pub(super) async fn answer(&self, request: &Request<Incoming>) -> Reply {
        // Hyper leaves the body out where HEAD asked for it.
        if ![Method::GET, Method::HEAD].contains(request.method()) {
            let mut reply = text(StatusCode::METHOD_NOT_ALLOWED, "GET and HEAD only\n");
            reply.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
            return reply;
        }
        match request.uri().path() {
            "/live" => match self.service.stands_still() {
                None => text(StatusCode::OK, "live\n"),
                Some(why) => text(StatusCode::SERVICE_UNAVAILABLE, format!("not live: {why}\n")),
            },
            "/ready" => match self.service.unready() {
                None => text(StatusCode::OK, "ready\n"),
                Some(why) => text(StatusCode::SERVICE_UNAVAILABLE, format!("not ready: {why}\n")),
            },
            "/metrics" => self.metrics(request).await,
            "/filters" if is_browser(request) => protected(rendered(&self.filters_for_people, HTML, request).await),
            "/filters" => rendered(&self.filters, JSON, request).await,
            "/map" if is_browser(request) => protected(rendered(&self.map_for_people, HTML, request).await),
            "/map" => rendered(&self.map, JSON, request).await,
            "/map.csv" => rendered(&self.map_as_csv, CSV, request).await,
            "/" => protected(typed(HTML, include_str!("index.html"))),
            path if path.starts_with("/assets/") => asset(path),
            _ => text(StatusCode::NOT_FOUND, "paths: /metrics, /filters, /map, /map.csv, /live, /ready\n"),
        }
    }

    async fn metrics(&self, request: &Request<Incoming>) -> Reply {
        let exposition = Exposition::accepted(request.headers());
        let page = match exposition {
            Exposition::Text => &self.metrics,
            Exposition::OpenMetrics => &self.open_metrics,
        };
        rendered(page, exposition.content_type(), request).await
    }
}

fn updated_metrics(service: &Service) -> &Metrics {
    service.stdout.update_metrics();
    &service.metrics
}

/// A file that the page of the filters loads.
fn asset(path: &str) -> Reply {
    let mut assets = browser_page::SHARED.iter().chain(&filters_page::ASSETS);
    let Some(asset) = assets.find(|asset| asset.path == path) else {
        return text(StatusCode::NOT_FOUND, "no such file\n");
    };
    protected(typed(HeaderValue::from_static(asset.content_type), asset.text))
}

fn protected(mut reply: Reply) -> Reply {
    browser_page::protect(&mut reply);
    reply
}

fn is_browser(request: &Request<Incoming>) -> bool {
    let accept = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

async fn rendered(page: &SharedPage<Service>, kind: HeaderValue, request: &Request<Incoming>) -> Reply {
    let encoding = Encoding::accepted(request.headers());
    let body = match page.get(encoding).await {
        Ok(body) => body,
        Err(error) => {
            tracing::error!(%error, path = request.uri().path(), "rendering a page");
            return text(StatusCode::INTERNAL_SERVER_ERROR, "the page cannot be rendered; the log says why\n");
        }
    };
    let mut reply = typed(kind, body);
    let headers = reply.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("accept, accept-encoding"));
    if let Some(name) = encoding.name() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    reply
}

fn typed(kind: HeaderValue, body: impl Into<Bytes>) -> Reply {
    let mut reply = text(StatusCode::OK, body);
    reply.headers_mut().insert(header::CONTENT_TYPE, kind);
    reply
}

fn text(status: StatusCode, body: impl Into<Bytes>) -> Reply {
    let mut reply = Response::new(Full::new(body.into()));
    *reply.status_mut() = status;
    reply.headers_mut().insert(header::CONTENT_TYPE, TEXT);
    reply
}
