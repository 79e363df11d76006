//! Pulls a component into the cache.

use crate::{
    cache::{Cache, Cached},
    client::{Client, Session},
    digest::Digest,
    error::{Cause, RegistryError},
    layout::Manifest,
    provenance::{Envelope, MAX_ENVELOPE, MAX_ENVELOPES, MEDIA_TYPE},
    reference::{Reference, Version},
};

impl Client {
    /// Pulls a component of at most `max_bytes` and what is attested of it. What is in the cache by its digest is not asked
    /// for again.
    ///
    /// # Errors
    /// The registry has no such component, sends something else, or takes longer than `registry.timeout_ms`.
    pub async fn pull(&self, reference: &Reference, cache: &Cache, max_bytes: u64) -> Result<Cached, RegistryError> {
        let pulling = tokio::time::timeout(self.timeout(), self.pull_all(reference, cache, max_bytes));
        let pulled = pulling.await.unwrap_or_else(|_| Err(Cause::TimedOut(self.timeout())));
        pulled.map_err(|cause| RegistryError { doing: "pulling", reference: Box::new(reference.clone()), cause })
    }

    async fn pull_all(&self, reference: &Reference, cache: &Cache, max_bytes: u64) -> Result<Cached, Cause> {
        let mut session = self.session(reference, "pull")?;
        let missing = || Cause::NotFound { host: reference.host.clone(), what: "component" };
        // A tag that is recorded means what it meant, also where only what is attested is asked for again.
        let known = cache.find(reference).map(|known| Version::Digest(known.manifest));
        let version = known.as_ref().unwrap_or(&reference.version);
        let (bytes, digest) = session.manifest(version).await?.ok_or_else(missing)?;
        let manifest = Manifest::parse(&bytes).map_err(Cause::Manifest)?;
        let layer = manifest.component().map_err(Cause::Manifest)?;
        if layer.size > max_bytes {
            return Err(Cause::TooLarge { what: "component", limit: max_bytes });
        }
        if !cache.has(layer.digest, layer.size) {
            let mut unfinished = cache.begin(layer.size)?;
            session.blob("component", layer, |chunk| unfinished.write(chunk)).await?;
            unfinished.keep(layer.digest)?;
        }
        let attestations = attestations(&mut session, digest).await?;
        cache.record(reference, digest, (layer.digest, layer.size), &attestations)
    }
}

/// The tag of what is attested of a manifest, as cosign writes it: registries without the API of referrers have it too
/// (<https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md>).
pub(crate) fn attestation_tag(manifest: Digest) -> Version {
    Version::Tag(format!("sha256-{}.att", manifest.to_hex()))
}

/// One envelope a line. What is no envelope is passed over: others may attest something in other ways.
async fn attestations(session: &mut Session<'_>, manifest: Digest) -> Result<String, Cause> {
    let Some((bytes, _)) = session.manifest(&attestation_tag(manifest)).await? else { return Ok(String::new()) };
    let manifest = Manifest::parse(&bytes).map_err(Cause::Manifest)?;
    let mut lines = String::new();
    for layer in manifest.layers.iter().filter(|layer| layer.media_type == MEDIA_TYPE).take(MAX_ENVELOPES) {
        if layer.size > MAX_ENVELOPE {
            return Err(Cause::TooLarge { what: "attestation", limit: MAX_ENVELOPE });
        }
        let mut envelope = Vec::new();
        let append = |chunk: &[u8]| {
            envelope.extend_from_slice(chunk);
            Ok(())
        };
        session.blob("attestation", layer, append).await?;
        if let Some(envelope) = Envelope::parse(&envelope) {
            lines.push_str(&envelope.to_line());
        }
    }
    Ok(lines)
}
