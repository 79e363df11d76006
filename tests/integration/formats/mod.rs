//! The formats of bodies, and the lines that become of them.

mod contracts;
mod datadog;
mod exceptions;
mod faro;
mod lines;
mod odd;
mod other_sdks;
mod otlp;
mod publishable_keys;
mod reports;
mod sentry;
