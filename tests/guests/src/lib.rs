//! A filter that tries to break each promise of the host, one at a time: `{"behaviour": "loop", "in": "configure"}`.
//!
//! It calls everything, so it imports every interface.

mod acts;
mod behaviour;
mod names;
#[cfg(target_family = "wasm")]
mod raw;

use behaviour::Behaviour;
use names::Names;
use serde::Deserialize;
use sluice_filter::{Batch, Filter, Scanner};
use std::cell::RefCell;

/// What to try, and when.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    behaviour: Behaviour,
    #[serde(default, rename = "in")]
    during: During,
}

/// In which export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum During {
    Configure,
    WarmUp,
    #[default]
    Process,
}

/// The filter.
pub struct Hostile {
    settings: Settings,
    scanner: Option<Scanner>,
    names: Names,
    secret: RefCell<String>,
}

impl Filter for Hostile {
    type Settings = Settings;

    fn configure(settings: Settings) -> Result<Self, String> {
        if settings.during == During::Configure {
            settings.behaviour.without_batch()?;
        }
        let scanner = settings.behaviour.scanner()?;
        let names = Names::declare(settings.behaviour)?;
        Ok(Hostile { settings, scanner, names, secret: RefCell::default() })
    }

    fn warm_up(&self, batch: &Batch) {
        if self.settings.during == During::WarmUp {
            let _ = self.settings.behaviour.with_batch(self, batch);
        }
    }

    fn process(&self, batch: &Batch) -> Result<(), String> {
        if self.settings.during == During::Process { self.settings.behaviour.with_batch(self, batch) } else { Ok(()) }
    }
}

sluice_filter::export!(Hostile);
