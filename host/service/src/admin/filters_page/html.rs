//! Writes a document.

use crate::browser_page::escaped;

/// A document in the making. What is not part of the page itself gets into it as text.
#[derive(Default)]
pub(super) struct Html(String);

impl Html {
    /// Markup of the page itself.
    pub(super) fn markup(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Any text, between tags or in a quoted attribute.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        self.0.push_str(&escaped(text));
        self
    }

    /// A whole number, in groups of three digits.
    pub(super) fn number(&mut self, number: u64) -> &mut Self {
        self.0.push_str(&grouped(number));
        self
    }

    /// A text in a small rounded frame; `class` is its colour.
    pub(super) fn tag(&mut self, class: &'static str, text: &str) -> &mut Self {
        self.markup("<span class=\"tag ").markup(class).markup("\">").text(text).markup("</span> ")
    }

    pub(super) fn finish(self) -> String {
        self.0
    }
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped_from_the_end() {
        for (number, expected) in [(0, "0"), (999, "999"), (1_000, "1,000"), (12_345_678, "12,345,678")] {
            assert_eq!(grouped(number), expected);
        }
    }
}
