//! In which format a client gets the metrics. <https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1>

use http::{HeaderMap, HeaderValue, header};

const OPEN_METRICS: &str = "application/openmetrics-text";
const OPEN_METRICS_VERSION: &str = "1.0.0";
const TEXT: &str = "text/plain";
const TEXT_VERSION: &str = "0.0.4";

/// A format of `/metrics`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exposition {
    /// Prometheus's own.
    Text,
    OpenMetrics,
}

impl Exposition {
    /// OpenMetrics for clients that name it and want nothing else more, which Prometheus does.
    pub(super) fn accepted(headers: &HeaderMap) -> Self {
        let values = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
        let ranges: Vec<_> = values.flat_map(|value| value.split(',')).filter_map(MediaRange::read).collect();
        let quality = |rank: fn(&MediaRange<'_>) -> Option<u8>| {
            let ranked = ranges.iter().filter_map(|range| Some((rank(range)?, range.quality)));
            ranked
                .max_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)))
                .map_or(0.0, |(_, quality)| quality)
        };
        let open_metrics = quality(|range| range.rank_of(OPEN_METRICS, OPEN_METRICS_VERSION));
        let text = quality(|range| range.rank_of(TEXT, TEXT_VERSION).or(range.rank_of_wildcard()));
        if open_metrics > 0.0 && open_metrics >= text { Self::OpenMetrics } else { Self::Text }
    }

    pub(super) fn content_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Text => "text/plain; version=0.0.4; charset=utf-8",
            Self::OpenMetrics => "application/openmetrics-text; version=1.0.0; charset=utf-8",
        })
    }
}

/// What a client takes, and how much it wants it.
struct MediaRange<'a> {
    kind: &'a str,
    version: Option<&'a str>,
    quality: f32,
}

impl<'a> MediaRange<'a> {
    /// None if it is malformed.
    fn read(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let mut range = Self { kind: parts.next()?, version: None, quality: 1.0 };
        for part in parts.filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=')?;
            let value = value.trim().trim_matches('"');
            match name.trim() {
                name if name.eq_ignore_ascii_case("q") => {
                    range.quality = value.parse().ok().filter(|quality| (0.0..=1.0).contains(quality))?;
                }
                name if name.eq_ignore_ascii_case("version") => range.version = Some(value),
                _ => {}
            }
        }
        Some(range)
    }

    /// How closely it describes this version of a format; none if it does not.
    fn rank_of(&self, kind: &str, version: &str) -> Option<u8> {
        match self.version {
            _ if !self.kind.eq_ignore_ascii_case(kind) => None,
            None => Some(2),
            Some(named) => (named == version).then_some(3),
        }
    }

    /// The same for a range that names no format.
    fn rank_of_wildcard(&self) -> Option<u8> {
        match self.kind {
            "*/*" => Some(0),
            kind => kind.eq_ignore_ascii_case("text/*").then_some(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(values: &[&str]) -> Exposition {
        let values = values.iter().map(|value| (header::ACCEPT, value.parse().expect("a value")));
        let mut headers = HeaderMap::new();
        values.for_each(|(name, value)| _ = headers.append(name, value));
        Exposition::accepted(&headers)
    }

    #[test]
    fn openmetrics_is_for_those_who_name_it_and_want_nothing_else_more() {
        for asked in [
            "application/openmetrics-text",
            "Application/OpenMetrics-Text; Version=\"1.0.0\"; charset=utf-8",
            "application/openmetrics-text, text/plain",
            "application/openmetrics-text;version=1.0.0;q=0.2,text/*;q=0.1;",
            "text/plain;q=0.9,application/openmetrics-text;q=0.5,text/plain;version=0.0.4;q=0.4",
            "text/plain;version=1.0.0,application/openmetrics-text;q=0.1",
            "application/openmetrics-text;q=0.9,text/plain;q=much",
            // Prometheus 2 and 3.
            "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,\
             text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
            "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,\
             text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1",
        ] {
            assert_eq!(accepted(&[asked]), Exposition::OpenMetrics, "{asked}");
        }
        assert_eq!(accepted(&["text/plain;q=0.1", "application/openmetrics-text;q=0.2"]), Exposition::OpenMetrics);
    }

    #[test]
    fn all_others_get_text() {
        for asked in [
            "",
            "*/*",
            "application/*",
            "text/html,application/xhtml+xml,*/*;q=0.8",
            "application/openmetrics-text;q=0",
            "application/openmetrics-text;q=2",
            "application/openmetrics-text;version",
            "application/openmetrics-text;version=0.0.1",
            "application/openmetrics-text;version=2.0.0,*/*;q=0.1",
            "application/openmetrics-text;q=0.5,text/plain",
            "application/openmetrics-text;q=0.5,*/*",
            "application/openmetrics-text-not",
        ] {
            assert_eq!(accepted(&[asked]), Exposition::Text, "{asked}");
        }
        assert_eq!(accepted(&[]), Exposition::Text);
    }
}
