//! From the path of a request to its route: the service's own paths, below a base path too, and other names for them.

use crate::config::sections::server::ServerConfig;
use sluice_wire::Route;
use std::collections::HashMap;

/// Paths as configured.
pub struct Routes {
    base_path: Box<str>,
    others: HashMap<Box<str>, Route>,
}

impl Routes {
    /// Resolves `server.base_path` and `server.paths`.
    #[must_use]
    pub fn new(config: &ServerConfig) -> Self {
        let others = config.paths.iter();
        Self {
            base_path: config.base_path.as_str().into(),
            others: others.filter_map(|(path, own)| Some((path.as_str().into(), Route::of(own)?))).collect(),
        }
    }

    /// The route of a path. One with slashes too many, of a base URL that ended in one, is taken as the path without them.
    #[must_use]
    pub fn of(&self, path: &str) -> Option<Route> {
        self.of_exactly(path).or_else(|| self.of_exactly(&without_extra_slashes(path)?))
    }

    fn of_exactly(&self, path: &str) -> Option<Route> {
        Route::of(path).or_else(|| self.below_base(path)).or_else(|| self.others.get(path).copied())
    }

    fn below_base(&self, path: &str) -> Option<Route> {
        path.strip_prefix(&*self.base_path).and_then(Route::of)
    }
}

/// The path with one slash between its segments and none at its end; `None` where it is so already, or longer than any path
/// that is served.
fn without_extra_slashes(path: &str) -> Option<String> {
    const MAX_PATH: usize = 1024;
    if path.len() > MAX_PATH || !(path.contains("//") || path.len() > 1 && path.ends_with('/')) {
        return None;
    }
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    path.starts_with('/').then(|| segments.flat_map(|segment| ["/", segment]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_by_itself_below_the_base_and_by_its_other_name() {
        let routes = Routes::new(&ServerConfig {
            base_path: "/telemetry".into(),
            paths: [("/t/e".to_owned(), "/v1/events".to_owned())].into(),
            ..ServerConfig::default()
        });
        for path in [
            "/v1/events",
            "/telemetry/v1/events",
            "/t/e",
            "/v1/events/",
            "//v1/events",
            "/v1//events//",
            "/telemetry//v1/events",
            "//telemetry/v1/events/",
            "/t/e/",
        ] {
            assert_eq!(routes.of(path), Some(Route::Events), "{path}");
        }
        for path in [
            "",
            "/",
            "/telemetry",
            "/telemetryv1/events",
            "/telemetry/t/e",
            "v1/events",
            "v1/events/",
            "//",
            "/v1/./events",
        ] {
            assert_eq!(routes.of(path), None, "{path}");
        }
    }
}
