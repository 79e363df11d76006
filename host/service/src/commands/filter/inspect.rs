//! `sluice filter inspect FILE`.

use crate::commands::{
    exit::Exit,
    terminal::{print, say},
};
use sluice_sandbox::inspect_file;
use std::path::PathBuf;

/// The command line of `filter inspect`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The component
    #[arg(value_name = "FILE.wasm")]
    component: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Prints what the component says of itself and what it imports.
#[must_use]
pub fn run(arguments: &Arguments) -> Exit {
    let found = match inspect_file(&arguments.component) {
        Ok(found) => found,
        Err(refusal) => {
            say(format!("{}: {refusal}", arguments.component.display()));
            return Exit::Filter;
        }
    };
    if arguments.json {
        print(serde_json::json!(found));
        return Exit::Good;
    }
    let unnamed = || "(not said)".to_owned();
    print(format!("name     {}", found.name.clone().unwrap_or_else(unnamed)));
    print(format!("version  {}", found.version.clone().unwrap_or_else(unnamed)));
    print(format!("size     {} bytes", found.bytes));
    print(format!("memory   {} bytes at the start", found.memory_bytes));
    print(format!("names    {}", if found.has_names { "a failure can name the function" } else { "none" }));
    for import in &found.imports {
        print(format!("imports  {import}"));
    }
    Exit::Good
}
