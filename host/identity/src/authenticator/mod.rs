//! Identifies tokens, from the cache or by a lookup at Genesys Authentication.

mod exchange;
mod identify;
mod late_answers;
mod lookup;
mod service_health;
mod setup;
#[cfg(test)]
mod tests;

pub use setup::Authenticator;
