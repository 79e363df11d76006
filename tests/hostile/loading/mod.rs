//! What tenants hand in, while it is loaded.

mod cases;
pub(super) mod children;
mod links;
mod refused;
mod store;
