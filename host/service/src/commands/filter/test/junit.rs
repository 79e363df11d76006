//! Results in the XML that CI systems read, <https://github.com/testmoapp/junitxml>.

use std::fmt::Write;

use super::tested::Tested;

/// The document of one run.
pub(super) fn document(filter: &str, all: &[Tested]) -> String {
    let failed = all.iter().filter(|tested| !tested.differences.is_empty()).count();
    let seconds: f64 = all.iter().map(|tested| tested.took.as_secs_f64()).sum();
    let filter = escaped(filter);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\"{filter}\" tests=\"{}\" failures=\"{failed}\" time=\"{seconds:.3}\">\n",
        all.len()
    );
    for tested in all {
        let (name, seconds) = (escaped(&tested.name), tested.took.as_secs_f64());
        // Writing to a string cannot fail.
        let _ = write!(out, "    <testcase classname=\"{filter}\" name=\"{name}\" time=\"{seconds:.3}\"");
        let lines: Vec<&String> = tested.differences.iter().chain(&tested.told).collect();
        let text = lines.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("\n");
        out.push_str(&match tested.differences.first() {
            None => "/>\n".to_owned(),
            Some(first) => format!("><failure message=\"{}\">{text}</failure></testcase>\n", escaped(first)),
        });
    }
    out.push_str("  </testsuite>\n</testsuites>\n");
    out
}

/// A text in XML 1.0, which has no place for most control characters.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(' '),
            other if other.is_control() || matches!(other, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn what_an_event_says_stays_text() {
        let differences = vec!["</failure>\"&\u{1b}".to_owned()];
        let tested = Tested { name: "a<b".to_owned(), differences, told: Vec::new(), took: Duration::ZERO };
        let text = document("f", &[tested]);
        assert!(text.contains("name=\"a&lt;b\"") && text.contains("&lt;/failure&gt;&quot;&amp;\u{fffd}"), "{text}");
        assert_eq!(text.matches("</failure>").count(), 1);
    }
}
