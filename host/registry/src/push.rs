//! Pushes a component, and what is attested of it.

use crate::{
    client::{Client, Session},
    digest::Digest,
    error::{Cause, RegistryError},
    layout::{Descriptor, EMPTY, MANIFEST, Manifest, WASM_CONFIG, WASM_LAYER, WasmConfig},
    provenance::{Envelope, MAX_ENVELOPES, MEDIA_TYPE},
    pull::attestation_tag,
    reference::{Reference, Version},
};
use bytes::Bytes;
use std::collections::BTreeMap;

/// A component, and what its manifest says of it.
#[derive(Clone, Debug)]
pub struct Artifact {
    /// The component.
    pub component: Bytes,
    /// When it was made, RFC 3339.
    pub created: String,
    /// Full names of what it imports.
    pub imports: Vec<String>,
    /// Names of what it exports.
    pub exports: Vec<String>,
    /// The world that it was made for.
    pub target: String,
    /// For people, as in `org.opencontainers.image.version`.
    pub annotations: BTreeMap<String, String>,
}

/// What was pushed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pushed {
    /// Of its manifest.
    pub manifest: Digest,
    /// The manifest's size, bytes.
    pub size: u64,
}

impl Client {
    /// Pushes a component under the tag of `reference`.
    ///
    /// # Errors
    /// The registry does not take it, or not within `registry.timeout_ms`.
    pub async fn push(&self, reference: &Reference, artifact: &Artifact) -> Result<Pushed, RegistryError> {
        self.within_timeout("pushing", reference, self.push_all(reference, artifact)).await
    }

    /// Adds envelopes to what is attested of a manifest that was pushed.
    ///
    /// # Errors
    /// As for [`Client::push`].
    pub async fn attest(
        &self,
        reference: &Reference,
        pushed: Pushed,
        envelopes: &[Envelope],
    ) -> Result<(), RegistryError> {
        self.within_timeout("attesting", reference, self.attest_all(reference, pushed, envelopes)).await
    }

    async fn within_timeout<T>(
        &self,
        doing: &'static str,
        reference: &Reference,
        work: impl Future<Output = Result<T, Cause>>,
    ) -> Result<T, RegistryError> {
        let done = tokio::time::timeout(self.timeout(), work).await;
        let done = done.unwrap_or_else(|_| Err(Cause::TimedOut(self.timeout())));
        done.map_err(|cause| RegistryError { doing, reference: Box::new(reference.clone()), cause })
    }

    async fn push_all(&self, reference: &Reference, artifact: &Artifact) -> Result<Pushed, Cause> {
        let mut session = self.session(reference, "pull,push")?;
        let layer = Descriptor::of(WASM_LAYER, &artifact.component);
        let interfaces = (artifact.imports.as_slice(), artifact.exports.as_slice());
        let config = WasmConfig::new(&artifact.created, layer.digest, interfaces, &artifact.target);
        let config = Bytes::from(to_json(&config)?);
        let described = Descriptor::of(WASM_CONFIG, &config);
        session.put_blob("component", layer.digest, &artifact.component).await?;
        session.put_blob("configuration", described.digest, &config).await?;
        let manifest = Manifest::of_component(described, layer, artifact.annotations.clone());
        put(&mut session, &reference.version, &manifest).await
    }

    async fn attest_all(&self, reference: &Reference, pushed: Pushed, envelopes: &[Envelope]) -> Result<(), Cause> {
        let mut session = self.session(reference, "pull,push")?;
        let tag = attestation_tag(pushed.manifest);
        let mut layers = match session.manifest(&tag).await? {
            Some((bytes, _)) => Manifest::parse(&bytes).map_err(Cause::Manifest)?.layers,
            None => Vec::new(),
        };
        for envelope in envelopes {
            let text = Bytes::from(envelope.to_line());
            let layer = Descriptor::of(MEDIA_TYPE, &text);
            session.put_blob("attestation", layer.digest, &text).await?;
            if layers.iter().all(|known| known.digest != layer.digest) {
                layers.push(layer);
            }
        }
        if layers.len() > MAX_ENVELOPES {
            let why =
                format!("has {} attestations already, of at most {MAX_ENVELOPES}", layers.len() - envelopes.len());
            return Err(Cause::Manifest(why));
        }
        session.put_blob("configuration", Digest::of(EMPTY), &Bytes::from_static(EMPTY)).await?;
        let subject = Descriptor {
            media_type: MANIFEST.to_owned(),
            digest: pushed.manifest,
            size: pushed.size,
            annotations: BTreeMap::new(),
        };
        put(&mut session, &tag, &Manifest::about(subject, MEDIA_TYPE, layers)).await.map(drop)
    }
}

async fn put(session: &mut Session<'_>, version: &Version, manifest: &Manifest) -> Result<Pushed, Cause> {
    let bytes = to_json(manifest)?;
    let pushed = Pushed { manifest: Digest::of(&bytes), size: bytes.len() as u64 };
    session.put_manifest(version, Bytes::from(bytes)).await?;
    Ok(pushed)
}

fn to_json(value: &impl serde::Serialize) -> Result<Vec<u8>, Cause> {
    serde_json::to_vec(value).map_err(|error| Cause::Manifest(format!("cannot be written: {error}")))
}
