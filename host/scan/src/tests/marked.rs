//! Cases as texts in which `«` and `»` stand around what must match.

use crate::policy::options::BuiltIns;
use crate::scanner::overlap;
use crate::scanner::search::find_kind;
use crate::{Kind, Match, Matcher, Pattern, Replacement, Scanner};

/// A scanner of built-in kinds, each under its own name.
pub(super) fn scanner(kinds: &[Kind]) -> Scanner {
    let patterns: Vec<Pattern> = kinds
        .iter()
        .map(|kind| Pattern { rule: kind.to_string(), matcher: Matcher::Kind(*kind), replacement: Replacement::Mask })
        .collect();
    Scanner::compile(&patterns).unwrap()
}

pub(super) fn find(scanner: &Scanner, text: &str) -> Vec<Match> {
    let mut matches = Vec::new();
    scanner.find(text, &mut matches);
    matches
}

/// The text with its matches marked.
pub(super) fn mark(text: &str, matches: &[Match]) -> String {
    let mut marked = text.to_string();
    for one in matches.iter().rev() {
        marked.insert(one.end as usize, '»');
        marked.insert(one.start as usize, '«');
    }
    marked
}

/// Each text alone, with the kind's matcher only, and after and before other text.
pub(super) fn check(kind: Kind, cases: &[&str]) {
    let scanner = scanner(&[kind]);
    for case in cases {
        let text: String = case.chars().filter(|one| !matches!(one, '«' | '»')).collect();
        assert_eq!(mark(&text, &find(&scanner, &text)), *case, "{kind}, with the prefilter");
        if text.is_ascii() {
            let mut matches = Vec::new();
            find_kind(kind, &text, &BuiltIns::default(), |start, end| matches.push(Match::new(start, end, 0)));
            overlap::resolve(&mut matches, 0, |_| 0, |_, _| true);
            assert_eq!(mark(&text, &matches), *case, "{kind}, the matcher alone");
        }
        for length in [1, 15, 40, 63, 64, 150] {
            let padding = ". ".repeat(length);
            let surrounded = format!("{padding}\"{text}\" {padding}");
            let expected = format!("{padding}\"{case}\" {padding}");
            assert_eq!(mark(&surrounded, &find(&scanner, &surrounded)), expected, "{kind}, in a longer text");
        }
    }
}

/// The same without quotes around the text, which has some.
pub(super) fn check_quoted(kind: Kind, cases: &[&str]) {
    let scanner = scanner(&[kind]);
    for case in cases {
        let text: String = case.chars().filter(|one| !matches!(one, '«' | '»')).collect();
        assert_eq!(mark(&text, &find(&scanner, &text)), *case, "{kind}");
        for length in [1, 15, 40, 63, 64, 150] {
            let padding = ". ".repeat(length);
            let surrounded = format!("{padding}{text}");
            assert_eq!(
                mark(&surrounded, &find(&scanner, &surrounded)),
                format!("{padding}{case}"),
                "{kind}, behind others"
            );
        }
    }
}
