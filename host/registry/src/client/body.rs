//! Bodies of responses: read no further than they may be long.

use super::endpoint::Response;
use crate::{digest::Digest, error::Cause};
use http::header::CONTENT_LENGTH;
use http_body_util::BodyExt;
use sha2::{Digest as _, Sha256};
use std::io;

impl Response {
    /// The whole body, at most `limit` bytes.
    pub(super) async fn read(self, host: &str, what: &'static str, limit: u64) -> Result<Vec<u8>, Cause> {
        let mut bytes = Vec::new();
        let append = |chunk: &[u8]| {
            bytes.extend_from_slice(chunk);
            Ok(())
        };
        self.read_into(host, what, limit, append).await?;
        Ok(bytes)
    }

    /// Hands the body over piece by piece; it has to have a size and a digest.
    pub(super) async fn read_exact(
        self,
        host: &str,
        what: &'static str,
        (size, digest): (u64, Digest),
        write: impl FnMut(&[u8]) -> Result<(), Cause>,
    ) -> Result<(), Cause> {
        let (read, found) = match self.read_into(host, what, size, write).await {
            Err(Cause::TooLarge { .. }) => return Err(Cause::WrongSize { what, said: size, sent: None }),
            read => read?,
        };
        if read != size {
            return Err(Cause::WrongSize { what, said: size, sent: Some(read) });
        }
        if found != digest {
            return Err(Cause::WrongDigest { what, expected: digest, found });
        }
        Ok(())
    }

    /// Returns how many bytes there were, and their digest.
    async fn read_into(
        mut self,
        host: &str,
        what: &'static str,
        limit: u64,
        mut write: impl FnMut(&[u8]) -> Result<(), Cause>,
    ) -> Result<(u64, Digest), Cause> {
        let length = self.head.headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
        if length.is_some_and(|length| length > limit) {
            return Err(Cause::TooLarge { what, limit });
        }
        let (mut read, mut hasher) = (0_u64, Sha256::new());
        while let Some(frame) = self.body.frame().await {
            let frame = frame.map_err(|error| Cause::Http { host: host.to_owned(), why: describe(&error) })?;
            let Ok(chunk) = frame.into_data() else { continue };
            read = read.saturating_add(chunk.len() as u64);
            if read > limit {
                return Err(Cause::TooLarge { what, limit });
            }
            hasher.update(&chunk);
            write(&chunk)?;
        }
        Ok((read, Digest::from_hasher(hasher)))
    }
}

fn describe(error: &hyper::Error) -> String {
    let cause = std::error::Error::source(error).and_then(|cause| cause.downcast_ref::<io::Error>());
    cause.map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"))
}
