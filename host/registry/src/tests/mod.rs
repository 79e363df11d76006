//! Registries that do what they should not, over real sockets.

mod credentials;
mod hostile;
mod redirects;

use crate::{Cache, Cached, Client, Digest, HostConfig, OtherHosts, Reference, RegistryConfig, RegistryError, layout};
use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};
use tempfile::TempDir;

const COMPONENT: &[u8] = b"\0asm component";
const MAX_BYTES: u64 = 1_000;

/// What a registry was asked for: the path, and the credentials that came with it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    path: String,
    authorization: Option<String>,
}

/// A registry, or another host, on a port of its own.
struct Host {
    port: u16,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Host {
    /// Answers each request by what `answer` writes, and closes the connection.
    fn start(answer: impl Fn(&Asked, &mut TcpStream) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (port, asked) = (listener.local_addr().unwrap().port(), Arc::<Mutex<Vec<Asked>>>::default());
        let seen = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let Some(asked) = read_head(&stream) else { continue };
                seen.lock().unwrap().push(asked.clone());
                answer(&asked, &mut stream);
            }
        });
        Self { port, asked }
    }

    fn name(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    fn reference(&self) -> Reference {
        format!("oci://{}/acme/f:1", self.name()).parse().unwrap()
    }

    fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    fn pull(&self) -> Result<Cached, RegistryError> {
        self.pull_with(|_| {}).0
    }

    /// The cache is as it was left.
    fn pull_with(&self, change: impl FnOnce(&mut RegistryConfig)) -> (Result<Cached, RegistryError>, TempDir) {
        let directory = tempfile::tempdir().unwrap();
        let cache = Cache::new(directory.path().to_owned(), u64::MAX);
        let plain = HostConfig { plain_http: true, ..HostConfig::default() };
        let mut config = RegistryConfig { timeout_ms: 60_000, ..RegistryConfig::default() };
        config.docker_config = Some(directory.path().join("config.json"));
        std::fs::write(directory.path().join("config.json"), "{}").unwrap();
        config.hosts.insert(self.name(), plain);
        change(&mut config);
        let client = Client::new(config, OtherHosts::Listed);
        (block_on(client.pull(&self.reference(), &cache, MAX_BYTES)), directory)
    }
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

fn read_head(stream: &TcpStream) -> Option<Asked> {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok).take_while(|line| !line.is_empty());
    let path = lines.next()?.split(' ').nth(1)?.to_owned();
    let authorization =
        lines.filter_map(|line| Some(line.split_once(": ")?.1.to_owned()).filter(|_| is_authorization(&line)));
    Some(Asked { path, authorization: authorization.last() })
}

fn is_authorization(line: &str) -> bool {
    line.to_ascii_lowercase().starts_with("authorization:")
}

fn respond(stream: &mut TcpStream, head: &str, body: &[u8]) {
    let head = format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
}

/// As a registry that has `COMPONENT` as it should answers.
fn behave(asked: &Asked, stream: &mut TcpStream) {
    match asked.path.as_str() {
        "/v2/acme/f/manifests/1" => respond(stream, "200 OK", &manifest(COMPONENT.len() as u64)),
        path if path == blob_path() => respond(stream, "200 OK", COMPONENT),
        _ => respond(stream, "404 Not Found", b""),
    }
}

fn blob_path() -> String {
    format!("/v2/acme/f/blobs/{}", Digest::of(COMPONENT))
}

fn manifest(size: u64) -> Vec<u8> {
    let config = layout::Descriptor::of(layout::WASM_CONFIG, b"{}");
    let mut layer = layout::Descriptor::of(layout::WASM_LAYER, COMPONENT);
    layer.size = size;
    serde_json::to_vec(&layout::Manifest::of_component(config, layer, Default::default())).unwrap()
}

/// Files of components, finished or not.
fn kept(directory: &TempDir) -> usize {
    let names = std::fs::read_dir(directory.path()).unwrap().map(|entry| entry.unwrap().path());
    names.filter(|path| path.extension().is_some_and(|extension| extension != "json")).count()
}
