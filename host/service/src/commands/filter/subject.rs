//! What commands run: a component or a chain, on which events, with compiled filters kept where.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::{author, recorded};
use sluice_wire::recording::{RecordedBody, RecordingError};

/// Where filters come from: one component, or a tenant's chain.
#[derive(Clone, Debug)]
pub(crate) enum Source<'a> {
    /// A component with its settings.
    Component(&'a Path, Value),
    /// The `chain.toml` of a tenant.
    Chain(&'a Path),
}

impl<'a> Source<'a> {
    /// A component with the settings in a file.
    ///
    /// # Errors
    /// One of the files cannot be read, or the settings are no JSON object.
    pub(crate) fn component(file: &'a Path, settings: Option<&Path>) -> Result<Self, String> {
        let settings = read_settings(settings)?;
        let why = |error| format!("reading {}: {error}; `sluice filter build DIR` makes a component", file.display());
        fs::File::open(file).map_err(why)?;
        Ok(Self::Component(file, settings))
    }

    /// The filters that a tenant's `chain.toml` names.
    ///
    /// # Errors
    /// It cannot be read.
    pub(crate) fn chain(file: &'a Path) -> Result<Self, String> {
        fs::File::open(file).map_err(|error| format!("reading {}: {error}", file.display()))?;
        Ok(Self::Chain(file))
    }
}

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

/// The settings in a file; none where no file is given.
fn read_settings(file: Option<&Path>) -> Result<Value, String> {
    let Some(file) = file else { return Ok(Value::Object(serde_json::Map::new())) };
    let shown = file.display();
    let text = fs::read(file).map_err(|error| format!("reading settings from {shown}: {error}"))?;
    let settings = serde_json::from_slice(&text).map_err(|error| format!("{shown} is not JSON: {error}"))?;
    match settings {
        Value::Object(_) => Ok(settings),
        _ => Err(format!("{shown}: settings are a JSON object")),
    }
}
