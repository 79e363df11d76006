//! Look-alikes of digits and separators.

use super::marked::check;
use crate::Kind;

#[test]
fn numbers_in_other_digits_and_separators_match() {
    check(
        Kind::Card,
        &[
            "«４１１１１１１１１１１１１１１１»",
            "«4111\u{a0}1111\u{202f}1111\u{2009}1111»",
            "«4111\u{2011}1111\u{2013}1111\u{2212}1111»",
            "«41111\u{200b}11111\u{200d}111111»",
            "«٤١١١١١١١١١١١١١١١»",
            "«𝟒111111111111111»",
            "«4111111111111111»\u{200b}5",
            "日本語４、«４１１１１１１１１１１１１１１１»。",
        ],
    );
    check(
        Kind::Phone,
        &["«＋1（415）555－0132»", "«+1\u{2011}415\u{2011}555\u{2011}0132»", "«+1\u{a0}415\u{a0}555\u{a0}0132»"],
    );
    check(
        Kind::Email,
        &[
            "«bob＠example．com»",
            "«bob@\u{200b}example.com»",
            "«bob@example。com»",
            "«bob\u{85}@example.com», «bob\u{180e}@example.com», «bob\u{e0020}@example.com», «bob\u{e0100}@example.com»",
            "«bob﹫example.com», «jane.o’brien@example.com»",
        ],
    );
    check(Kind::Ssn, &["«123\u{2010}45\u{2010}6789»"]);
}

#[test]
fn folding_does_not_reach_over_quotes_that_end_a_text() {
    check(Kind::Card, &["4111 1111\u{ff02} 1111 1111"]);
}
