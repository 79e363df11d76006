//! Filters of the operator and of tenants, in the running service.

mod data_map;
mod failing_filters;
mod guard;
mod kinds;
mod refused_filters;
mod registries;
mod replay;
mod sandboxes;
mod tenants;
