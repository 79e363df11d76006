//! Ingresses that say what they have passed on. They give up soon on a client that has lost its place.

use sluice_tests::{Program, Service, directory, workspace};
use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

/// A running one.
pub(super) struct Ingress {
    pub(super) name: &'static str,
    pub(super) address: SocketAddr,
    program: Program,
    /// Where its log is, if not on stderr.
    log: Option<PathBuf>,
    _directory: TempDir,
}

impl Ingress {
    /// How many requests it has passed on. Its log has a line for each request, with `passed` in those that were.
    pub(super) fn passed_on(&self) -> usize {
        let text = match &self.log {
            Some(file) => fs::read_to_string(file).expect("it writes a log"),
            None => self.program.log.text(),
        };
        text.lines().filter(|line| line.starts_with("passed")).count()
    }
}

fn start(name: &'static str, configuration: impl Fn(&Path, u16) -> String, arguments: &[&str], log: bool) -> Ingress {
    let own = tempfile::tempdir_in(directory()).expect("the run's directory can be written");
    let (program, port) = Program::on_free_port(|port| {
        let file = own.path().join("configuration");
        fs::write(&file, configuration(own.path(), port)).expect("it can be written");
        let mut command = Command::new(name);
        command.args(arguments).arg(file);
        command
    });
    let log = log.then(|| own.path().join("access.log"));
    Ingress { name, address: SocketAddr::from(([127, 0, 0, 1], port)), program, log, _directory: own }
}

/// With connections to the service that are kept alive.
pub(super) fn nginx(service: &Service) -> Ingress {
    let (events, proxy) = (service.events, workspace().join("deploy/sluice-proxy.conf"));
    let configuration = |own: &Path, port| {
        let (own, proxy) = (own.display(), proxy.display());
        format!(
            "daemon off; master_process off; pid {own}/nginx.pid; error_log stderr crit;
            events {{ worker_connections 64; }}
            http {{
                map $upstream_addr $fate {{ '' kept; default passed; }}
                log_format fate '$fate $status';
                access_log {own}/access.log fate;
                client_body_temp_path {own}/body; proxy_temp_path {own}/proxy; fastcgi_temp_path {own}/fastcgi;
                uwsgi_temp_path {own}/uwsgi; scgi_temp_path {own}/scgi;
                client_header_timeout 300ms; client_body_timeout 300ms; keepalive_timeout 300ms; lingering_timeout 300ms;
                upstream sluice {{ server {events}; keepalive 4; }}
                server {{ listen 127.0.0.1:{port}; location / {{ include {proxy}; }} location @sluice_unavailable {{ return 502; }} }}
            }}"
        )
    };
    start("nginx", configuration, &["-e", "stderr", "-c"], true)
}

/// The same. A line of its log begins with the name of the server.
pub(super) fn haproxy(service: &Service) -> Ingress {
    let events = service.events;
    let configuration = |_: &Path, port| {
        format!(
            "global
    log stderr format raw local0
defaults
    mode http
    log global
    timeout connect 5s
    timeout server 30s
    timeout client 300ms
    timeout http-request 300ms
    timeout http-keep-alive 300ms
    http-reuse always
    log-format \"%s %ST\"
frontend clients
    bind 127.0.0.1:{port}
    default_backend sluice
backend sluice
    option forwardfor
    server passed {events}
"
        )
    };
    start("haproxy", configuration, &["-f"], false)
}
