//! Chains as a configuration describes them: the operator's edge chain, the default chain, and the tenants' own.

use super::tenant_set::{DEFAULT, EDGE, Tenants};
use crate::config::Config;
use crate::config::sections::chain::PseudonymConfig;
use crate::config::sections::guard::TenantGuardConfig;
use crate::config::sections::tenants::TenantConfig;
use crate::metrics::series;
use sluice_event::{Guard, Keeper, PseudonymKey};
use sluice_sandbox::{
    Chain, ChainSettings, FilterEngine, LoadError, LoadMode, Refusal, Replacement, TestCaseVerdict,
    settings::filters::FilterEntry,
};
use sluice_scan::ScanError;
use std::{path::PathBuf, sync::Arc};

/// Loads chains with the limits, breaker and key of one configuration.
pub struct ChainLoader<'a> {
    engine: &'a FilterEngine,
    config: &'a Config,
    key: PseudonymKey,
    guard: Guard,
    /// The chains that are in use.
    in_use: Option<Arc<Tenants>>,
}

/// The key of pseudonyms cannot be had.
#[derive(Debug, thiserror::Error)]
#[error("reading the key of pseudonyms {file} (`pseudonyms.key_file`): {why}", file = file.display())]
pub struct KeyError {
    file: PathBuf,
    why: String,
}

/// Chains cannot be loaded with this configuration.
#[derive(Debug, thiserror::Error)]
pub enum ChainLoaderError {
    /// The key of pseudonyms.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The options of the guard.
    #[error("compiling what `[guard]` looks for: {0}")]
    Guard(#[from] ScanError),
}

impl<'a> ChainLoader<'a> {
    /// `drawn` is the key where the configuration names no file.
    ///
    /// # Errors
    /// When the file with the key of pseudonyms cannot be read, or is too short, or `[guard]` has options that do not compile.
    pub fn new(
        engine: &'a FilterEngine,
        config: &'a Config,
        drawn: &PseudonymKey,
        in_use: Option<Arc<Tenants>>,
    ) -> Result<Self, ChainLoaderError> {
        let guard = Guard::compile(config.guard.options())?;
        Ok(Self { engine, config, key: key(&config.pseudonyms, drawn)?, guard, in_use })
    }

    /// What looks at a tenant's events after their last filter; none where nothing is looked for.
    #[must_use]
    pub fn guard(&self, id: &str, tenant: &TenantConfig) -> Option<Guard> {
        let actions = self.config.guard.actions(&tenant.guard);
        let operators = self.config.guard.actions(&TenantGuardConfig::default());
        (!actions.is_empty()).then(|| self.guard.with(&actions, &operators, self.tenant_key(id)))
    }

    /// The chain that every request goes through.
    ///
    /// # Errors
    /// Everything that is wrong with any of its filters.
    pub fn edge(&self) -> Result<Chain, Vec<LoadError>> {
        let settings = self.settings(EDGE, &self.key);
        self.load(&settings, &self.config.edge.filters)
    }

    /// The chain of tenants that have none. Its pseudonyms are those of the request's tenant.
    ///
    /// # Errors
    /// Everything that is wrong with any of its filters.
    pub fn default(&self) -> Result<Chain, Vec<LoadError>> {
        let settings = self.settings(DEFAULT, &self.key);
        self.load(&settings, &self.config.default.filters)
    }

    /// A tenant's own chain; none where it has no filters.
    ///
    /// # Errors
    /// Everything that is wrong with any of its filters.
    pub fn of_tenant(
        &self,
        id: &str,
        tenant: &TenantConfig,
        load_mode: LoadMode,
    ) -> Result<Option<Chain>, Vec<LoadError>> {
        let (key, limits) = (self.tenant_key(id), tenant.limits.apply_to(&self.config.limits));
        let candidates = tenant.filters.iter().filter(|filter| filter.candidate.is_some()).count();
        let own_series = series::of_tenant(tenant.filters.len(), candidates, tenant.publishable_keys.len());
        let max_series = self.config.ceiling.series.saturating_sub(own_series);
        let own = ChainSettings { limits: &limits, load_mode, max_series, ..self.settings(id, &key) };
        let settings = ChainSettings { keeper: Keeper::Tenant, ..own };
        let chain = self.load(&settings, &tenant.filters)?;
        Ok((!chain.is_empty()).then_some(chain))
    }

    /// Holds a loaded filter against the cases in a directory, in a process of its own, unless files that looked as
    /// `seen` already were; that takes [`LoadMode::Compile`]. The filter is in a chain of `tenant`, or of the operator.
    ///
    /// # Errors
    /// What is wrong with the files of the cases, or that the process failed.
    pub fn run_test_cases(
        &self,
        filter: &FilterEntry,
        digest: &str,
        tenant: Option<&TenantConfig>,
        directory: PathBuf,
        seen: &[u8; 32],
        load_mode: LoadMode,
    ) -> Result<TestCaseVerdict, Refusal> {
        let limits = &self.config.limits;
        let limits = tenant.map_or_else(|| limits.clone(), |tenant| tenant.limits.apply_to(limits));
        self.engine.run_test_cases(filter, digest, limits, directory, seen, load_mode)
    }

    /// The key of one tenant's pseudonyms.
    #[must_use]
    pub fn tenant_key(&self, id: &str) -> PseudonymKey {
        self.key.for_tenant(id)
    }

    fn load(&self, settings: &ChainSettings<'_>, filters: &[FilterEntry]) -> Result<Chain, Vec<LoadError>> {
        let in_use = self.in_use.as_deref().and_then(|tenants| tenants.chain_named(settings.name));
        let replacement = Replacement { in_use: in_use.map(AsRef::as_ref), bounds: self.config.promotion };
        self.engine.replace_chain(settings, filters, replacement)
    }

    fn settings<'s>(&'s self, name: &'s str, key: &'s PseudonymKey) -> ChainSettings<'s> {
        let Config { limits, breaker, .. } = self.config;
        ChainSettings {
            name,
            limits,
            breaker,
            key,
            load_mode: LoadMode::Compile,
            max_series: usize::MAX,
            shows_error_text: false,
            keeper: Keeper::Operator,
            disabled: None,
        }
    }
}

fn key(config: &PseudonymConfig, drawn: &PseudonymKey) -> Result<PseudonymKey, KeyError> {
    let Some(file) = &config.key_file else { return Ok(drawn.clone()) };
    let error = |why: String| KeyError { file: file.clone(), why };
    let text = std::fs::read(file).map_err(|found| error(found.to_string()))?;
    if text.len() < 32 {
        return Err(error("has fewer than 32 bytes".to_owned()));
    }
    Ok(PseudonymKey::from_bytes(blake3::derive_key("sluice 2026-11 pseudonyms", &text)))
}
