//! What a token is.

use std::fmt;

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

impl Token {
    /// Parses a token without a scheme, as in a body.
    ///
    /// # Errors
    /// [`TokenError::Malformed`].
    pub fn from_text(text: &str) -> Result<Self, TokenError> {
        Self::from_bytes(text.as_bytes())
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Self, TokenError> {
        if bytes.is_empty() || bytes.len() > MAX_TOKEN_BYTES || !bytes.iter().all(u8::is_ascii_graphic) {
            return Err(TokenError::Malformed);
        }
        Ok(Self(Zeroizing::new(bytes.into())))
    }

    #[inline]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_with_other_characters_is_malformed() {
        for text in ["", " ", "a b", "a\n", "a\u{0}", "\u{7f}", "tökén"] {
            assert_eq!(Token::from_text(text).err(), Some(TokenError::Malformed), "{text:?}");
        }
    }

    #[test]
    fn the_length_of_a_token_is_limited() {
        assert!(Token::from_text(&"x".repeat(MAX_TOKEN_BYTES)).is_ok());
        assert_eq!(Token::from_text(&"x".repeat(MAX_TOKEN_BYTES + 1)).err(), Some(TokenError::Malformed));
    }

    #[test]
    fn debug_does_not_show_the_token() {
        let token = Token::from_text("sesame").unwrap();
        assert_eq!(format!("{token:?} {:?}", Some(&token)), "Token Some(Token)");
    }
}
