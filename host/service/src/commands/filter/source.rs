//! Where filters come from: one component, or a tenant's chain.

use std::{fs, path::Path};

use serde_json::Value;

/// See the module.
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
