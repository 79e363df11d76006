//! Real programs around the service.

pub(crate) mod chromium;
pub(crate) mod devtools;
pub(crate) mod languages;
pub(crate) mod nginx;
pub(crate) mod page;
pub(crate) mod program;
pub(crate) mod prometheus;
pub(crate) mod registry;
