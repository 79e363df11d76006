//! What `filter test` prints.

use serde_json::json;

use super::{coverage::Coverage, tested::Tested};
use crate::commands::terminal::{Style, print};

/// One case.
pub(super) fn case(tested: &Tested, is_json: bool) {
    let Tested { name, differences, told, .. } = tested;
    let passed = differences.is_empty();
    if is_json {
        print(json!({"case": name, "passed": passed, "differences": differences, "told": told}));
        return;
    }
    let style = Style::of_stdout();
    print(format!("{}  {name}", if passed { style.good("ok    ") } else { style.bad("FAILED") }));
    for line in differences.iter().chain(told) {
        print(format!("    {line}"));
    }
}

/// How many passed, and what no case has met.
pub(super) fn end(all: &[Tested], coverage: &Coverage, is_json: bool) {
    let unmet = coverage.unmet();
    if is_json {
        if !unmet.is_empty() {
            print(json!({"not_met_by_any_case": unmet}));
        }
        return;
    }
    let failed = all.iter().filter(|tested| !tested.differences.is_empty()).count();
    print(format!("\n{} passed, {failed} failed", all.len() - failed));
    for (what, names) in unmet {
        print(format!(
            "no case exercises these {what}: {}",
            names.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(", ")
        ));
    }
}

/// What could be disabled without a case that notices.
pub(super) fn mutations(unnoticed: &[String], is_json: bool) {
    if is_json {
        print(json!({"unnoticed_without": unnoticed}));
    } else if unnoticed.is_empty() {
        print("each rule is missed by a case when it is disabled");
    } else {
        let style = Style::of_stdout();
        print(style.bad(&format!("no case notices when these are disabled: {}", unnoticed.join(", "))));
    }
}
