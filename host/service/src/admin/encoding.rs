//! How a page is sent to a client that takes it compressed. <https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3>

use flate2::{Compression, write::GzEncoder};
use http::{HeaderMap, header};
use std::io::{self, Write};

/// The least work: a page of metrics becomes a twentieth of its size by it.
const ZSTD_LEVEL: i32 = 1;

/// A content coding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Identity,
    Gzip,
    Zstd,
}

impl Encoding {
    /// The best of those that a client takes.
    pub(super) fn accepted(headers: &HeaderMap) -> Self {
        let values = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        let taken = values.flat_map(|value| value.split(',')).filter_map(Self::read);
        taken.max_by_key(|encoding| *encoding as u8).unwrap_or(Self::Identity)
    }

    fn read(text: &str) -> Option<Self> {
        let (name, quality) = text.split_once(';').unwrap_or((text, ""));
        let quality = quality.trim().strip_prefix("q=").and_then(|quality| quality.parse::<f32>().ok());
        match name.trim() {
            _ if quality == Some(0.0) => None,
            name if name.eq_ignore_ascii_case("gzip") => Some(Self::Gzip),
            name if name.eq_ignore_ascii_case("zstd") => Some(Self::Zstd),
            _ => None,
        }
    }

    /// Its name in `Content-Encoding`; none where nothing is done.
    pub(super) fn name(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some("gzip"),
            Self::Zstd => Some("zstd"),
        }
    }

    pub(super) fn compress(self, plain: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            Self::Identity => Ok(plain.to_vec()),
            Self::Gzip => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
                encoder.write_all(plain)?;
                encoder.finish()
            }
            Self::Zstd => zstd::bulk::compress(plain, ZSTD_LEVEL),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coding_is_taken_unless_its_quality_is_nought() {
        for (asked, encoding) in [
            ("", Encoding::Identity),
            ("gzip", Encoding::Gzip),
            ("gzip, zstd", Encoding::Zstd),
            ("ZSTD;q=0.5, br", Encoding::Zstd),
            ("zstd; q=0, gzip;q=0.1", Encoding::Gzip),
            ("gzip;q=0.0", Encoding::Identity),
            ("br, *", Encoding::Identity),
        ] {
            let headers = [(header::ACCEPT_ENCODING, asked.parse().expect("a value"))].into_iter().collect();
            assert_eq!(Encoding::accepted(&headers), encoding, "{asked}");
        }
    }
}
