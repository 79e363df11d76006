//! What commands run: a component or a chain, on which events, with compiled filters kept where.

use std::path::PathBuf;

use super::{author, recorded, source::Source};
use sluice_wire::recording::{RecordedBody, RecordingError};

/// The arguments that say it.
#[derive(clap::Args)]
pub(crate) struct Subject {
    /// The component
    #[arg(value_name = "FILE.wasm", required_unless_present = "chain")]
    component: Option<PathBuf>,
    /// Take the filters of a tenant's chain.toml instead, with their settings, permissions and limits
    #[arg(long, value_name = "FILE", conflicts_with_all = ["component", "config"])]
    chain: Option<PathBuf>,
    /// The filter's settings, a file of JSON
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Events: a body as a client sends it (plain JSON, OTLP, Faro, Sentry, Datadog, a browser's reports), one event or body a line,
    /// or lines of the service [default: stdin]
    #[arg(long, value_name = "FILE")]
    events: Option<PathBuf>,
    /// Where compiled filters are kept between two calls
    #[arg(long, value_name = "DIR", default_value_os_t = author::default_store())]
    pub(crate) store: PathBuf,
}

impl Subject {
    /// What runs.
    ///
    /// # Errors
    /// A file cannot be read, or nothing was named.
    pub(crate) fn source(&self) -> Result<Source<'_>, String> {
        match (&self.chain, &self.component) {
            (Some(chain), _) => Source::chain(chain),
            (None, Some(component)) => Source::component(component, self.config.as_deref()),
            (None, None) => Err("name a component, or a chain with --chain".to_owned()),
        }
    }

    /// The events, as the bodies that they came in.
    ///
    /// # Errors
    /// They cannot be read, or there are none.
    pub(crate) fn bodies(&self) -> Result<Vec<RecordedBody>, String> {
        recorded::read(self.events.as_ref())
    }

    /// Says which of the bodies cannot be decoded.
    pub(crate) fn describe(&self, error: &RecordingError) -> String {
        recorded::describe(self.events.as_ref(), error)
    }
}
