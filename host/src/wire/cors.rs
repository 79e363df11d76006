//! Cross-origin rules: which pages may send, and the headers that tell their browsers so.
//! <https://fetch.spec.whatwg.org/#http-cors-protocol>

use crate::config::{Config, tenants::TenantConfig};
use http::{HeaderMap, HeaderName, HeaderValue, header};
use std::collections::HashSet;

/// Seconds that a browser may remember a preflight; Chromium's own bound is 7200.
const PREFLIGHT_SECONDS: HeaderValue = HeaderValue::from_static("7200");
const METHODS: HeaderValue = HeaderValue::from_static("POST");
const EXPOSED: HeaderValue = HeaderValue::from_static("retry-after, x-request-id");
const VARY: HeaderValue = HeaderValue::from_static("origin");
/// Most bytes of the list of headers that a preflight asks for.
const MAX_ASKED_HEADERS: usize = 2048;

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
            domains: domains.into_iter().map(|domain| domain.trim_start_matches("*.").to_ascii_lowercase()).collect(),
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

/// Whether a page sends to the host that it came from.
#[must_use]
pub fn is_same_origin(origin: &str, host: Option<&HeaderValue>) -> bool {
    let authority = origin.split_once("://").map(|(_, authority)| authority);
    host.is_some_and(|host| {
        authority.is_some_and(|authority| authority.as_bytes().eq_ignore_ascii_case(host.as_bytes()))
    })
}

/// Adds what lets a page of `origin` read the reply.
pub fn allow(headers: &mut HeaderMap, origin: Option<&HeaderValue>) {
    if let Some(origin) = origin {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }
    headers.append(header::VARY, VARY);
}

/// Adds what answers a preflight: the method, and the headers that it asks for.
pub fn answer_preflight(headers: &mut HeaderMap, asked: &HeaderMap) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS);
    if let Some(names) = asked.get(header::ACCESS_CONTROL_REQUEST_HEADERS).filter(|names| are_header_names(names)) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, names.clone());
    }
    headers.append(header::VARY, HeaderValue::from_static("access-control-request-headers"));
}

fn are_header_names(names: &HeaderValue) -> bool {
    names.len() <= MAX_ASKED_HEADERS
        && names.to_str().is_ok_and(|names| names.split(',').all(|name| name.trim().parse::<HeaderName>().is_ok()))
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
