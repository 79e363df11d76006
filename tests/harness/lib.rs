//! What the tests share: the real binary with a configuration of its own, its stdout and log, clients that behave and
//! clients that do not, and a stand-in for Genesys Authentication.
//!
//! Nothing here sleeps to give something time: [`until`] asks again and again, and fails when a generous time is up.

mod browser;
mod certificate;
mod chromium;
mod dev;
mod devtools;
mod dice;
mod ended;
mod events;
mod exposition;
mod filter;
mod languages;
mod line;
mod load;
mod log;
mod nginx;
mod output;
mod page;
mod paths;
mod program;
mod prometheus;
mod publishable_key;
mod raw;
mod registry;
mod scrape;
mod service;
mod setup;
mod stand_in;
mod tenant_directory;
mod wait;

pub use browser::{Ask, Browser, Reply};
pub use certificate::Certificate;
pub use chromium::Chromium;
pub use dev::Dev;
pub use devtools::Page;
pub use dice::Dice;
pub use ended::{Ended, run};
pub use events::{PERSONAL, event, personal_batch, personal_in, user_agent};
pub use exposition::Exposition;
pub use filter::Filter;
pub use languages::FilterLanguage;
pub use line::Line;
pub use load::{Load, Loaded};
pub use log::Log;
pub use nginx::Nginx;
pub use output::Output;
pub use paths::{
    component, directory, native_reference, profile_directory, shared_file, sluice, user_cache, workspace,
};
pub use program::{Program, free_port};
pub use prometheus::Prometheus;
pub use publishable_key::PublishableKey;
pub use raw::{Closed, Raw};
pub use registry::Registry;
pub use scrape::Scrape;
pub use service::Service;
pub use setup::Setup;
pub use stand_in::{Genesys, runtime};
pub use tenant_directory::TenantDirectory;
pub use wait::{PATIENCE, until, until_within};
