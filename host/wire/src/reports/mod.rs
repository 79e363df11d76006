//! What browsers report by themselves: `application/reports+json` and the older `application/csp-report`.
//! <https://www.w3.org/TR/reporting-1/>, <https://www.w3.org/TR/CSP3/#violation-events>

mod csp;
mod decode;
mod delivered;
mod groups;
mod identity;
mod report;

pub use decode::decode;
pub use delivered::{Delivered, Seen};
