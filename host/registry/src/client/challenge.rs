//! How a registry asks for credentials: the header `WWW-Authenticate`
//! (<https://distribution.github.io/distribution/spec/auth/token/>).

use http::{HeaderMap, Uri, header::WWW_AUTHENTICATE};

/// What a registry wants.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Challenge {
    /// A user and a password.
    Basic,
    /// A token, which is given out at `realm`.
    Bearer { realm: Uri, service: Option<String> },
}

impl Challenge {
    /// The first one that is known.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        headers.get_all(WWW_AUTHENTICATE).iter().find_map(|value| Self::parse(value.to_str().ok()?))
    }

    fn parse(text: &str) -> Option<Self> {
        let (scheme, parameters) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
        if scheme.eq_ignore_ascii_case("basic") {
            return Some(Self::Basic);
        }
        if !scheme.eq_ignore_ascii_case("bearer") {
            return None;
        }
        let realm = parameter(parameters, "realm")?.parse().ok()?;
        Some(Self::Bearer { realm, service: parameter(parameters, "service") })
    }
}

/// One parameter of `name="value"` or `name=value`, separated by commas, which may stand in values too.
fn parameter(mut text: &str, name: &str) -> Option<String> {
    loop {
        let (found, rest) = text.trim_start_matches([' ', ',']).split_once('=')?;
        let (value, rest) = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => rest.split_once(',').unwrap_or((rest, "")),
        };
        if found.trim().eq_ignore_ascii_case(name) {
            return Some(value.trim().to_owned());
        }
        text = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenges_of_registries_are_read() {
        let hub = r#"Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:a/b:pull,push""#;
        let bearer = |realm: &str, service: Option<&str>| {
            Some(Challenge::Bearer { realm: realm.parse().unwrap(), service: service.map(str::to_owned) })
        };
        assert_eq!(Challenge::parse(hub), bearer("https://auth.docker.io/token", Some("registry.docker.io")));
        let odd = r#"bearer scope="a,b", realm=https://r.example/t"#;
        assert_eq!(Challenge::parse(odd), bearer("https://r.example/t", None));
        assert_eq!(Challenge::parse(r#"Basic realm="Registry Realm""#), Some(Challenge::Basic));
        for none in ["", "Bearer", r#"Bearer realm="https://x"#, "Negotiate", "Bearer service=\"x\""] {
            assert_eq!(Challenge::parse(none), None, "{none}");
        }
    }
}
