//! `sluice filter pull oci://…`.

use super::{RegistryArguments, block_on, write};
use crate::{
    commands::{
        exit::Exit,
        terminal::{print, say},
    },
    guest_build::cache,
};
use sluice_registry::{
    Cache, Digest, Reference,
    provenance::{Attestations, PublicKey, SignedBy, attestations_of},
};
use sluice_sandbox::settings::store::StoreConfig;
use std::path::{Path, PathBuf};

/// The command line of `filter pull`.
#[derive(clap::Args)]
pub struct Arguments {
    /// What: oci://HOST/REPOSITORY:TAG or oci://HOST/REPOSITORY@sha256:…
    #[arg(value_name = "REFERENCE")]
    reference: Reference,
    /// Where it goes, instead of a new file with the last part of the repository's name
    #[arg(long, short, value_name = "FILE.wasm")]
    output: Option<PathBuf>,
    /// Refuse it unless this key has signed it: a file in PEM, or the text of `signed_by`. May be repeated: any of them
    #[arg(long, value_name = "KEY")]
    signed_by: Vec<String>,
    #[command(flatten)]
    registry: RegistryArguments,
}

/// Pulls, verifies and prints the path of the component; what is attested of it lies beside it.
#[must_use]
pub fn run(arguments: &Arguments) -> Exit {
    match pull(arguments) {
        Ok(file) => {
            print(file.display());
            Exit::Good
        }
        Err((exit, why)) => {
            say(why);
            exit
        }
    }
}

fn pull(arguments: &Arguments) -> Result<PathBuf, (Exit, String)> {
    let Arguments { reference, registry, .. } = arguments;
    let failed = |why: String| (Exit::Failed, why);
    let keys: Result<_, String> = arguments.signed_by.iter().map(|text| key(text)).collect();
    let keys = SignedBy(keys.map_err(|why| (Exit::Usage, why))?);
    let output = output(arguments).map_err(|why| (Exit::Usage, why))?;
    let directory = PullDirectory::new();
    let cache = Cache::new(directory.0.clone(), u64::MAX);
    let client = registry.client(reference);
    let pulled = block_on(client.pull(reference, &cache, StoreConfig::default().component_bytes));
    let pulled = pulled.map_err(|error| failed(error.to_string()))?.map_err(|error| failed(error.to_string()))?;
    let read =
        |path: &Path| std::fs::read(path).map_err(|error| failed(format!("reading {}: {error}", path.display())));
    let wasm = read(&pulled.file)?;
    if Digest::of(&wasm) != pulled.component {
        return Err(failed(format!("{} has changed since it was pulled", pulled.file.display())));
    }
    let attestations = Attestations::parse(&read(&pulled.attestations)?);
    if !keys.is_empty() {
        let refused = |why| (Exit::Filter, format!("{reference} is not kept: {why}"));
        let statement = attestations.verify(&keys, pulled.component).map_err(refused)?;
        let cases = statement.predicate.cases_passed.len();
        say(format!("signed; {cases} cases passed; imports {}", statement.predicate.imports.join(", ")));
    }
    write(&output, &wasm).map_err(failed)?;
    if !attestations.envelopes().is_empty() {
        write(&attestations_of(&output), attestations.to_lines().as_bytes()).map_err(failed)?;
    }
    say(format!("{}: {} bytes", reference.at(pulled.manifest), wasm.len()));
    Ok(output)
}

/// What was pulled lies here until it is verified; nothing of an earlier pull is in it.
struct PullDirectory(PathBuf);

impl PullDirectory {
    fn new() -> Self {
        Self(cache::directory().join(format!("pull.{}", std::process::id())))
    }
}

impl Drop for PullDirectory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn output(arguments: &Arguments) -> Result<PathBuf, String> {
    if let Some(output) = &arguments.output {
        return Ok(output.clone());
    }
    let name = arguments.reference.repository.rsplit('/').next().unwrap_or_default();
    let output = PathBuf::from(format!("{name}.wasm"));
    if output.exists() {
        Err(format!("{} exists already; name a file with --output", output.display()))
    } else {
        Ok(output)
    }
}

/// A file with a public key, or the text of one.
fn key(text: &str) -> Result<PublicKey, String> {
    if let Ok(pem) = sluice_files::regular_file::read(Path::new(text), 16 << 10) {
        return PublicKey::from_pem(&pem).map_err(|error| format!("{text} {error}"));
    }
    text.parse().map_err(|error| format!("--signed-by: {text:?} is no file, and {error}"))
}
