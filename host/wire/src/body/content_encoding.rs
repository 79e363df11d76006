//! `Content-Encoding`: which codings are taken. <https://www.rfc-editor.org/rfc/rfc9110#section-8.4>

use crate::WireError;
use http::{HeaderMap, header};

/// How a body is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// `gzip`, RFC 1952.
    Gzip,
    /// `deflate`, RFC 1950; without its zlib frame too, as some clients send it.
    Deflate,
    /// `br`, RFC 7932.
    Brotli,
    /// `zstd`, RFC 8878.
    Zstd,
}

impl Encoding {
    /// The names of all, as `Accept-Encoding` has them.
    pub const TAKEN: &str = "gzip, deflate, br, zstd";

    /// All of them.
    pub const ALL: [Self; 4] = [Self::Gzip, Self::Deflate, Self::Brotli, Self::Zstd];

    /// How the body of a request with these headers is compressed; `None` where it is not.
    ///
    /// # Errors
    /// [`WireError::UnsupportedEncoding`], also where there is more than one layer.
    pub fn of(headers: &HeaderMap) -> Result<Option<Self>, WireError> {
        let mut layer = None;
        for value in headers.get_all(header::CONTENT_ENCODING) {
            let names = value.to_str().map_err(|_| WireError::UnsupportedEncoding)?.split(',').map(str::trim);
            for name in names.filter(|name| !name.is_empty() && !name.eq_ignore_ascii_case("identity")) {
                let next = Self::named(name).ok_or(WireError::UnsupportedEncoding)?;
                if layer.replace(next).is_some() {
                    return Err(WireError::UnsupportedEncoding);
                }
            }
        }
        Ok(layer)
    }

    /// Whether one stream may follow another.
    pub(crate) fn may_repeat(self) -> bool {
        matches!(self, Self::Gzip | Self::Zstd)
    }

    fn named(name: &str) -> Option<Self> {
        const NAMES: [(&str, Encoding); 5] = [
            ("gzip", Encoding::Gzip),
            // https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1.3
            ("x-gzip", Encoding::Gzip),
            ("deflate", Encoding::Deflate),
            ("br", Encoding::Brotli),
            ("zstd", Encoding::Zstd),
        ];
        NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, encoding)| *encoding)
    }
}
