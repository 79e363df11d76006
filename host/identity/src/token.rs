//! A user's access token, as it comes with a request: opaque, and never shown.

use std::fmt;

use http::HeaderValue;
use zeroize::Zeroizing;

/// Longest token, bytes. Genesys Authentication issues UUIDs of 36; a signed token of another issuer may reach a few thousand.
pub const MAX_TOKEN_BYTES: usize = 4096;

/// An access token: 1 to [`MAX_TOKEN_BYTES`] visible ASCII characters. `Debug` shows nothing of it; its memory is cleared on drop.
#[derive(Clone)]
pub struct Token(Zeroizing<Box<[u8]>>);

/// Why a request carries no usable token. Never says what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// Nothing was sent.
    #[error("no access token; send `Authorization: Bearer <token>`")]
    Missing,
    /// The `Authorization` header is of another scheme.
    #[error("the authorization scheme is not Bearer; send `Authorization: Bearer <token>`")]
    NotBearer,
    /// Empty, too long, more than one token, or characters that no token has.
    #[error("malformed access token; it has 1 to 4096 visible ASCII characters and no spaces")]
    Malformed,
}

/// Shorter ones may stand anywhere by chance.
const SHORTEST_HIDDEN: usize = 16;

impl Token {
    /// Overwrites it wherever a client put it among what it sent.
    pub fn hide_in(&self, lines: &mut [u8]) {
        let in_text = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(byte);
        // What could be a number, or more than a text, would leave a line that is no JSON.
        let is_number = std::str::from_utf8(&self.0).is_ok_and(|token| token.parse::<f64>().is_ok());
        if self.0.len() < SHORTEST_HIDDEN || is_number || !self.0.iter().all(in_text) {
            return;
        }
        let finder = memchr::memmem::Finder::new(&self.0[..]);
        let mut from = 0;
        while let Some(at) = finder.find(&lines[from..]) {
            let end = from + at + self.0.len();
            lines[from + at..end].fill(b'*');
            from = end;
        }
    }

    /// Reads the value of an `Authorization` header: `Bearer`, in any case, spaces, one token
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

    /// Reads the parameter `access_token` of a query ([RFC 6750, 2.3](https://www.rfc-editor.org/rfc/rfc6750#section-2.3));
    /// `None` where there is no such parameter.
    ///
    /// # Errors
    /// [`TokenError::Malformed`], also where the parameter is there twice.
    pub fn from_query(query: &str) -> Result<Option<Self>, TokenError> {
        let mut values = query.split('&').filter_map(|pair| pair.strip_prefix("access_token="));
        match (values.next(), values.next()) {
            (None, _) => Ok(None),
            (Some(value), None) => {
                let decoded = percent_decoded(value.as_bytes()).ok_or(TokenError::Malformed)?;
                Self::from_bytes(&decoded).map(Some)
            }
            _ => Err(TokenError::Malformed),
        }
    }

    /// Takes a token that came in a body, without a scheme.
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

/// <https://www.rfc-editor.org/rfc/rfc3986#section-2.1>
fn percent_decoded(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
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

    fn header(value: &str) -> Result<Vec<u8>, TokenError> {
        Token::from_header(&HeaderValue::from_bytes(value.as_bytes()).unwrap()).map(|t| t.as_bytes().to_vec())
    }

    #[test]
    fn a_bearer_token_is_read_whatever_the_case_of_the_scheme() {
        for value in ["Bearer abc-123", "bearer abc-123", "BEARER abc-123", "bEaReR   abc-123", "Bearer abc-123 "] {
            assert_eq!(header(value).unwrap(), b"abc-123", "{value}");
        }
    }

    #[test]
    fn another_scheme_is_not_bearer() {
        for value in ["", "abc", "Basic YTpi", "Bearerabc", "Bearer:abc", "Bearer\tabc", "Token abc def"] {
            assert_eq!(header(value), Err(TokenError::NotBearer), "{value}");
        }
    }

    #[test]
    fn anything_but_one_token_of_visible_ascii_is_malformed() {
        for value in ["Bearer", "Bearer ", "Bearer a b", "Bearer a, Bearer b", "Bearer a\tb", "Bearer \u{e9}"] {
            assert_eq!(header(value), Err(TokenError::Malformed), "{value}");
        }
        for text in ["", " ", "a b", "a\n", "a\u{0}", "\u{7f}", "tökén"] {
            assert_eq!(Token::from_text(text).err(), Some(TokenError::Malformed), "{text:?}");
        }
    }

    #[test]
    fn the_longest_token_is_taken_and_one_byte_more_is_not() {
        assert!(Token::from_text(&"x".repeat(MAX_TOKEN_BYTES)).is_ok());
        assert_eq!(Token::from_text(&"x".repeat(MAX_TOKEN_BYTES + 1)).err(), Some(TokenError::Malformed));
    }

    #[test]
    fn a_query_has_at_most_one_token_whose_characters_may_be_percent_encoded() {
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
    fn debug_shows_nothing_of_a_token() {
        let token = Token::from_text("sesame").unwrap();
        assert_eq!(format!("{token:?} {:?}", Some(&token)), "Token Some(Token)");
    }
}
