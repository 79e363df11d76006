//! Which SDK sends, as its query says: `sentry_client=sentry.javascript.browser/11.12.0`.

use crate::query::parameter;

/// Since this version, SDKs for browsers count what they got 413 for (`createTransport` of `@sentry/core`).
const COUNTS_TOO_LARGE: u32 = 10;

/// Whether the SDK counts what was too large, as it counts nothing else that was refused. Behind a tunnel it does not say its
/// version here.
#[must_use]
pub fn counts_too_large(query: Option<&str>) -> bool {
    let client = query.and_then(|query| parameter(query, "sentry_client"));
    let version = client.as_deref().and_then(|client| client.rsplit_once('/')).map(|(_, version)| version);
    let major = version.and_then(|version| version.split('.').next()?.parse::<u32>().ok());
    major.is_some_and(|major| major >= COUNTS_TOO_LARGE)
}

#[cfg(test)]
mod tests {
    use super::counts_too_large;

    #[test]
    fn the_version_of_the_sdk_tells() {
        for (query, counts) in [
            (Some("sentry_key=k&sentry_client=sentry.javascript.browser%2F11.12.0"), true),
            (Some("sentry_client=sentry.javascript.react/10.1.0"), true),
            (Some("sentry_client=sentry.javascript.browser%2F9.47.2"), false),
            (Some("sentry_client=raven-js"), false),
            (Some("sentry_client=a/b"), false),
            (Some("sentry_key=k"), false),
            (None, false),
        ] {
            assert_eq!(counts_too_large(query), counts, "{query:?}");
        }
    }
}
