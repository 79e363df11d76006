//! Configurations that are right by their form and hardly what an operator wants.

use crate::config::sections::tenants::{TenantConfig, UnknownTenants, pages};
use crate::config::settings::Config;

impl Config {
    /// Whether identities with a contact center id that no tenant has are served.
    #[must_use]
    pub fn serves_unknown_tenants(&self) -> bool {
        match self.access.unknown_tenants {
            UnknownTenants::Allow => true,
            UnknownTenants::Refuse => false,
            UnknownTenants::Auto => !self.names_tenants(),
        }
    }

    /// Whether that is so because no tenant is named, and not because the operator says so.
    #[must_use]
    pub fn serves_every_contact_center(&self) -> bool {
        self.access.unknown_tenants == UnknownTenants::Auto && !self.names_tenants()
    }

    /// What an operator hardly wants: one sentence each, with what to do about it.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        if !self.names_tenants() && !self.serves_unknown_tenants() {
            warnings.push(
                "every agent is refused (403): no tenant is configured and access.unknown_tenants is \"refuse\"; \
                 name tenants by [tenants], TELEMETRY_CONFIG_TENANTS or reload.tenants_directory, or allow unknown ones"
                    .to_owned(),
            );
        }
        let has_filters = !self.edge.filters.is_empty() || !self.default.filters.is_empty();
        if !has_filters && self.tenants.values().all(|tenant| tenant.filters.is_empty()) {
            warnings.push(
                "no filter is configured here: lines hold whatever browsers send, unless a tenant's directory has filters; \
                 add redact-pii by [[edge.filters]]"
                    .to_owned(),
            );
        }
        if !self.allows_an_origin() {
            warnings.push(
                "no origin is allowed: browsers refuse to send from pages of other origins than this service's own; \
                 name them by cors.domain, cors.origins, TELEMETRY_CORS_DOMAIN or TELEMETRY_CONFIG_CORS"
                    .to_owned(),
            );
        }
        warnings.extend(self.keys_of_null().map(|key| {
            format!(
                "{key}: \"null\" is the origin of every sandboxed frame, local file and data: URL, whoever made it; a token \
                 is then all that keeps others from sending"
            )
        }));
        warnings
    }

    /// Where the origin `null` is allowed.
    fn keys_of_null(&self) -> impl Iterator<Item = String> {
        let of_tenants = self.tenants.iter().flat_map(|(id, tenant)| tenant.keys_of_null(&format!("tenants.{id:?}.")));
        pages::keys_of_null("cors.", &self.cors.origins, &self.cors.routes).into_iter().chain(of_tenants)
    }

    fn names_tenants(&self) -> bool {
        !self.tenants.is_empty() || self.reload.tenants_directory.is_some()
    }

    fn allows_an_origin(&self) -> bool {
        let cors = &self.cors;
        cors.domain.is_some()
            || !cors.origins.is_empty()
            || !cors.routes.is_empty()
            || self.reload.tenants_directory.is_some()
            || self.tenants.values().any(TenantConfig::names_pages)
    }
}

#[cfg(test)]
mod tests {
    use crate::config::tests::parse;

    /// With an address of Genesys Authentication, and what is said beside it.
    fn warnings(text: &str, variables: &[(&str, &str)]) -> Vec<String> {
        parse(&format!("auth.url = \"http://auth\"\n{text}"), variables).unwrap().warnings()
    }

    const FILTER: &str = "edge.filters = [{ name = \"redact-pii\", component = \"x.wasm\" }]\n";

    #[test]
    fn what_serves_nobody_or_nothing_redacted_is_said() {
        let all = warnings("access.unknown_tenants = \"refuse\"\n", &[]);
        assert_eq!(all.len(), 3, "{all:?}");
        let texts = ["every agent is refused", "no filter is configured", "no origin is allowed"];
        assert!(texts.iter().zip(&all).all(|(text, warning)| warning.starts_with(text)), "{all:?}");
        assert_eq!(warnings(&format!("{FILTER}cors.domain = \"example.com\""), &[]), [""; 0]);
        let tenants = [("TELEMETRY_CONFIG_CORS", r#"{"t":{"urls":["http://localhost:8080"]}}"#)];
        assert_eq!(warnings(FILTER, &tenants), [""; 0]);
    }

    #[test]
    fn unknown_tenants_are_served_where_none_is_named() {
        let serves =
            |text: &str| parse(&format!("auth.url = \"http://auth\"\n{text}"), &[]).unwrap().serves_unknown_tenants();
        assert!(serves(""));
        assert!(!serves("[tenants.t]\nname = \"One\""));
        assert!(!serves("reload.tenants_directory = \"tenants\""));
        assert!(!serves("access.unknown_tenants = \"refuse\""));
        assert!(serves("access.unknown_tenants = \"allow\"\n[tenants.t]"));
    }
}
