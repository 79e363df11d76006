//! `sluice filter sign FILE.wasm --key KEY`.

use super::{attestations_beside, statement, statement::SigningArguments, write};
use crate::commands::{
    exit::Exit,
    terminal::{print, say},
};
use sluice_registry::provenance::attestations_of;
use std::path::{Path, PathBuf};

/// The command line of `filter sign`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The component
    #[arg(value_name = "FILE.wasm")]
    component: PathBuf,
    /// The private key, which `sluice filter keygen` makes
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    #[command(flatten)]
    signing: SigningArguments,
}

/// Writes the signed statement beside the component, and prints where.
#[must_use]
pub fn run(arguments: &Arguments) -> Exit {
    match sign(arguments) {
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

fn sign(arguments: &Arguments) -> Result<PathBuf, (Exit, String)> {
    let file = &arguments.component;
    let key = statement::read_key(&arguments.key).map_err(|why| (Exit::Usage, why))?;
    let wasm = read(file).map_err(|why| (Exit::Usage, why))?;
    let envelope = statement::sign(file, &wasm, &key, &arguments.signing).map_err(|why| (Exit::Filter, why))?;
    let mut attestations = attestations_beside(file).map_err(|why| (Exit::Failed, why))?;
    attestations.add(envelope);
    let beside = attestations_of(file);
    write(&beside, attestations.to_lines().as_bytes()).map_err(|why| (Exit::Failed, why))?;
    Ok(beside)
}

pub(super) fn read(file: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(file)
        .map_err(|error| format!("reading {}: {error}; `sluice filter build DIR` makes a component", file.display()))
}
