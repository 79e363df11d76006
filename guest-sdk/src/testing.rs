//! Unit tests without a sandbox: the same filter, against a batch in memory.
//!
//! Reading and editing follow the host's rules. Three things are simpler here: scanners of a built-in kind find by a
//! plain expression without check digits, pseudonyms and hashes are not keyed, and there are no limits and no places that belong
//! to the host. For the real engine, write cases and run `sluice filter test`.
//!
//! ```
//! # use sluice_filter::{Batch, Filter, NoSettings, context, testing::{self, Request, json}};
//! # struct TagOrigin;
//! # impl Filter for TagOrigin {
//! #     type Settings = NoSettings;
//! #     fn configure(_: NoSettings) -> Result<Self, String> { Ok(TagOrigin) }
//! #     fn process(&self, batch: &Batch) -> Result<(), String> {
//! #         if let Some(origin) = context::origin() { batch.set("/attributes/origin", origin)?; }
//! #         Ok(())
//! #     }
//! # }
//! let filter: TagOrigin = testing::configure(json!({})).unwrap();
//! let request = Request { origin: Some("https://shop.example".into()), ..Request::default() };
//! let outcome = testing::run_with(&filter, json!([{"name": "click"}]), request).unwrap();
//! assert_eq!(outcome.events[0]["attributes"]["origin"], "https://shop.example");
//! ```

mod declared;
mod edit;
pub(crate) mod host;
mod host_state;
mod places;
mod scan;
mod substitute;
mod types;
mod walk;

use crate::batch::Batch;
use crate::filter::Filter;
use serde_json::Value;

pub use serde_json::json;
pub use types::{Outcome, Request};

/// Configures a filter and warms it up.
///
/// # Errors
/// What the operator would see: the settings cannot be read, or the filter refuses them.
pub fn configure<F: Filter>(settings: Value) -> Result<F, String> {
    let settings = serde_json::from_value(settings).map_err(|error| format!("settings: {error}"))?;
    let filter = host_state::while_configuring(|| F::configure(settings))?;
    host_state::put(vec![json!({"message": "a sample"})], Request::default());
    filter.warm_up(&Batch::new());
    Ok(filter)
}

/// Runs a filter on events: an array of objects, as filters see them.
///
/// # Errors
/// The filter's own; the host would then undo all that it did.
///
/// # Panics
/// On anything but an array of objects.
pub fn run<F: Filter>(filter: &F, events: Value) -> Result<Outcome, String> {
    run_with(filter, events, Request::default())
}

/// [`run`], with a request that says something of itself.
///
/// # Errors
/// As [`run`].
///
/// # Panics
/// As [`run`].
pub fn run_with<F: Filter>(filter: &F, events: Value, request: Request) -> Result<Outcome, String> {
    let Value::Array(events) = events else { panic!("the events of a test are an array") };
    assert!(events.iter().all(Value::is_object), "an event is an object");
    host_state::put(events, request);
    filter.process(&Batch::new())?;
    Ok(host_state::take())
}
