//! Chains: filters that run in order ([`filter_chain`]), each in a sandbox of its own and behind breakers
//! ([`filter_in_chain`], [`filter_run`]). Chains that take long ([`cpu_average`]) run in the [`slow_lane`].

mod account_breaker;
mod breaker;
pub(crate) mod breakers;
mod cpu_average;
pub(crate) mod filter_chain;
pub(crate) mod filter_in_chain;
mod filter_run;
mod filter_status;
pub(crate) mod observed_run;
pub(crate) mod slow_lane;
