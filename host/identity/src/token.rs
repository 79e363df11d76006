//! Access tokens of requests.

use std::fmt;

use http::HeaderValue;
use zeroize::Zeroizing;

/// Maximum length of a token, in bytes. Genesys Authentication issues UUIDs of 36 bytes. A signed token of another issuer can
/// have a few thousand.
pub const MAX_TOKEN_BYTES: usize = 4096;

/// An access token: 1 to [`MAX_TOKEN_BYTES`] visible ASCII characters. `Debug` does not show it, and its memory is cleared on
/// drop.
#[derive(Clone)]
pub struct Token(Zeroizing<Box<[u8]>>);

/// Why a request has no valid token. The texts never contain what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// The request has no token.
    #[error("no access token; send `Authorization: Bearer <token>`")]
    Missing,
    /// The `Authorization` header has another scheme.
    #[error("the authorization scheme is not Bearer; send `Authorization: Bearer <token>`")]
    NotBearer,
    /// The token is empty, too long, sent more than once, or has other characters than visible ASCII.
    #[error("malformed access token; a token has 1 to 4096 visible ASCII characters and no spaces")]
    Malformed,
}

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
        let is_token_char = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(byte);
        // Overwriting a number, or characters other than those of a string, could make a line invalid JSON.
        let is_number = std::str::from_utf8(&self.0).is_ok_and(|token| token.parse::<f64>().is_ok());
        if self.0.len() < MIN_OVERWRITTEN_BYTES || is_number || !self.0.iter().all(is_token_char) {
            return;
        }
        let (head, tail) = self.0.split_at(self.0.len().min(PROBE_BYTES));
        let finder = memchr::memmem::Finder::new(head);
        let mut from = 0;
        while let Some(at) = finder.find(&lines[from..]) {
            let (start, end) = (from + at, from + at + self.0.len());
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

    /// Parses the value of an `Authorization` header: `Bearer` in any case, spaces, and one token
    /// ([RFC 6750, 2.1](https://www.rfc-editor.org/rfc/rfc6750#section-2.1)).
    ///
    /// # Errors
    /// [`TokenError::NotBearer`] or [`TokenError::Malformed`].
    pub fn from_header(value: &HeaderValue) -> Result<Self, TokenError> {
        const SCHEME: &[u8] = b"bearer";
        let value = value.as_bytes().trim_ascii();
        let (scheme, rest) = value.split_at_checked(SCHEME.len()).ok_or(TokenError::NotBearer)?;
        if !scheme.eq_ignore_ascii_case(SCHEME) {
            return Err(TokenError::NotBearer);
        }
        match rest.first() {
            None => Err(TokenError::Malformed),
            Some(b' ') => Self::from_bytes(rest.trim_ascii_start()),
            Some(_) => Err(TokenError::NotBearer),
        }
    }

    /// Parses the parameter `access_token` of a query ([RFC 6750, 2.3](https://www.rfc-editor.org/rfc/rfc6750#section-2.3)).
    /// `None` if the query has no such parameter.
    ///
    /// # Errors
    /// [`TokenError::Malformed`], also if the parameter is there twice.
    pub fn from_query(query: &str) -> Result<Option<Self>, TokenError> {
        let mut values = query.split('&').filter_map(|pair| pair.strip_prefix("access_token="));
        match (values.next(), values.next()) {
            (None, _) => Ok(None),
            (Some(value), None) => {
                let decoded = percent_decode(value.as_bytes()).ok_or(TokenError::Malformed)?;
                Self::from_bytes(&decoded).map(Some)
            }
            _ => Err(TokenError::Malformed),
        }
    }

    /// Parses a token without a scheme, as in a body.
    ///
    /// # Errors
    /// [`TokenError::Malformed`].
    pub fn from_text(text: &str) -> Result<Self, TokenError> {
        Self::from_bytes(text.as_bytes())
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, TokenError> {
        if bytes.is_empty() || bytes.len() > MAX_TOKEN_BYTES || !bytes.iter().all(u8::is_ascii_graphic) {
            return Err(TokenError::Malformed);
        }
        Ok(Self(Zeroizing::new(bytes.into())))
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

/// Decodes percent-encoding ([RFC 3986, 2.1](https://www.rfc-editor.org/rfc/rfc3986#section-2.1)). `None` if it is malformed.
fn percent_decode(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut decoded = Zeroizing::new(Vec::with_capacity(text.len()));
    let mut rest = text.iter();
    while let Some(byte) = rest.next() {
        decoded.push(match byte {
            b'%' => {
                let mut digit = || char::from(*rest.next()?).to_digit(16);
                (digit()? << 4 | digit()?) as u8
            }
            _ => *byte,
        });
    }
    Some(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_header(value: &str) -> Result<Vec<u8>, TokenError> {
        Token::from_header(&HeaderValue::from_bytes(value.as_bytes()).unwrap()).map(|t| t.as_bytes().to_vec())
    }

    #[test]
    fn the_scheme_is_case_insensitive() {
        for value in ["Bearer abc-123", "bearer abc-123", "BEARER abc-123", "bEaReR   abc-123", "Bearer abc-123 "] {
            assert_eq!(parse_header(value).unwrap(), b"abc-123", "{value}");
        }
    }

    #[test]
    fn other_schemes_are_not_bearer() {
        for value in ["", "abc", "Basic YTpi", "Bearerabc", "Bearer:abc", "Bearer\tabc", "Token abc def"] {
            assert_eq!(parse_header(value), Err(TokenError::NotBearer), "{value}");
        }
    }

    #[test]
    fn anything_but_one_token_of_visible_ascii_characters_is_malformed() {
        for value in ["Bearer", "Bearer ", "Bearer a b", "Bearer a, Bearer b", "Bearer a\tb", "Bearer \u{e9}"] {
            assert_eq!(parse_header(value), Err(TokenError::Malformed), "{value}");
        }
        for text in ["", " ", "a b", "a\n", "a\u{0}", "\u{7f}", "tökén"] {
            assert_eq!(Token::from_text(text).err(), Some(TokenError::Malformed), "{text:?}");
        }
    }

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

    #[test]
    fn the_length_of_a_token_is_limited() {
        assert!(Token::from_text(&"x".repeat(MAX_TOKEN_BYTES)).is_ok());
        assert_eq!(Token::from_text(&"x".repeat(MAX_TOKEN_BYTES + 1)).err(), Some(TokenError::Malformed));
    }

    #[test]
    fn a_query_has_at_most_one_token_and_it_may_be_percent_encoded() {
        let query = |text: &str| Token::from_query(text).map(|found| found.map(|token| token.as_bytes().to_vec()));
        for (text, token) in [
            ("access_token=abc-123", "abc-123"),
            ("a=b&access_token=a%2Bb%3d+&c=d", "a+b=+"),
            ("access_token=a=b", "a=b"),
            ("access_token=%61bc", "abc"),
        ] {
            assert_eq!(query(text).unwrap().unwrap(), token.as_bytes(), "{text}");
        }
        for none in ["", "a=b", "access_token", "xaccess_token=a", "Access_Token=a", "a=access_token=b"] {
            assert!(query(none).unwrap().is_none(), "{none}");
        }
        for bad in [
            "access_token=",
            "access_token=a&access_token=b",
            "access_token=%",
            "access_token=%2",
            "access_token=%zz",
            "access_token=a%20b",
            "access_token=%00",
        ] {
            assert_eq!(query(bad), Err(TokenError::Malformed), "{bad}");
        }
    }

    #[test]
    fn debug_does_not_show_the_token() {
        let token = Token::from_text("sesame").unwrap();
        assert_eq!(format!("{token:?} {:?}", Some(&token)), "Token Some(Token)");
    }
}
