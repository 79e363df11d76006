//! Texts: of `HELP` and of labels, which are escaped alike.

use std::fmt;

/// A text in which line feeds, double quotes and backslashes are escaped.
/// <https://prometheus.io/docs/specs/om/open_metrics_spec/#escaping>
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(['\n', '"', '\\']) {
            f.write_str(&rest[..at])?;
            f.write_str(match rest.as_bytes()[at] {
                b'\n' => "\\n",
                b'"' => "\\\"",
                _ => "\\\\",
            })?;
            rest = &rest[at + 1..];
        }
        f.write_str(rest)
    }
}
