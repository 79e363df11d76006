//! Write telemetry filters for Sluice, in safe Rust.
//!
//! A filter is a WebAssembly component that reads and changes a *batch*: the events of one request. The batch stays in
//! the host; a filter asks for what it needs and says what shall change. It is configured once, and then runs in a
//! fresh sandbox for each request, which starts from the memory that [`Filter::configure`] and [`Filter::warm_up`]
//! left behind. So what is costly belongs into `configure`, and nothing that [`Filter::process`] writes into the
//! filter's own memory outlives the request.
//!
//! # A first filter
//!
//! ```
//! use sluice_filter::{Batch, Filter, Kind, Pattern, Scanner, export};
//!
//! #[derive(serde::Deserialize)]
//! #[serde(default, deny_unknown_fields)]
//! struct Settings {
//!     /// Where to look.
//!     under: String,
//! }
//!
//! impl Default for Settings {
//!     fn default() -> Self {
//!         Settings { under: "/message".into() }
//!     }
//! }
//!
//! struct RedactEmail {
//!     scanner: Scanner,
//!     under: String,
//! }
//!
//! impl Filter for RedactEmail {
//!     type Settings = Settings;
//!
//!     fn configure(settings: Settings) -> Result<Self, String> {
//!         let scanner = Scanner::compile(&[Pattern::kind(Kind::Email)])?;
//!         Ok(RedactEmail { scanner, under: settings.under })
//!     }
//!
//!     fn process(&self, batch: &Batch) -> Result<(), String> {
//!         batch.scan(self.scanner, &self.under);
//!         Ok(())
//!     }
//! }
//!
//! export!(RedactEmail);
//!
//! // Off the sandbox the same code runs against an in-memory batch.
//! use sluice_filter::testing::{self, json};
//! let filter: RedactEmail = testing::configure(json!({})).unwrap();
//! let outcome = testing::run(&filter, json!([{"message": "from eve@example.com"}])).unwrap();
//! assert_eq!(outcome.events, [json!({"message": "from [redacted:email]"})]);
//! ```
//!
//! `sluice filter new` lays out a crate like this one, `sluice filter build` makes a component of it, and
//! `sluice filter test` runs its cases on the engine that runs in production.
//!
//! # Places
//!
//! Events are JSON objects, and a place in one is a [JSON Pointer](https://www.rfc-editor.org/rfc/rfc6901):
//! `/attributes/user`, `/page/url`; the empty text is the whole event. Members of an event that the host does not know
//! are under `/attributes`.
//!
//! # Rules
//!
//! What is taken away leaves the name of a rule in its place, and a receipt in the line: `[redacted:email]`. The rules of a
//! scanner's patterns come with the scanner; any other is declared while the filter is configured, with [`Rule::declare`]. So
//! are the names of metrics. None of them can depend on a batch: a filter that may only take away must not be able to say
//! what it has read. The same holds for what a scanner leaves instead, with [`Scanner::replace_with`]: the last four digits, or a
//! text.
//!
//! # What a filter is allowed
//!
//! A filter may do what it imports, and it imports what it calls. One that never calls [`Event::set`] or [`Batch::set`]
//! does not import `enrich`, and so cannot add a byte to an event; the operator sees that before it runs. There is no
//! clock, no randomness, no file and no network: the same batch always gives the same result.
//!
//! | To | call | which imports |
//! |---|---|---|
//! | read | [`Batch::events`], [`Event::get`], [`Event::text`], [`Event::texts`], [`Event::walk`], [`Event::members`], [`Event::hash`] | `events` |
//! | take away | [`Rule::declare`], [`Event::drop`], [`Event::remove`], [`Event::mask`], [`Event::pseudonymise`], [`Batch::scan`] | `redact` |
//! | add and change | [`Event::set`], [`Batch::set`] | `enrich` |
//! | find | [`Scanner::compile`], [`Scanner::keep`], [`Scanner::replace_with`], [`Scanner::find`] | `scanners` |
//! | know the request | [`context`] | `context` |
//! | know the person | [`personal`] | `personal` |
//! | report | [`diagnostics`] | `diagnostics` |

mod batch;
pub mod context;
pub mod diagnostics;
mod enrich;
mod export;
mod filter;
pub mod personal;
mod redact;
mod scanner;
mod types;

#[cfg(target_family = "wasm")]
mod bindings;
#[cfg(target_family = "wasm")]
#[doc(hidden)]
pub mod exported;
#[cfg(target_family = "wasm")]
#[path = "host.rs"]
mod host;

#[cfg(not(target_family = "wasm"))]
pub mod testing;
#[cfg(not(target_family = "wasm"))]
use testing::host;

pub use batch::{Batch, Event};
pub use filter::{Filter, NoSettings};
pub use redact::Rule;
pub use scanner::Scanner;
pub use types::{
    EditError, Group, Kind, Leaf, Match, Matcher, Options, Pattern, Replacement, Selection, Span, Substitute, Text,
    Value,
};
