//! Everything that can be set.

use super::sections::{ceiling, chain, guard, lines, map, memory, reload, reports, server, tenants};
use super::variables::Variables;
use serde::Serialize;
use sluice_contracts::ContractsConfig;
use sluice_identity::AuthConfig;
use sluice_output::StdoutConfig;
use sluice_registry::RegistryConfig;
use sluice_sandbox::settings::{
    filters::FilterEntry,
    limits::{BreakerConfig, RunLimits},
    pool::PoolConfig,
    promotion::PromotionConfig,
    store::StoreConfig,
};

/// Everything that can be set, with its defaults filled in.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Config {
    /// `[server]`
    pub server: server::ServerConfig,
    /// `[memory]`
    pub memory: memory::MemoryConfig,
    /// `[metrics]`
    pub metrics: server::MetricsConfig,
    /// `[body]`
    pub body: server::BodyConfig,
    /// `[lines]`
    pub lines: lines::LinesConfig,
    /// `[reports]`
    pub reports: reports::ReportsConfig,
    /// `[log]`
    pub log: server::LogConfig,
    /// `[stdout]`
    pub stdout: StdoutConfig,
    /// `[auth]`
    pub auth: AuthConfig,
    /// `[cors]`
    pub cors: tenants::CorsConfig,
    /// `[tenants."<contact center id>"]`
    #[serde(skip)]
    pub tenants: tenants::Tenants,
    /// `[access]`
    pub access: tenants::AccessConfig,
    /// `[pool]`
    pub pool: PoolConfig,
    /// `[store]`
    pub store: StoreConfig,
    /// `[registry]`: how components are pulled
    pub registry: RegistryConfig,
    /// `[limits]`: of one run of one filter
    pub limits: RunLimits,
    /// `[breaker]`
    pub breaker: BreakerConfig,
    /// `[promotion]`: when a candidate may replace a filter
    pub promotion: PromotionConfig,
    /// `[edge]`: the operator's chain, which every request goes through
    pub edge: chain::ChainConfig,
    /// `[default]`: the chain of tenants that have none of their own
    pub default: chain::ChainConfig,
    /// `[guard]`: of what leaves, after all filters
    pub guard: guard::GuardConfig,
    /// `[map]`: of what was found where
    pub map: map::MapConfig,
    /// `[fairness]`: of each tenant that has none of its own
    pub fairness: tenants::FairnessConfig,
    /// `[ceiling]`: of what a tenant's directory asks for
    pub ceiling: ceiling::CeilingConfig,
    /// `[reload]`
    pub reload: reload::ReloadConfig,
    /// `[contracts]`
    pub contracts: ContractsConfig,
    /// `[pseudonyms]`
    pub pseudonyms: chain::PseudonymConfig,
    /// The variables of the original service that are set.
    #[serde(skip)]
    pub variables: Variables,
    /// BLAKE3 of the text: a file that changes while it is being loaded must be seen to have changed.
    #[serde(skip)]
    pub text_digest: [u8; 32],
}

impl Config {
    /// Every filter of the operator's own file.
    pub(crate) fn filters(&self) -> impl Iterator<Item = &FilterEntry> {
        let tenants = self.tenants.values().flat_map(|tenant| &tenant.filters);
        self.edge.filters.iter().chain(&self.default.filters).chain(tenants)
    }
}
