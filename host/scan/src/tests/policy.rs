//! Lists of patterns: limits, overlaps, regular expressions.

use super::marked::{find, mark};
use crate::{
    Kind, MAX_PATTERNS, MAX_REGEX_BYTES, Match, Matcher, Pattern, RegexError, Replacement, ScanError, Scanner,
};

fn regex(source: &str) -> Pattern {
    Pattern { rule: "r".into(), matcher: Matcher::Regex(source.into()), replacement: Replacement::Mask }
}

fn kind(kind: Kind) -> Pattern {
    Pattern { rule: kind.to_string(), matcher: Matcher::Kind(kind), replacement: Replacement::Mask }
}

fn marked(patterns: &[Pattern], text: &str) -> (String, Vec<u32>) {
    let matches = find(&Scanner::compile(patterns).unwrap(), text);
    (mark(text, &matches), matches.iter().map(|one| one.pattern).collect())
}

#[test]
fn patterns_are_data() {
    let json = r#"[{"rule":"email","matcher":{"kind":"url-credentials"}},{"rule":"id","matcher":{"regex":"u-\\d+"},"replacement":"pseudonym"}]"#;
    let patterns: Vec<Pattern> = serde_json::from_str(json).unwrap();
    assert_eq!(patterns[0].replacement, Replacement::Mask);
    assert_eq!(patterns[1].replacement, Replacement::Pseudonym);
    let again: Vec<Pattern> = serde_json::from_str(&serde_json::to_string(&patterns).unwrap()).unwrap();
    assert_eq!(again, patterns);
    for kind in Kind::ALL {
        assert_eq!(kind.as_str().parse::<Kind>().unwrap(), kind);
    }
    assert!("Email".parse::<Kind>().is_err());
}

#[test]
fn the_leftmost_match_wins_then_the_longest_then_the_first_pattern() {
    let same = [regex("abc"), regex("abc")];
    assert_eq!(marked(&same, "xabc"), ("x«abc»".into(), vec![0]));
    let longer = [regex("ab"), regex("abc")];
    assert_eq!(marked(&longer, "xabc"), ("x«abc»".into(), vec![1]));
    let inside = [regex("b"), regex("abc")];
    assert_eq!(marked(&inside, "xabc b"), ("x«abc» «b»".into(), vec![1, 0]));
}

#[test]
fn what_reaches_beyond_a_winner_is_still_taken_away() {
    let patterns = [regex("user [a-z]+"), kind(Kind::Email)];
    assert_eq!(marked(&patterns, "user a.b@example.com"), ("«user a»«.b@example.com»".into(), vec![0, 1]));
}

#[test]
fn the_host_after_a_password_stays() {
    let patterns = [kind(Kind::Email), kind(Kind::UrlCredentials)];
    assert_eq!(
        marked(&patterns, "https://user:password@example.com/x"),
        ("https://«user:password»@example.com/x".into(), vec![1])
    );
}

#[test]
fn the_rest_of_an_address_stays_a_match_after_anything_but_a_password() {
    let patterns = [kind(Kind::Email), kind(Kind::Phone), kind(Kind::Card)];
    assert_eq!(
        marked(&patterns, "+49 30 1234567@ann.lee@example.com"),
        ("«+49 30 1234567»«@ann.lee»@example.com".into(), vec![1, 0])
    );
    assert_eq!(
        marked(&patterns, "4111 1111 1111 1111@ann.lee@example.com"),
        ("«4111 1111 1111 1111»«@ann.lee»@example.com".into(), vec![2, 0])
    );
}

#[test]
fn of_two_patterns_for_one_kind_the_first_counts() {
    assert_eq!(marked(&[kind(Kind::Ssn), kind(Kind::Ssn)], "123-45-6789").1, vec![0]);
}

#[test]
fn empty_matches_and_empty_lists_find_nothing() {
    assert_eq!(marked(&[regex("x*")], "axb"), ("a«x»b".into(), vec![0]));
    assert_eq!(marked(&[], "bob@example.com").1, Vec::<u32>::new());
}

#[test]
fn matches_are_appended() {
    let scanner = Scanner::compile(&[kind(Kind::Ssn)]).unwrap();
    let earlier = Match { start: 5, end: 9, pattern: 7 };
    let mut matches = vec![earlier];
    scanner.find("123-45-6789", &mut matches);
    assert_eq!(matches, vec![earlier, Match { start: 0, end: 11, pattern: 0 }]);
}

#[test]
fn a_policy_beyond_its_limits_is_refused() {
    let compile = |patterns: &[Pattern]| Scanner::compile(patterns).err();
    assert!(matches!(compile(&vec![regex("a"); MAX_PATTERNS + 1]), Some(ScanError::TooManyPatterns { .. })));
    assert!(matches!(
        compile(&[regex(&"a".repeat(MAX_REGEX_BYTES + 1))]),
        Some(ScanError::Regex { index: 0, source: RegexError::TooLong { .. }, .. })
    ));
    assert!(matches!(compile(&[regex("a"), regex("(")]), Some(ScanError::Regex { index: 1, .. })));
    assert!(matches!(compile(&[regex(r"\w{500}{500}")]), Some(ScanError::Regex { index: 0, .. })));
    for rule in ["", "a b", "ä", "x\n", &"a".repeat(33)] {
        let pattern = Pattern { rule: rule.into(), ..regex("a") };
        assert!(matches!(compile(&[pattern]), Some(ScanError::BadRule { index: 0, .. })), "{rule:?}");
    }
}

#[test]
fn a_refusal_names_the_rule_and_not_a_place_in_a_list() {
    let own = |rule: &str, source: &str| Pattern { rule: rule.into(), ..regex(source) };
    let patterns = [kind(Kind::Email), kind(Kind::Ssn), own("order", "(")];
    let refusal = Scanner::compile(&patterns).err().unwrap().to_string();
    assert_eq!(refusal, "the regular expression of order cannot be compiled: unclosed group, at character 1");
    let long = Scanner::compile(&[own("order", &"a".repeat(MAX_REGEX_BYTES + 1))]).err().unwrap().to_string();
    assert!(long.starts_with("the regular expression of order has "), "{long}");
    let mut scanner = Scanner::compile(&patterns[..2]).unwrap();
    let mut refusal = |index, replacement| scanner.replace_with(index, replacement).unwrap_err().to_string();
    assert!(refusal(1, Replacement::LastFour).starts_with("the last four digits of ssn are not kept"));
    assert!(refusal(0, Replacement::BinAndLastFour).starts_with("the first six digits of email are not kept"));
    assert!(refusal(1, Replacement::Text("a%".into())).starts_with("the text in the place of ssn has a %"));
    let name = Scanner::compile(&[own("a b", "a")]).err().unwrap().to_string();
    assert!(name.starts_with("the rule \"a b\" is not"), "{name}");
}

#[test]
fn a_search_that_would_look_ahead_for_ever_ends_and_lets_nothing_through() {
    let text = "ab".repeat(1 << 18);
    let matches = find(&Scanner::compile(&[regex("(?s).*x|a")]).unwrap(), &text);
    assert!(matches.len() < 1000, "{}", matches.len());
    assert_eq!(matches.last().map(|one| one.end), Some(text.len() as u32));
}
