//! `sluice filter push FILE.wasm oci://…`.

use super::{RegistryArguments, attestations_beside, block_on, sign, statement, statement::SigningArguments};
use crate::commands::{
    exit::Exit,
    terminal::{print, say},
};
use sluice_registry::{Artifact, Digest, Reference, Version, provenance::Envelope};
use sluice_sandbox::{Inspection, WORLD, inspect, settings::filters::Interface};
use std::{collections::BTreeMap, path::PathBuf};

/// What a filter exports, by the contract.
const EXPORTS: [&str; 3] = ["configure", "warm-up", "process"];

/// The command line of `filter push`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The component; what is attested of it in FILE.wasm.intoto.jsonl is pushed too
    #[arg(value_name = "FILE.wasm")]
    component: PathBuf,
    /// Where to, with a tag: oci://HOST/REPOSITORY:TAG
    #[arg(value_name = "REFERENCE")]
    reference: Reference,
    /// Sign it with this private key
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    #[command(flatten)]
    signing: SigningArguments,
    #[command(flatten)]
    registry: RegistryArguments,
}

/// Pushes, and prints the reference by which exactly this component is pulled.
#[must_use]
pub fn run(arguments: &Arguments) -> Exit {
    match push(arguments) {
        Ok(reference) => {
            print(reference);
            Exit::Good
        }
        Err((exit, why)) => {
            say(why);
            exit
        }
    }
}

fn push(arguments: &Arguments) -> Result<Reference, (Exit, String)> {
    let Arguments { component: file, reference, key, signing, registry } = arguments;
    if matches!(reference.version, Version::Digest(_)) {
        let why = format!("{reference} names a digest, which a component has by itself; push to a tag");
        return Err((Exit::Usage, why));
    }
    let key = key.as_deref().map(statement::read_key).transpose().map_err(|why| (Exit::Usage, why))?;
    let wasm = sign::read(file).map_err(|why| (Exit::Usage, why))?;
    let granted = [Interface::Redact, Interface::Enrich, Interface::Context, Interface::Personal];
    let found = inspect(&wasm, &granted)
        .map_err(|refusal| (Exit::Filter, format!("{} is not pushed: {refusal}", file.display())))?;
    let component = Digest::of(&wasm);
    let beside = attestations_beside(file).map_err(|why| (Exit::Failed, why))?;
    let mut envelopes: Vec<Envelope> =
        beside.envelopes().iter().filter(|envelope| envelope.is_about(component)).cloned().collect();
    if let Some(key) = &key {
        envelopes.push(statement::sign(file, &wasm, key, signing).map_err(|why| (Exit::Filter, why))?);
    }
    let artifact = artifact(wasm, found, arguments);
    let client = registry.client(reference);
    let pushed = block_on(async {
        let pushed = client.push(reference, &artifact).await?;
        if !envelopes.is_empty() {
            client.attest(reference, pushed, &envelopes).await?;
        }
        Ok(pushed)
    });
    let failed = |error: &dyn std::fmt::Display| (Exit::Failed, error.to_string());
    let pushed =
        pushed.map_err(|error| failed(&error))?.map_err(|error: sluice_registry::RegistryError| failed(&error))?;
    let signed = if envelopes.is_empty() { "not signed" } else { "signed" };
    say(format!("{reference}: {} bytes, {signed}", artifact.component.len()));
    Ok(reference.at(pushed.manifest))
}

fn artifact(wasm: Vec<u8>, found: Inspection, arguments: &Arguments) -> Artifact {
    let annotation = |name: &str, text: Option<String>| Some((format!("org.opencontainers.image.{name}"), text?));
    let annotations = [
        annotation("title", found.name),
        annotation("version", found.version),
        annotation("source", arguments.signing.source.clone()),
    ];
    Artifact {
        component: wasm.into(),
        imports: found.imports,
        exports: EXPORTS.map(str::to_owned).to_vec(),
        target: format!("sluice:filter/{WORLD}@1.0.0"),
        annotations: annotations.into_iter().flatten().collect::<BTreeMap<_, _>>(),
    }
}
