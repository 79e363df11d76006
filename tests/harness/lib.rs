//! What the tests share: the real binary with a configuration of its own, its stdout and log, clients that behave and
//! clients that do not, and a stand-in for Genesys Authentication.
//!
//! Nothing here sleeps to give something time: [`until`] asks again and again, and fails when a generous time is up.

mod certificate;
mod clients;
mod dice;
mod ended;
mod events;
mod output;
mod paths;
mod programs;
mod service;
mod wait;

pub use certificate::Certificate;
pub use clients::browser::{Ask, Browser, Reply};
pub use clients::load::{Load, Loaded};
pub use clients::raw::{Closed, Raw};
pub use dice::Dice;
pub use ended::{Ended, run};
pub use events::{PERSONAL, event, personal_batch, personal_in, user_agent};
pub use output::exposition::Exposition;
pub use output::line::Line;
pub use output::log::Log;
pub use output::scrape::Scrape;
pub use output::stdout::Output;
pub use paths::{
    component, directory, native_reference, profile_directory, shared_file, sluice, user_cache, workspace,
};
pub use programs::chromium::Chromium;
pub use programs::devtools::Page;
pub use programs::languages::FilterLanguage;
pub use programs::nginx::Nginx;
pub use programs::program::{Program, free_port};
pub use programs::prometheus::Prometheus;
pub use programs::registry::Registry;
pub use service::dev::Dev;
pub use service::filter::Filter;
pub use service::publishable_key::PublishableKey;
pub use service::running::Service;
pub use service::setup::Setup;
pub use service::stand_in::{Genesys, runtime};
pub use service::tenant_directory::TenantDirectory;
pub use wait::{PATIENCE, until, until_within};
