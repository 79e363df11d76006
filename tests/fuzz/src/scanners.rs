//! Scanners: matches are in order, apart and on characters, and the quick look misses none.

use sluice_scan::{Kind, Match, Matcher, Pattern, Replacement, Scanner};
use std::sync::LazyLock;

static KINDS: LazyLock<Scanner> = LazyLock::new(|| {
    let pattern = |kind| Pattern { rule: "r".to_owned(), matcher: Matcher::Kind(kind), replacement: Replacement::Mask };
    Scanner::compile(&Kind::ALL.map(pattern)).expect("patterns")
});

/// The first line is an expression, the rest is searched.
pub fn scanners(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    find(&KINDS, text);
    let Some((regex, text)) = text.split_once('\n') else { return };
    let matcher = Matcher::Regex(regex.to_owned());
    let pattern = Pattern { rule: "r".to_owned(), matcher, replacement: Replacement::Mask };
    if let Ok(scanner) = Scanner::compile(&[pattern]) {
        find(&scanner, text);
    }
}

fn find(scanner: &Scanner, text: &str) {
    let mut found: Vec<Match> = Vec::new();
    scanner.find(text, &mut found);
    let mut last = 0;
    for one in &found {
        let (start, end) = (one.start as usize, one.end as usize);
        assert!(last <= start && start < end && text.get(start..end).is_some(), "{found:?}");
        assert!((one.pattern as usize) < scanner.patterns().len());
        last = end;
    }
    let json = serde_json::to_string(text).expect("a text is JSON");
    assert!(found.is_empty() || scanner.may_match(json.as_bytes()), "missed in {json}");
    let mut number = Vec::new();
    scanner.find_number(text, &mut number);
    assert!(number.len() <= 1);
}
