use crate::url::Url;
use sluice_filter::{Rule, Span};
use std::ops::Range;

/// The path of a page: `/orders/:order`. Each `:name` stands for one segment, which is taken under the rule of that name.
pub(crate) struct Route(Vec<Segment>);

enum Segment {
    Text(String),
    Parameter(Rule),
}

impl Route {
    /// # Errors
    /// What is wrong with it.
    pub(crate) fn read(text: &str) -> Result<Route, String> {
        let Some(path) = text.strip_prefix('/') else {
            return Err(format!("routes: {text:?} does not begin with a slash; they look like \"/orders/:order\""));
        };
        let segments = path.split('/').map(|segment| match segment.strip_prefix(':') {
            Some(name) => {
                Rule::declare(name).map(Segment::Parameter).map_err(|error| format!("routes: {text:?}: {error}"))
            }
            None => Ok(Segment::Text(segment.to_owned())),
        });
        segments.collect::<Result<_, _>>().map(Route)
    }

    /// Where in a URL its parameters stand; none where the path is another one.
    pub(crate) fn parameters(&self, url: &Url<'_>, segments: &[Range<usize>]) -> Option<Vec<(Span, Rule)>> {
        if segments.len() != self.0.len() {
            return None;
        }
        let mut found = Vec::new();
        for (own, place) in self.0.iter().zip(segments) {
            match own {
                Segment::Text(text) if text == url.text(place) => {}
                Segment::Text(_) => return None,
                Segment::Parameter(_) if place.is_empty() => return None,
                Segment::Parameter(rule) => found.push((place.clone().into(), *rule)),
            }
        }
        Some(found)
    }
}
