//! Sentry's SDKs: `/api/{project}/envelope/`, the older `/api/{project}/store/`, and the path of a `tunnel`.
//! <https://develop.sentry.dev/sdk/data-model/envelopes/>

pub mod category;
mod client;
mod count;
mod decode;
mod discarded;
mod dsn;
mod endpoint;
mod envelope;
mod events;
mod item;
mod members;
mod summary;

pub use category::Category;
pub use client::counts_too_large;
pub use count::ItemCounter;
pub use decode::decode;
pub use discarded::{Discarded, REASONS};
pub use endpoint::Endpoint;
pub use summary::Summary;
