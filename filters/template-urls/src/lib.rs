//! Takes ids, queries and fragments out of URLs: what is left is the same for all pages of one kind, and can be counted.

mod route;
mod url;

use route::Route;
use serde::Deserialize;
use sluice_filter::{Batch, Event, Filter, Rule, Span};
use url::Url;

/// In a URL with more of them than any page has, each would be a call into the host: it is taken whole.
const MAX_PARTS: usize = 64;

/// The settings; README.md has them with examples.
#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Where URLs are.
    paths: Vec<String>,
    /// Paths of pages, with names for their parameters.
    routes: Vec<String>,
    /// Whether parts of a path that look like ids are taken where no route matches.
    ids: bool,
    /// Parameters of queries that stay.
    keep_parameters: Vec<String>,
    /// Whether what stands behind `#` stays.
    keep_fragment: bool,
}

impl Default for Settings {
    fn default() -> Self {
        let paths = ["/page/url", "/page/referrer", "/attributes/url.full", "/attributes/http.url"];
        Settings {
            paths: paths.map(String::from).into(),
            routes: Vec::new(),
            ids: true,
            keep_parameters: Vec::new(),
            keep_fragment: false,
        }
    }
}

/// The filter.
pub struct TemplateUrls {
    paths: Vec<String>,
    routes: Vec<Route>,
    /// For what looks like an id.
    id: Option<Rule>,
    query: Rule,
    keep_parameters: Vec<String>,
    fragment: Option<Rule>,
    /// For a URL that is taken whole.
    url: Rule,
}

impl Filter for TemplateUrls {
    type Settings = Settings;

    fn configure(settings: Settings) -> Result<Self, String> {
        if let Some(path) = settings.paths.iter().find(|path| !path.starts_with('/')) {
            return Err(format!("paths: {path:?} is not a json pointer; they look like \"/page/url\""));
        }
        let routes = settings.routes.iter().map(|route| Route::read(route));
        Ok(TemplateUrls {
            routes: routes.collect::<Result<_, _>>()?,
            id: settings.ids.then(|| Rule::declare("id")).transpose()?,
            query: Rule::declare("query")?,
            fragment: (!settings.keep_fragment).then(|| Rule::declare("fragment")).transpose()?,
            url: Rule::declare("url")?,
            paths: settings.paths,
            keep_parameters: settings.keep_parameters,
        })
    }

    fn process(&self, batch: &Batch) -> Result<(), String> {
        for event in batch.events() {
            self.paths.iter().for_each(|path| self.template(event, path));
        }
        Ok(())
    }
}

impl TemplateUrls {
    fn template(&self, event: Event<'_>, path: &str) {
        let Some(text) = event.text(path) else { return };
        let Some(url) = Url::read(&text) else { return };
        let parts = self.parts_to_take(&url);
        if parts.len() > MAX_PARTS {
            event.mask_whole(path, self.url);
            return;
        }
        // From the end, so that the places of the others stay what they are.
        for (span, rule) in parts.into_iter().rev() {
            event.mask(path, &[span], rule);
        }
    }

    /// In their order.
    fn parts_to_take(&self, url: &Url<'_>) -> Vec<(Span, Rule)> {
        let segments: Vec<_> = url.segments().collect();
        let mut parts = match self.routes.iter().find_map(|route| route.parameters(url, &segments)) {
            Some(parameters) => parameters,
            None => segments
                .into_iter()
                .filter(|segment| url::looks_like_an_id(url.text(segment)))
                .filter_map(|segment| Some((segment.into(), self.id?)))
                .collect(),
        };
        let is_kept = |name: &str| self.keep_parameters.iter().any(|kept| kept == name);
        parts.extend(url.parameters_without(is_kept).map(|span| (span.into(), self.query)));
        parts.extend(url.fragment().zip(self.fragment).map(|(span, rule)| (span.into(), rule)));
        parts
    }
}

sluice_filter::export!(TemplateUrls, without_diagnostics);

#[cfg(test)]
mod tests;
