//! Tenants as requests meet them: by the contact center id of an authenticated identity, each with its chain.

pub mod chains;
pub mod client_rates;
mod fairness;
mod keys;
mod pages;
mod publishable_key;
mod refusal;
mod tenant;
mod tenant_set;
mod turns;

pub use fairness::{Arrival, Fairness, Seat};
pub use publishable_key::PublishableKey;
pub use refusal::{ChainUnavailable, KeyRefusal, Limited, TenantNotServed, Wait};
pub use tenant::{OwnChain, PersonalData, Tenant};
pub use tenant_set::{KeyedChain, Tenants};
