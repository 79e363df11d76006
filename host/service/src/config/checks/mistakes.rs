//! How many mistakes are listed. Their number is up to whoever wrote the file, so it must not decide how long a log or a page gets.

/// Mistakes that are listed of one file or one chain; a person mends a few and looks again.
const LISTED: usize = 10;
/// Characters of one text that are shown, where it quotes what somebody wrote.
const QUOTED_CHARS: usize = 500;

/// The first ten, and a line that counts the rest.
#[must_use]
pub(crate) fn listed<T: ToString>(mistakes: impl IntoIterator<Item = T>) -> Vec<String> {
    let mut mistakes = mistakes.into_iter();
    let mut listed: Vec<String> = mistakes.by_ref().take(LISTED).map(|mistake| mistake.to_string()).collect();
    match mistakes.count() {
        0 => {}
        1 => listed.push("and 1 more mistake".to_owned()),
        more => listed.push(format!("and {more} more mistakes")),
    }
    listed
}

/// A text that quotes a file, cut where it is long.
#[must_use]
pub(crate) fn quoted(text: &str) -> String {
    match text.char_indices().nth(QUOTED_CHARS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_are_listed_and_the_rest_is_counted() {
        assert_eq!(listed(0..10).len(), 10);
        assert_eq!(listed(0..11).last().unwrap(), "and 1 more mistake");
        let many = listed(0..20_000);
        assert_eq!((many.len(), many[9].as_str(), many[10].as_str()), (11, "9", "and 19990 more mistakes"));
    }

    #[test]
    fn a_long_quotation_is_cut_between_characters() {
        assert_eq!(quoted("ü"), "ü");
        assert_eq!(quoted(&"ü".repeat(600)).chars().count(), QUOTED_CHARS + 1);
    }
}
