//! Which pages may send: `[cors]`, and what tenants say of their own.

use serde::{Deserialize, Serialize};
use sluice_wire::Route;
use std::collections::BTreeMap;

/// `[cors]`: pages that may send whoever the tenant is.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct CorsConfig {
    /// Origins at or under this domain are allowed: `example.com` allows `https://example.com` and `https://wwe.example.com`.
    pub domain: Option<String>,
    /// Exact origins that are allowed.
    pub origins: Vec<String>,
    /// More pages, for one path each.
    pub routes: RoutePages,
}

/// Pages that may send to one path of the service, beside those that may send to all: a sign-in page that has Faro.
pub(crate) type RoutePages = BTreeMap<String, PagesConfig>;

/// Pages by what their origins are.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct PagesConfig {
    /// Exact origins, such as `http://localhost:8080`.
    pub origins: Vec<String>,
    /// Domains at or under which pages may be.
    pub domains: Vec<String>,
}

/// Origins and domains that no page has; `key` is where the table that names them stands, with a dot.
pub(crate) fn page_mistakes(key: &str, origins: &[String], domains: &[String], routes: &RoutePages) -> Vec<String> {
    let mut mistakes = origin_mistakes(&format!("{key}origins"), origins);
    mistakes.extend(domain_mistakes(&format!("{key}domains"), domains));
    mistakes.extend(route_mistakes(&format!("{key}routes"), routes));
    mistakes
}

/// The same, for pages that any tenant may have.
pub(crate) fn shared_page_mistakes(cors: &CorsConfig) -> Vec<String> {
    let mut mistakes = origin_mistakes("cors.origins", &cors.origins);
    if cors.domain.as_deref().is_some_and(|domain| !is_domain(domain)) {
        mistakes.push(format!("cors.domain: {NO_DOMAIN}"));
    }
    mistakes.extend(route_mistakes("cors.routes", &cors.routes));
    mistakes
}

fn route_mistakes(key: &str, routes: &RoutePages) -> Vec<String> {
    let mut mistakes = Vec::new();
    for (path, pages) in routes {
        if Route::of(path).is_none() {
            mistakes.push(format!("{key}: {path:?} is no path of the service; as in \"/v1/events\""));
        }
        mistakes.extend(origin_mistakes(&format!("{key}.{path:?}.origins"), &pages.origins));
        mistakes.extend(domain_mistakes(&format!("{key}.{path:?}.domains"), &pages.domains));
    }
    mistakes
}

/// Entries of a list are named by their place, because a mistake of a tenant's file stands in the operator's log.
pub(super) fn origin_mistakes(key: &str, origins: &[String]) -> Vec<String> {
    let wrong = origins.iter().enumerate().filter(|(_, origin)| !is_origin(origin));
    wrong
        .map(|(place, _)| {
            format!(
                "{key}[{place}]: no origin; as in \"https://wwe.example.com\", or name a domain where there are many"
            )
        })
        .collect()
}

pub(super) fn domain_mistakes(key: &str, domains: &[String]) -> Vec<String> {
    let wrong = domains.iter().enumerate().filter(|(_, domain)| !is_domain(domain));
    wrong.map(|(place, _)| format!("{key}[{place}]: {NO_DOMAIN}")).collect()
}

const NO_DOMAIN: &str = "no domain; as in \"example.com\", which allows what is under it too";

/// The origin of pages that have none: sandboxed frames, files, `data:` URLs. It is everybody's.
/// <https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin>
pub(super) const NO_ORIGIN: &str = "null";

/// Where `null` is allowed; `key` is where the table that names it stands, with a dot.
pub(crate) fn keys_of_null(key: &str, origins: &[String], routes: &RoutePages) -> Vec<String> {
    let has_null = |origins: &[String]| origins.iter().any(|origin| origin.eq_ignore_ascii_case(NO_ORIGIN));
    let own = has_null(origins).then(|| format!("{key}origins"));
    let of_routes = routes.iter().filter(|(_, pages)| has_null(&pages.origins));
    own.into_iter().chain(of_routes.map(|(path, _)| format!("{key}routes.{path:?}.origins"))).collect()
}

/// An origin as browsers say it.
fn is_origin(text: &str) -> bool {
    if text.eq_ignore_ascii_case(NO_ORIGIN) {
        return true;
    }
    let Some((scheme, authority)) = text.trim_end_matches('/').split_once("://") else { return false };
    let is_scheme = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    let is_authority = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
    !scheme.is_empty() && scheme.bytes().all(is_scheme) && !authority.is_empty() && authority.bytes().all(is_authority)
}

fn is_domain(text: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    bare_domain(text).split('.').all(is_label)
}

/// `*.example.com` and `.example.com` say the same as `example.com`.
#[must_use]
pub(crate) fn bare_domain(text: &str) -> &str {
    text.trim_start_matches("*.").trim_start_matches('.')
}
