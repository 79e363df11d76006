//! What an operator or a tenant hands in: configurations and components.

use sluice::config::Config;
use sluice_sandbox::{inspect, settings::filters::Interface};
use std::path::Path;

pub fn config(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Err(error) = Config::parse(text, Path::new("/etc/sluice/sluice.toml"), std::iter::empty()) {
        assert!(!error.to_string().is_empty());
    }
}

pub fn component(data: &[u8]) {
    let all = [Interface::Redact, Interface::Enrich, Interface::Context, Interface::Personal];
    match inspect(data, &all) {
        Ok(found) => assert!(found.imports.iter().all(|import| import.starts_with("sluice:filter/"))),
        Err(refusal) => assert!(!refusal.text.is_empty()),
    }
}
