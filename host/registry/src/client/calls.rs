//! Manifests and blobs: the calls of the specification.

use super::session::Session;
use crate::{
    digest::Digest,
    error::Cause,
    layout::{Descriptor, MANIFEST, MAX_MANIFEST},
    reference::Version,
};
use bytes::Bytes;
use http::{
    HeaderMap, Method, StatusCode, Uri,
    header::{ACCEPT, CONTENT_TYPE, LOCATION},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

impl Session<'_> {
    /// The manifest of a version and its digest; none where the registry has none.
    pub(crate) async fn manifest(&mut self, version: &Version) -> Result<Option<(Vec<u8>, Digest)>, Cause> {
        const WHAT: &str = "manifest";
        let path = self.path(&format!("manifests/{version}"));
        let response = self.request(Method::GET, &path, &[(ACCEPT, MANIFEST)], Bytes::new(), WHAT).await?;
        match response.head.status {
            StatusCode::OK => {}
            StatusCode::NOT_FOUND => return Ok(None),
            status => return Err(self.unexpected(WHAT, status)),
        }
        let said =
            response.head.headers.get("docker-content-digest").and_then(|value| value.to_str().ok()?.parse().ok());
        let bytes = response.read(self.host(), WHAT, MAX_MANIFEST).await?;
        let found = Digest::of(&bytes);
        let asked = match version {
            Version::Digest(digest) => Some(*digest),
            Version::Tag(_) => None,
        };
        match asked.or(said).filter(|expected| *expected != found) {
            Some(expected) => Err(Cause::WrongDigest { what: WHAT, expected, found }),
            None => Ok(Some((bytes, found))),
        }
    }

    /// Hands a blob over piece by piece. What was handed over is not it if this fails.
    pub(crate) async fn blob(
        &mut self,
        what: &'static str,
        blob: &Descriptor,
        write: impl FnMut(&[u8]) -> Result<(), Cause>,
    ) -> Result<(), Cause> {
        let path = self.path(&format!("blobs/{}", blob.digest));
        let response = self.request(Method::GET, &path, &[], Bytes::new(), what).await?;
        let response = self.follow(response).await?;
        match response.head.status {
            StatusCode::OK => response.read_exact(self.host(), what, (blob.size, blob.digest), write).await,
            StatusCode::NOT_FOUND => Err(Cause::NotFound { host: self.host().to_owned(), what }),
            status => Err(self.unexpected(what, status)),
        }
    }

    /// Puts a blob into the repository, unless it is there.
    pub(crate) async fn put_blob(&mut self, what: &'static str, digest: Digest, bytes: &Bytes) -> Result<(), Cause> {
        let path = self.path(&format!("blobs/{digest}"));
        let found = self.request(Method::HEAD, &path, &[], Bytes::new(), what).await?;
        if found.head.status == StatusCode::OK {
            return Ok(());
        }
        let path = self.path("blobs/uploads/");
        let begun = self.request(Method::POST, &path, &[], Bytes::new(), what).await?;
        if begun.head.status != StatusCode::ACCEPTED {
            return Err(self.unexpected(what, begun.head.status));
        }
        let upload = self.upload_path(&begun.head.headers)?;
        drop(begun);
        let separator = if upload.contains('?') { '&' } else { '?' };
        let digest = utf8_percent_encode(&digest.to_string(), NON_ALPHANUMERIC).to_string();
        let path = format!("{upload}{separator}digest={digest}");
        let headers = [(CONTENT_TYPE, "application/octet-stream")];
        let put = self.request(Method::PUT, &path, &headers, bytes.clone(), what).await?;
        if put.head.status == StatusCode::CREATED { Ok(()) } else { Err(self.unexpected(what, put.head.status)) }
    }

    /// Puts a manifest into the repository.
    pub(crate) async fn put_manifest(&mut self, version: &Version, bytes: Bytes) -> Result<(), Cause> {
        const WHAT: &str = "manifest";
        let path = self.path(&format!("manifests/{version}"));
        let put = self.request(Method::PUT, &path, &[(CONTENT_TYPE, MANIFEST)], bytes, WHAT).await?;
        if put.head.status == StatusCode::CREATED { Ok(()) } else { Err(self.unexpected(WHAT, put.head.status)) }
    }

    /// Where the rest of an upload goes. A registry behind a proxy may take itself for another host or scheme; what is
    /// sent stays with the one that was asked.
    fn upload_path(&self, headers: &HeaderMap) -> Result<String, Cause> {
        let bad = || Cause::BadLocation { host: self.host().to_owned() };
        let location: Uri =
            headers.get(LOCATION).and_then(|value| value.to_str().ok()?.parse().ok()).ok_or_else(bad)?;
        let path = location.path_and_query().ok_or_else(bad)?.to_string();
        if path.starts_with('/') { Ok(path) } else { Err(bad()) }
    }
}
