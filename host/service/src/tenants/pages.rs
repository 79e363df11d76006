//! Which pages may send, as configured.

use crate::config::Config;
use crate::config::sections::tenants::{PublishableKeyConfig, RoutePages, TenantConfig, bare_domain};
use sluice_wire::Route;
use std::collections::HashSet;

/// Pages that may send: to any path, and to some.
#[derive(Debug, Default, Clone)]
pub(super) struct Pages {
    anywhere: Origins,
    routes: Vec<(Route, Origins)>,
}

impl Pages {
    /// A tenant's own.
    #[must_use]
    pub(super) fn of_tenant(tenant: &TenantConfig) -> Self {
        Self { anywhere: Origins::new(&tenant.origins, &tenant.domains), routes: by_route(&tenant.routes) }
    }

    /// Those from which a publishable key may be used, whatever the path.
    #[must_use]
    pub(super) fn of_key(key: &PublishableKeyConfig) -> Self {
        Self { anywhere: Origins::new(&key.origins, &key.domains), routes: Vec::new() }
    }

    /// Those that do not depend on the tenant.
    #[must_use]
    pub(super) fn of_everybody(config: &Config) -> Self {
        let cors = &config.cors;
        Self { anywhere: Origins::new(&cors.origins, &cors.domain), routes: by_route(&cors.routes) }
    }

    /// Those of everybody, and of any tenant: before the identity is known, no more can be said.
    #[must_use]
    pub(super) fn of_any<'a>(everybody: &Self, tenants: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut any = everybody.clone();
        for tenant in tenants {
            any.anywhere.add(&tenant.anywhere);
            for (route, origins) in &tenant.routes {
                match any.routes.iter_mut().find(|(known, _)| known == route) {
                    Some((_, known)) => known.add(origins),
                    None => any.routes.push((*route, origins.clone())),
                }
            }
        }
        any
    }

    /// Whether a page of this origin may send to a path. Where there is no such path, whether it may send at all: then it
    /// may read that there is none.
    #[must_use]
    pub(super) fn allow(&self, origin: &str, route: Option<Route>) -> bool {
        let origin = origin.to_ascii_lowercase();
        let own = |(known, _): &&(Route, Origins)| route.is_none_or(|route| route == *known);
        self.anywhere.allow(&origin) || self.routes.iter().filter(own).any(|(_, origins)| origins.allow(&origin))
    }
}

fn by_route(routes: &RoutePages) -> Vec<(Route, Origins)> {
    routes
        .iter()
        .filter_map(|(path, pages)| Some((Route::of(path)?, Origins::new(&pages.origins, &pages.domains))))
        .collect()
}

/// Origins: exact ones, and domains with all that is under them.
#[derive(Debug, Default, Clone)]
struct Origins {
    exact: HashSet<String>,
    domains: Vec<String>,
}

impl Origins {
    /// Origins as configured; compared in lower case.
    fn new<'a>(exact: impl IntoIterator<Item = &'a String>, domains: impl IntoIterator<Item = &'a String>) -> Self {
        Self {
            exact: exact.into_iter().map(|origin| as_browsers_say(origin)).collect(),
            domains: domains.into_iter().map(|domain| bare_domain(domain).to_ascii_lowercase()).collect(),
        }
    }

    fn add(&mut self, others: &Self) {
        self.exact.extend(others.exact.iter().cloned());
        self.domains.extend(others.domains.iter().cloned());
    }

    /// Whether this origin, in lower case, is one of them. Under a domain, only `https` pages are.
    fn allow(&self, origin: &str) -> bool {
        if self.exact.contains(origin) {
            return true;
        }
        let Some(authority) = origin.strip_prefix("https://") else { return false };
        let host = authority.split(':').next().unwrap_or_default();
        self.domains
            .iter()
            .any(|domain| host.strip_suffix(domain.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
    }
}

/// Lower case, and no port that is the scheme's own.
/// <https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin>
fn as_browsers_say(origin: &str) -> String {
    let mut origin = origin.trim_end_matches('/').to_ascii_lowercase();
    for (scheme, port) in [("https://", ":443"), ("http://", ":80")] {
        if origin.starts_with(scheme) && origin.ends_with(port) {
            origin.truncate(origin.len() - port.len());
        }
    }
    origin
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(origins: &[&str], domains: &[&str]) -> Pages {
        let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
        let tenant = TenantConfig { origins: owned(origins), domains: owned(domains), ..TenantConfig::default() };
        Pages::of_tenant(&tenant)
    }

    #[test]
    fn a_domain_allows_itself_and_what_is_under_it_and_nothing_that_only_ends_like_it() {
        let pages = pages(&[], &["example.com"]);
        for allowed in [
            "https://example.com",
            "https://wwe.example.com",
            "https://a.b.example.com:8443",
            "https://WWE.Example.COM",
        ] {
            assert!(pages.allow(allowed, Some(Route::Events)), "{allowed}");
        }
        for refused in [
            "http://wwe.example.com",
            "https://badexample.com",
            "https://example.com.evil.test",
            "null",
            "",
            "https://",
        ] {
            assert!(!pages.allow(refused, Some(Route::Events)), "{refused}");
        }
    }

    #[test]
    fn an_exact_origin_is_allowed_with_its_scheme_and_port_only() {
        let pages = pages(&["http://localhost:8080"], &[]);
        assert!(pages.allow("http://localhost:8080", Some(Route::Faro)));
        assert!(!pages.allow("http://localhost:8081", Some(Route::Faro)));
        assert!(!pages.allow("https://localhost:8080", Some(Route::Faro)));
    }

    #[test]
    fn a_port_that_is_the_schemes_own_is_none() {
        let pages = pages(&["https://a.test:443", "HTTP://B.test:80/", "https://c.test:80", "https://[::1]:443"], &[]);
        for allowed in ["https://a.test", "http://b.test", "https://c.test:80", "https://[::1]"] {
            assert!(pages.allow(allowed, Some(Route::Events)), "{allowed}");
        }
        assert!(!pages.allow("http://a.test", Some(Route::Events)));
        assert!(!pages.allow("https://c.test", Some(Route::Events)));
    }

    #[test]
    fn pages_of_one_path_may_send_there_only() {
        let mut tenant = TenantConfig::default();
        tenant.routes.entry("/collect".to_owned()).or_default().domains.push("login.example".to_owned());
        let (everybody, tenant) = (pages(&["https://a.example"], &[]), Pages::of_tenant(&tenant));
        let any = Pages::of_any(&everybody, [&tenant]);
        for pages in [&tenant, &any] {
            assert!(pages.allow("https://login.example", Some(Route::Faro)));
            assert!(!pages.allow("https://login.example", Some(Route::Events)));
            assert!(pages.allow("https://login.example", None));
        }
        assert!(any.allow("https://a.example", Some(Route::Events)));
    }
}
