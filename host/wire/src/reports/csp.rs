//! The older format of violations, under the names that the newer one has.

use super::report::Report;
use crate::received::Received;
use sluice_event::Json;

/// Names of either format. <https://www.w3.org/TR/CSP3/#deprecated-serialize-violation>
const NAMES: [(&str, &str); 11] = [
    ("document-uri", "documentURL"),
    ("blocked-uri", "blockedURL"),
    ("referrer", "referrer"),
    ("effective-directive", "effectiveDirective"),
    ("original-policy", "originalPolicy"),
    ("disposition", "disposition"),
    ("status-code", "statusCode"),
    ("source-file", "sourceFile"),
    ("line-number", "lineNumber"),
    ("column-number", "columnNumber"),
    ("script-sample", "sample"),
];

/// Reads a violation, which says nothing of the browser and of the time.
pub(super) fn read<'a>(violation: Json<'a>, received: &Received<'a>) -> Report<'a> {
    let newer = |name: &'a str| NAMES.iter().find(|(older, _)| *older == name).map_or(name, |(_, newer)| *newer);
    Report {
        kind: "csp-violation",
        url: violation.member("document-uri").and_then(Json::text),
        user_agent: received.user_agent,
        body: violation.said_members().map(|(name, value)| (newer(name), value)).collect(),
        others: Vec::new(),
        time: received.at_ms,
        has_age: false,
    }
}
