//! Origins that pages may have, as configured.

use crate::config::{
    Config,
    tenants::{TenantConfig, bare_domain},
};
use std::collections::HashSet;

/// Origins: exact ones, and domains with all that is under them.
#[derive(Debug, Default, Clone)]
pub struct Origins {
    exact: HashSet<String>,
    domains: Vec<String>,
}

impl Origins {
    /// Origins as configured; compared in lower case.
    pub fn new<'a>(exact: impl IntoIterator<Item = &'a String>, domains: impl IntoIterator<Item = &'a String>) -> Self {
        Self {
            exact: exact.into_iter().map(|origin| origin.trim_end_matches('/').to_ascii_lowercase()).collect(),
            domains: domains.into_iter().map(|domain| bare_domain(domain).to_ascii_lowercase()).collect(),
        }
    }

    /// A tenant's own.
    #[must_use]
    pub fn of_tenant(tenant: &TenantConfig) -> Self {
        Self::new(&tenant.origins, &tenant.domains)
    }

    /// Those of everybody, and of any tenant: before the identity is known, no more can be said.
    #[must_use]
    pub fn of_any<'a>(everybody: &Self, tenants: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut any = everybody.clone();
        for tenant in tenants {
            any.exact.extend(tenant.exact.iter().cloned());
            any.domains.extend(tenant.domains.iter().cloned());
        }
        any
    }

    /// Those that do not depend on the tenant.
    #[must_use]
    pub fn of_everybody(config: &Config) -> Self {
        Self::new(&config.cors.origins, &config.cors.domain)
    }

    /// Whether a page of this origin may send. Under a domain, only `https` pages may.
    #[must_use]
    pub fn allow(&self, origin: &str) -> bool {
        let origin = origin.to_ascii_lowercase();
        if self.exact.contains(&origin) {
            return true;
        }
        let Some(authority) = origin.strip_prefix("https://") else { return false };
        let host = authority.split(':').next().unwrap_or_default();
        self.domains
            .iter()
            .any(|domain| host.strip_suffix(domain.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_allows_itself_and_what_is_under_it_and_nothing_that_only_ends_like_it() {
        let origins = Origins::new(&[], &["example.com".to_owned()]);
        for allowed in [
            "https://example.com",
            "https://wwe.example.com",
            "https://a.b.example.com:8443",
            "https://WWE.Example.COM",
        ] {
            assert!(origins.allow(allowed), "{allowed}");
        }
        for refused in [
            "http://wwe.example.com",
            "https://badexample.com",
            "https://example.com.evil.test",
            "null",
            "",
            "https://",
        ] {
            assert!(!origins.allow(refused), "{refused}");
        }
    }

    #[test]
    fn an_exact_origin_is_allowed_with_its_scheme_and_port_only() {
        let origins = Origins::new(&["http://localhost:8080".to_owned()], &[]);
        assert!(origins.allow("http://localhost:8080"));
        assert!(!origins.allow("http://localhost:8081"));
        assert!(!origins.allow("https://localhost:8080"));
    }
}
