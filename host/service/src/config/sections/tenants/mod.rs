//! Tenants, and what becomes of those who are none.

mod access;
mod fairness;
mod key_digest;
pub(in crate::config) mod pages;
mod publishable_keys;
mod tenant;

pub(crate) use access::{AccessConfig, UnknownTenants, WithoutTenant};
pub(crate) use fairness::FairnessConfig;
pub(crate) use key_digest::KeyDigest;
pub(crate) use pages::{CorsConfig, RoutePages, bare_domain};
pub(crate) use publishable_keys::PublishableKeyConfig;
pub(crate) use tenant::{TenantConfig, Tenants};
