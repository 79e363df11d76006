//! Port 9107: `/metrics`, `/filters`, `/live`, `/ready`, on a thread and runtime of their own, so that they answer under any load.

mod filters;
#[cfg(test)]
mod tests;

use crate::{server::shutdown::Shutdown, service::Service};
use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use http_body_util::Full;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{convert::Infallible, net::TcpListener, sync::Arc, time::Duration};

const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
const EXPOSITION: HeaderValue = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");

/// Serves until shutdown.
///
/// # Errors
/// When the thread cannot be started.
pub fn start(listener: TcpListener, service: Arc<Service>, shutdown: Shutdown) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    std::thread::Builder::new().name("admin".to_owned()).spawn(move || {
        runtime.block_on(async move {
            tokio::select! {
                () = serve(listener, service) => {}
                () = shutdown.requested() => {}
            }
        });
    })?;
    Ok(())
}

async fn serve(listener: TcpListener, service: Arc<Service>) {
    let listener = match tokio::net::TcpListener::from_std(listener) {
        Ok(listener) => listener,
        Err(error) => return tracing::error!(%error, "serving metrics"),
    };
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let service = Arc::clone(&service);
        let answer = service_fn(move |request| {
            let reply = answer(&service, &request);
            async move { Ok::<_, Infallible>(reply) }
        });
        tokio::spawn(async move {
            let _ = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEAD_TIMEOUT)
                .serve_connection(TokioIo::new(stream), answer)
                .await;
        });
    }
}

fn answer(service: &Service, request: &Request<Incoming>) -> Response<Full<Bytes>> {
    // Hyper leaves the body out where HEAD asked for it.
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        let mut reply = text(StatusCode::METHOD_NOT_ALLOWED, "GET and HEAD only\n");
        reply.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return reply;
    }
    match request.uri().path() {
        "/metrics" => typed(EXPOSITION, service.metrics.render()),
        "/filters" => filters(service, request),
        "/live" => match service.stands_still() {
            None => text(StatusCode::OK, "live\n"),
            Some(why) => text(StatusCode::SERVICE_UNAVAILABLE, format!("not live: {why}\n")),
        },
        "/ready" => match service.unready() {
            None => text(StatusCode::OK, "ready\n"),
            Some(why) => text(StatusCode::SERVICE_UNAVAILABLE, format!("not ready: {why}\n")),
        },
        _ => text(StatusCode::NOT_FOUND, "paths: /metrics, /filters, /live, /ready\n"),
    }
}

/// JSON, unless a browser asks.
fn filters(service: &Service, request: &Request<Incoming>) -> Response<Full<Bytes>> {
    let filters = filters::Filters::of(service);
    let accept = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    let (kind, body) = if accept.is_some_and(|accept| accept.contains("text/html")) {
        (HeaderValue::from_static("text/html; charset=utf-8"), filters.page().into_bytes())
    } else {
        (HeaderValue::from_static("application/json"), filters.json())
    };
    typed(kind, body)
}

fn typed(kind: HeaderValue, body: Vec<u8>) -> Response<Full<Bytes>> {
    let mut reply = text(StatusCode::OK, body);
    reply.headers_mut().insert(header::CONTENT_TYPE, kind);
    reply
}

fn text(status: StatusCode, body: impl Into<Bytes>) -> Response<Full<Bytes>> {
    let mut reply = Response::new(Full::new(body.into()));
    *reply.status_mut() = status;
    reply.headers_mut().insert(header::CONTENT_TYPE, TEXT);
    reply
}
