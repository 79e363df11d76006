//! What a component is in a registry: a manifest, a configuration and one layer
//! (<https://tag-runtime.cncf.io/wgs/wasm/deliverables/wasm-oci-artifact/>).

use crate::digest::Digest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The media type of manifests.
pub(crate) const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
pub(crate) const WASM_CONFIG: &str = "application/vnd.wasm.config.v0+json";
pub(crate) const WASM_LAYER: &str = "application/wasm";
pub(crate) const EMPTY_CONFIG: &str = "application/vnd.oci.empty.v1+json";
pub(crate) const EMPTY: &[u8] = b"{}";

/// The largest manifest that is read, bytes. One of a component has less than 1 kB.
pub(crate) const MAX_MANIFEST: u64 = 256 << 10;

/// Something in a registry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Descriptor {
    /// What it is.
    pub(crate) media_type: String,
    /// Of its bytes.
    pub(crate) digest: Digest,
    /// In bytes.
    pub(crate) size: u64,
    /// What else is said of it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) annotations: BTreeMap<String, String>,
}

impl Descriptor {
    pub(crate) fn of(media_type: &str, bytes: &[u8]) -> Self {
        let digest = Digest::of(bytes);
        Self { media_type: media_type.to_owned(), digest, size: bytes.len() as u64, annotations: BTreeMap::new() }
    }
}

/// <https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Manifest {
    schema_version: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    media_type: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    artifact_type: Option<String>,
    pub(crate) config: Descriptor,
    pub(crate) layers: Vec<Descriptor>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    subject: Option<Descriptor>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    annotations: BTreeMap<String, String>,
}

impl Manifest {
    pub(crate) fn of_component(config: Descriptor, layer: Descriptor, annotations: BTreeMap<String, String>) -> Self {
        let layers = vec![layer];
        Self::new(None, config, layers, None, annotations)
    }

    /// Of something that is said about the manifest `subject`.
    pub(crate) fn about(subject: Descriptor, artifact_type: &str, layers: Vec<Descriptor>) -> Self {
        let config = Descriptor::of(EMPTY_CONFIG, EMPTY);
        Self::new(Some(artifact_type.to_owned()), config, layers, Some(subject), BTreeMap::new())
    }

    fn new(
        artifact_type: Option<String>,
        config: Descriptor,
        layers: Vec<Descriptor>,
        subject: Option<Descriptor>,
        annotations: BTreeMap<String, String>,
    ) -> Self {
        let media_type = Some(MANIFEST.to_owned());
        Self { schema_version: 2, media_type, artifact_type, config, layers, subject, annotations }
    }

    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, String> {
        let manifest: Self =
            serde_json::from_slice(bytes).map_err(|error| format!("is no manifest of OCI ({error})"))?;
        match manifest.media_type.as_deref() {
            None | Some(MANIFEST) if manifest.schema_version == 2 => Ok(manifest),
            _ => Err("is no manifest of one artifact".to_owned()),
        }
    }

    /// The layer with the component.
    pub(crate) fn component(&self) -> Result<&Descriptor, String> {
        match self.layers.as_slice() {
            [layer] if layer.media_type == WASM_LAYER => Ok(layer),
            [layer] => {
                let found: String = layer.media_type.chars().take(80).collect();
                Err(format!("has a layer of the type {found:?}, and a component has {WASM_LAYER:?}"))
            }
            layers => Err(format!("has {} layers, and a component has one", layers.len())),
        }
    }
}

/// What is said of a component in its configuration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WasmConfig<'a> {
    /// RFC 3339.
    created: &'a str,
    architecture: &'static str,
    /// For a component, whatever it imports.
    os: &'static str,
    layer_digests: [Digest; 1],
    component: Component<'a>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Component<'a> {
    exports: &'a [String],
    imports: &'a [String],
    target: &'a str,
}

impl<'a> WasmConfig<'a> {
    pub(crate) fn new(
        created: &'a str,
        layer: Digest,
        (imports, exports): (&'a [String], &'a [String]),
        target: &'a str,
    ) -> Self {
        let component = Component { exports, imports, target };
        Self { created, architecture: "wasm", os: "wasip2", layer_digests: [layer], component }
    }
}
