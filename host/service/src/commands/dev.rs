//! `sluice dev`: the service on this machine, with the example filters and a stand-in for Genesys Authentication.

use super::{addresses::Addresses, exit::Exit, filter::author, serve, terminal::say};
use crate::{
    config::Config,
    playground::{self, Settings},
    reload::Sources,
};
use listenfd::ListenFd;
use sluice_identity::stand_in::{AGENT_1, StandIn};
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener},
    path::PathBuf,
};

/// The configuration of `dev`; `--config` takes another.
const CONFIG: &str = "deploy/dev.toml";

/// The command line of `dev`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The configuration
    #[arg(long, value_name = "FILE", default_value = CONFIG)]
    config: PathBuf,
    #[command(flatten)]
    addresses: Addresses,
    /// Address of the playground [default: this machine, the port after that of the metrics]
    #[arg(long, value_name = "ADDRESS", value_parser = super::addresses::address)]
    playground_listen: Option<SocketAddr>,
    /// A component that the playground offers beside those of the configuration; may be given several times
    #[arg(long, value_name = "FILE.wasm")]
    component: Vec<PathBuf>,
    /// Where the playground keeps compiled filters
    #[arg(long, value_name = "DIR", default_value_os_t = author::default_store())]
    playground_store: PathBuf,
}

/// Serves until SIGTERM or SIGINT, and says how to send a first event.
#[must_use]
pub fn run(arguments: &Arguments) -> Exit {
    if let Some(missing) = arguments.component.iter().find(|component| !component.is_file()) {
        say(format!("--component {}: there is no such file; `sluice filter build DIR` makes one", missing.display()));
        return Exit::Usage;
    }
    let stand_in = match start_stand_in() {
        Ok(url) => url,
        Err(error) => {
            say(format!("starting the stand-in for Genesys Authentication: {error}"));
            return Exit::Failed;
        }
    };
    let variables = std::env::vars().chain([("TELEMETRY_SERVICES_AUTH".to_owned(), stand_in)]);
    let sources = Sources { file: arguments.config.clone(), variables: variables.collect() };
    let mut config = match Config::load(&sources.file, sources.variables.iter().cloned()) {
        Ok(config) => config,
        Err(error) => {
            say(error);
            if !arguments.config.exists() {
                say(
                    "Run `sluice dev` in the checkout of Sluice, where deploy/dev.toml is, or name a configuration: --config FILE",
                );
            }
            return Exit::Usage;
        }
    };
    arguments.addresses.apply(&mut config);
    let address = arguments.playground_listen.unwrap_or_else(|| beside(config.metrics.listen));
    let listener = match TcpListener::bind(address) {
        Ok(listener) => listener,
        Err(error) => {
            say(format!("listening on {address} for the playground; another address: --playground-listen: {error}"));
            return Exit::Failed;
        }
    };
    let (components, store) = (arguments.component.clone(), arguments.playground_store.clone());
    let of_playground = sources.clone();
    serve::serve(config, sources, ListenFd::empty(), |listening, service| {
        let address = listener.local_addr()?;
        let settings = Settings { sources: of_playground, components, store, metrics: listening.metrics };
        playground::start(listener, settings, service)?;
        tracing::info!(playground = %address, "serving the playground");
        say(welcome(listening, address));
        Ok(())
    })
}

/// This machine alone, at the port after that of the metrics. Whatever free port if that is.
fn beside(metrics: SocketAddr) -> SocketAddr {
    let port = if metrics.port() == 0 { 0 } else { metrics.port().checked_add(1).unwrap_or(0) };
    SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port)
}

/// Starts it on a thread of its own and returns its URL.
fn start_stand_in() -> std::io::Result<String> {
    let (started, url) = std::sync::mpsc::channel();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    std::thread::Builder::new().name("stand-in".to_owned()).spawn(move || {
        runtime.block_on(async move {
            let stand_in = match tokio::net::TcpListener::bind("127.0.0.1:0").await.and_then(StandIn::start) {
                Ok(stand_in) => stand_in,
                Err(error) => return drop(started.send(Err(error))),
            };
            let _ = started.send(Ok(stand_in.url()));
            std::future::pending::<()>().await;
        });
    })?;
    url.recv().unwrap_or_else(|_| Err(std::io::Error::other("its thread ended")))
}

fn welcome(listening: &serve::Listening, playground: SocketAddr) -> String {
    let token = AGENT_1.token;
    let serve::Listening { events, metrics } = listening;
    let event = r#"{"kind":"log","level":"error","name":"checkout","message":"card 4111 1111 1111 1111 of ann@example.com refused","attributes":{"phone":"+1-415-555-0132"}}"#;
    format!(
        "
Sluice takes events on http://{events}/v1/events; metrics are on http://{metrics}/metrics.
The chains are on http://{metrics}/filters, and a playground for filters is on http://{playground}/playground.
Genesys Authentication is a stand-in that knows two tenants. Paste into another terminal:

  curl -sS http://{events}/v1/events \\
    -H 'Authorization: Bearer {token}' -H 'Content-Type: application/json' \\
    -A 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36' \\
    -d '{event}'

It answers {{\"written\":1,\"dropped\":0,\"withheld\":0}}, and here, on stdout, a line like this one appears:

{}
",
        example_line()
    )
}

/// What the event above becomes, but for the times and ids of the request.
fn example_line() -> &'static str {
    include_str!("dev/example_line.json").trim_end()
}
