//! What is signed of a component: what it says of itself, and which of its cases pass on this machine.

use crate::commands::filter::{
    author::{Author, Shown},
    source::Source,
};
use serde_json::Value;
use sluice_registry::{
    Digest,
    provenance::{Envelope, Predicate, SigningKey, Statement},
};
use sluice_sandbox::{inspect, sections, settings::filters::Interface, test_case::embedded};
use std::path::{Path, PathBuf};

/// How a component is signed.
#[derive(clap::Args)]
pub(super) struct SigningArguments {
    /// Where it was built from, as in `git+https://example.com/filters@COMMIT`
    #[arg(long, value_name = "URI")]
    pub(super) source: Option<String>,
    /// Where compiled filters are kept between two calls
    #[arg(long, value_name = "DIR", default_value_os_t = crate::commands::filter::author::default_store())]
    store: PathBuf,
}

/// Reads the private key in a file.
pub(super) fn read_key(file: &Path) -> Result<SigningKey, String> {
    let shown = file.display();
    let pem = sluice_files::regular_file::read(file, 16 << 10)
        .map_err(|error| format!("reading the key {shown}: {error}; `sluice filter keygen` makes one"))?;
    SigningKey::from_pem(&pem).map_err(|error| format!("{shown} {error}"))
}

/// Signs a statement about the component, whose cases have to pass.
pub(super) fn sign(
    file: &Path,
    wasm: &[u8],
    key: &SigningKey,
    arguments: &SigningArguments,
) -> Result<Envelope, String> {
    let granted = [Interface::Redact, Interface::Enrich, Interface::Context, Interface::Personal];
    let found = inspect(wasm, &granted).map_err(|refusal| format!("{}: {refusal}", file.display()))?;
    let predicate = Predicate {
        source: arguments.source.clone(),
        toolchain: toolchain(wasm),
        cases_passed: passed_cases(file, wasm, &arguments.store)?,
        imports: found.imports,
    };
    let name = found.name.unwrap_or_else(|| file.file_stem().unwrap_or_default().to_string_lossy().into_owned());
    Envelope::sign(&Statement::new(&name, Digest::of(wasm), predicate), key).map_err(|error| error.to_string())
}

fn toolchain(wasm: &[u8]) -> Vec<String> {
    let build = sections::find(wasm, sections::BUILD_SECTION).and_then(|data| serde_json::from_slice(data).ok());
    let build: Value = build.unwrap_or_default();
    let named = |key: &str, what: &str| build[key].as_str().map(|text| format!("{what} {text}"));
    let own = named("language", "language").into_iter().chain(named("sdk", "sluice-filter"));
    own.chain(sections::producers(wasm)).collect()
}

/// The names of all cases that the component brings, if they pass.
fn passed_cases(file: &Path, wasm: &[u8], store: &Path) -> Result<Vec<String>, String> {
    let cases = embedded::unpack(wasm).map_err(|mistake| format!("{}: {mistake}", file.display()))?;
    let author = Author::new(store)?;
    let mut passed = Vec::new();
    for case in cases {
        let chain = author.load(&Source::Component(file, case.config.clone()), Shown::NoContent);
        let chain = chain.map_err(|errors| format!("{}: {}", file.display(), errors.join("; ")))?;
        if !case.run(&chain).differences.is_empty() {
            let (name, file) = (&case.name, file.display());
            return Err(format!(
                "{file} is not signed: its case {name:?} does not pass; `sluice filter test {file}` shows why"
            ));
        }
        passed.push(case.name);
    }
    Ok(passed)
}
