//! What a reply in JSON says of what was not read.

use sluice_event::DecodeReport;
use std::io::Write;

/// Writes `rejected_count`, `rejected` (the first elements that could not be read) and `warning` (nothing was recognised, or the
/// publishable key is not for some kinds), as far as there is something to say.
pub(super) fn push_members(report: &DecodeReport, body: &mut Vec<u8>) {
    // A vector takes everything.
    if report.rejected_count > 0 {
        push_comma(body);
        let _ = write!(body, r#""rejected_count":{},"rejected":["#, report.rejected_count);
        for (place, rejected) in report.rejected.iter().enumerate() {
            let (comma, list, index, reason) =
                (if place == 0 { "" } else { "," }, rejected.list, rejected.index, rejected.reason);
            let _ = write!(body, r#"{comma}{{"list":"{list}","index":{index},"reason":"{reason}"}}"#);
        }
        body.push(b']');
    }
    if let Some(why) = report.unrecognised {
        push_comma(body);
        let _ = write!(body, r#""warning":"{why}""#);
    } else if report.other_kinds > 0 {
        push_comma(body);
        let _ =
            write!(body, r#""warning":"{} left out: the publishable key is not for their kinds""#, report.other_kinds);
    }
}

fn push_comma(body: &mut Vec<u8>) {
    if body.last() != Some(&b'{') {
        body.push(b',');
    }
}
