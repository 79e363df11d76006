//! A request's own token in its lines.

use super::access_token::Token;

/// Shorter tokens could occur in a text by chance.
const MIN_OVERWRITTEN_BYTES: usize = 16;
/// A token is looked for by its first bytes: a longer needle makes `memchr` prepare more than most lines take to search.
const PROBE_BYTES: usize = 32;

impl Token {
    /// Overwrites every occurrence of the token in `lines` with asterisks.
    ///
    /// Ignores tokens that are short, are a number, or have characters that no bearer token has
    /// ([RFC 6750, 2.1](https://www.rfc-editor.org/rfc/rfc6750#section-2.1)).
    pub fn overwrite_in(&self, lines: &mut [u8]) {
        let token = self.as_bytes();
        let is_token_char = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(byte);
        // Overwriting a number, or characters other than those of a string, could make a line invalid JSON.
        let is_number = std::str::from_utf8(token).is_ok_and(|text| text.parse::<f64>().is_ok());
        if token.len() < MIN_OVERWRITTEN_BYTES || is_number || !token.iter().all(is_token_char) {
            return;
        }
        let (head, tail) = token.split_at(token.len().min(PROBE_BYTES));
        let finder = memchr::memmem::Finder::new(head);
        let mut from = 0;
        while let Some(at) = finder.find(&lines[from..]) {
            let (start, end) = (from + at, from + at + token.len());
            if lines[start + head.len()..].starts_with(tail) {
                lines[start..end].fill(b'*');
                from = end;
            } else {
                from = start + 1;
            }
        }
    }

    /// Whether [`overwrite_in`](Token::overwrite_in) would change the text.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        let mut overwritten = text.as_bytes().to_vec();
        self.overwrite_in(&mut overwritten);
        overwritten != text.as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_overwritten_wherever_it_stands_and_nothing_else_is() {
        for length in [16, 31, 32, 33, 36, 64] {
            let text = "a1b2".repeat(length / 4 + 1)[..length].to_owned();
            let token = Token::from_text(&text).unwrap();
            let other = format!("{}Z", &text[..length - 1]);
            let overwritten = |line: &str| {
                let mut line = line.as_bytes().to_vec();
                token.overwrite_in(&mut line);
                String::from_utf8(line).unwrap()
            };
            let stars = "*".repeat(length);
            assert_eq!(
                overwritten(&format!("{text} {other}{text}{text} {}", &text[1..])),
                format!("{stars} {other}{stars}{stars} {}", &text[1..])
            );
            assert_eq!(overwritten(&text[..length - 1]), text[..length - 1]);
            // One that begins within what looked like one.
            assert_eq!(overwritten(&format!("a1b2{text}")).matches('*').count(), length);
        }
    }
}
