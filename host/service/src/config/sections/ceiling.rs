//! `[ceiling]`: the most that a tenant's own directory may ask for. What its `chain.toml` says is the tenant's word; what
//! this file says is the operator's.

use super::tenants::{FairnessConfig, TenantConfig};
use serde::{Deserialize, Serialize};
use sluice_registry::provenance::SignedBy;
use sluice_sandbox::settings::{
    filters::{FilterLog, Interface, default_allow},
    limits::{BreakerConfig, LimitsOverride, RunLimits},
};

/// See the module.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct CeilingConfig {
    /// What may be more than `[limits]` says.
    pub limits: LimitsOverride,
    /// In place of `[fairness]`, all of it.
    pub fairness: Option<FairnessConfig>,
    /// What its filters may be allowed to import.
    pub allow: Vec<Interface>,
    /// Public keys of which one has to have signed each of its components, unless its entry in `[tenants]` names others.
    pub signed_by: SignedBy,
    /// Repositories that its components may be pulled from: beginnings of `HOST/REPOSITORY`, in which `{tenant}` stands for
    /// its id. By default none: pulls use the operator's credentials and network.
    pub pull_from: Vec<String>,
    /// The least severe lines of its filters that may reach the service's log.
    pub log: FilterLog,
    /// Filters in its chain.
    pub filters: usize,
    /// Its publishable keys.
    pub keys: usize,
    /// Entries in any other list or table of its file, but for what is in a filter's `config`.
    pub entries: usize,
    /// Bytes of any name or other text in its file, but for what is in a filter's `config`.
    pub text_bytes: usize,
    /// Series of metrics that a tenant and its filters may have; past it, names that filters make up share `other`.
    pub series: usize,
}

impl Default for CeilingConfig {
    fn default() -> Self {
        Self {
            limits: LimitsOverride::default(),
            fairness: None,
            allow: default_allow(),
            signed_by: SignedBy::default(),
            pull_from: Vec::new(),
            log: FilterLog::default(),
            filters: 16,
            // Of a few applications, with room to exchange them.
            keys: 8,
            entries: 100,
            // An origin has at most 269: a scheme, a name of 253 and a port.
            text_bytes: 512,
            series: 2_000,
        }
    }
}

impl CeilingConfig {
    /// What a tenant asks for beyond it.
    #[must_use]
    pub fn mistakes(
        &self,
        limits: &RunLimits,
        fairness: &FairnessConfig,
        breaker: BreakerConfig,
        tenant: &TenantConfig,
    ) -> Vec<String> {
        let most = self.limits.apply_to(limits);
        let mut mistakes = Vec::new();
        let mut beyond = |of: &str, asked: &LimitsOverride| {
            for (key, asked, most) in asked.exceeding(&most) {
                mistakes.push(format!("{of}limits.{key} = {asked}: the operator allows {most} (`[ceiling]`)"));
            }
        };
        beyond("", &tenant.limits);
        tenant.filters.iter().for_each(|filter| beyond(&format!("filter `{}`: ", filter.name), &filter.limits));
        if let Some(asked) = &tenant.fairness {
            let most = self.fairness.as_ref().unwrap_or(fairness);
            mistakes.extend(beyond_share(asked, most));
        }
        for key in &tenant.publishable_keys {
            let most = self.fairness.as_ref().unwrap_or(fairness);
            let of = format!("publishable key `{}`: ", key.name);
            mistakes.extend(beyond_share(&key.fairness(), most).into_iter().map(|mistake| format!("{of}{mistake}")));
        }
        for filter in &tenant.filters {
            let name = &filter.name;
            for interface in filter.allow.iter().filter(|interface| !self.allow.contains(interface)) {
                let interface = interface.as_str();
                mistakes.push(format!(
                    "filter `{name}`: allow = [\"{interface}\"]: the operator does not grant it (`[ceiling]`)"
                ));
            }
            let patient = filter.breaker.filter(|own| own.failures > breaker.failures || own.open_ms < breaker.open_ms);
            if patient.is_some() {
                mistakes.push(format!(
                    "filter `{name}`: breaker: the operator has failures = {}, open_ms = {}; fewer and longer are allowed",
                    breaker.failures, breaker.open_ms
                ));
            }
            if filter.log > self.log {
                let (asked, most) = (filter.log.as_str(), self.log.as_str());
                mistakes
                    .push(format!("filter `{name}`: log = \"{asked}\": the operator allows \"{most}\" (`[ceiling]`)"));
            }
        }
        mistakes
    }
}

/// 0 is no limit.
fn beyond_share(asked: &FairnessConfig, most: &FairnessConfig) -> Vec<String> {
    let keys = [
        ("requests_per_second", asked.requests_per_second, most.requests_per_second),
        ("burst", asked.burst, if most.requests_per_second == 0 { 0 } else { most.burst }),
        ("concurrent", asked.concurrent, most.concurrent),
    ];
    let beyond = keys.into_iter().filter(|(_, asked, most)| *most != 0 && (*asked == 0 || asked > most));
    beyond
        .map(|(key, asked, most)| format!("fairness.{key} = {asked}: the operator allows {most} (`[ceiling]`)"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beyond(ceiling: &str, tenant: &str) -> Vec<String> {
        let ceiling: CeilingConfig = toml::from_str(ceiling).expect("a ceiling");
        let tenant: TenantConfig = toml::from_str(tenant).expect("a tenant");
        ceiling.mistakes(&RunLimits::default(), &FairnessConfig::default(), BreakerConfig::default(), &tenant)
    }

    const ASKS: &str = "limits = { cpu_ms = 600000, wall_ms = 5 }\nfairness = { concurrent = 0 }\n[[filters]]\nname = 'f'\n\
         component = 'f.wasm'\nallow = ['personal']\nlog = 'debug'\nlimits = { host_calls = 20000 }\nbreaker = { failures = 9 }";

    #[test]
    fn a_tenant_gets_no_more_than_the_operator_has_by_default() {
        let mistakes = beyond("", ASKS);
        assert_eq!(mistakes.len(), 6, "{mistakes:?}");
        for key in [
            "breaker",
            "limits.cpu_ms = 600000",
            "filter `f`: limits.host_calls",
            "concurrent = 0",
            "personal",
            "debug",
        ] {
            assert!(mistakes.iter().any(|mistake| mistake.contains(key)), "{key} in {mistakes:?}");
        }
    }

    #[test]
    fn what_the_operator_grants_is_no_mistake() {
        let grants = "limits = { cpu_ms = 600000, host_calls = 20000 }\nfairness = { concurrent = 0 }\n\
             allow = ['personal']\nlog = 'debug'";
        assert_eq!(beyond(grants, &ASKS.replace("failures = 9", "failures = 2")), Vec::<String>::new());
        assert_eq!(beyond("limits = { chain_cpu_ms = 90 }", "limits = { chain_cpu_ms = 90 }"), Vec::<String>::new());
        assert_eq!(beyond("", "limits = { chain_cpu_ms = 51 }").len(), 1);
        assert_eq!(
            beyond("", "limits = { cpu_ms = 3, chain_cpu_ms = 20 }\nfairness = { concurrent = 4 }"),
            Vec::<String>::new()
        );
    }
}
