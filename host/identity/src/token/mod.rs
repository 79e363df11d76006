//! Access tokens of requests.

mod access_token;
mod overwrite;
mod parse;

pub use access_token::{MAX_TOKEN_BYTES, Token, TokenError};
