//! Tokens in headers and queries.

use super::access_token::{Token, TokenError};
use http::HeaderValue;
use zeroize::Zeroizing;

impl Token {
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
}
