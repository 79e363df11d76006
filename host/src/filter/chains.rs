//! All chains of the service: the operator's, which every request goes through, and the tenants'.

use super::{Chain, ChainSettings, FilterEngine, LoadError};
use crate::{
    config::{Config, chain::PseudonymConfig, filters::FilterEntry},
    event::PseudonymKey,
};
use std::collections::HashMap;

/// The name of the operator's chain in logs and metrics.
pub const EDGE: &str = "edge";

/// Chains by tenant, and the edge chain.
pub struct Chains {
    edge: Chain,
    tenants: HashMap<String, Chain>,
}

/// Why there are no chains.
#[derive(Debug, thiserror::Error)]
pub enum ChainsError {
    /// The key of pseudonyms cannot be had.
    #[error("reading the key of pseudonyms (`pseudonyms.key_file`): {0}")]
    Key(String),
    /// Filters were refused.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Filters(Vec<LoadError>),
}

impl Chains {
    /// Loads every filter of a configuration; waits for the processes that compile them.
    ///
    /// # Errors
    /// With everything that is wrong with any of them.
    pub fn load(engine: &FilterEngine, config: &Config) -> Result<Self, ChainsError> {
        let key = key(&config.pseudonyms)?;
        let load = |name: &str, filters: &[FilterEntry], key: &PseudonymKey| {
            let settings = ChainSettings { name, limits: &config.limits, breaker: &config.breaker, key };
            engine.load_chain(&settings, filters)
        };
        let mut errors = Vec::new();
        let edge = load(EDGE, &config.edge.filters, &key).map_err(|all| errors.extend(all)).ok();
        let mut tenants = HashMap::new();
        for (id, tenant) in config.tenants.iter().filter(|(_, tenant)| !tenant.filters.is_empty()) {
            match load(id, &tenant.filters, &key.for_tenant(id)) {
                Ok(chain) => drop(tenants.insert(id.clone(), chain)),
                Err(all) => errors.extend(all),
            }
        }
        match edge {
            Some(edge) if errors.is_empty() => Ok(Self { edge, tenants }),
            _ => Err(ChainsError::Filters(errors)),
        }
    }

    /// The operator's chain.
    #[must_use]
    pub fn edge(&self) -> &Chain {
        &self.edge
    }

    /// A tenant's own chain, where it has one.
    #[must_use]
    pub fn of_tenant(&self, id: Option<&str>) -> Option<&Chain> {
        self.tenants.get(id?)
    }

    /// How many filters all chains have together.
    #[must_use]
    pub fn filters(&self) -> usize {
        self.tenants.values().chain([&self.edge]).map(|chain| chain.describe().len()).sum()
    }
}

fn key(config: &PseudonymConfig) -> Result<PseudonymKey, ChainsError> {
    let bytes = match &config.key_file {
        Some(file) => {
            let text = std::fs::read(file).map_err(|error| ChainsError::Key(format!("{}: {error}", file.display())))?;
            if text.len() < 32 {
                return Err(ChainsError::Key(format!("{}: has fewer than 32 bytes", file.display())));
            }
            blake3::derive_key("sluice 2026-11 pseudonyms", &text)
        }
        None => {
            let mut drawn = [0; 32];
            getrandom::fill(&mut drawn).map_err(|error| ChainsError::Key(format!("drawing one: {error}")))?;
            drawn
        }
    };
    Ok(PseudonymKey::from_bytes(bytes))
}
