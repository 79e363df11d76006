//! `sluice filter new NAME`.

use crate::commands::{
    exit::Exit,
    terminal::{print, say},
};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The template's files: path, and text with `{{name}}` and `{{sdk}}` to be filled in.
const TEMPLATE: &[(&str, &str)] = &[
    (".gitignore", include_str!("../../../../../guest-sdk/template/.gitignore")),
    ("Cargo.toml", include_str!("../../../../../guest-sdk/template/Cargo.toml")),
    ("README.md", include_str!("../../../../../guest-sdk/template/README.md")),
    ("src/lib.rs", include_str!("../../../../../guest-sdk/template/src/lib.rs")),
    (
        "cases/the-first-filter/batch.json",
        include_str!("../../../../../guest-sdk/template/cases/the-first-filter/batch.json"),
    ),
    (
        "cases/the-first-filter/expected.jsonl",
        include_str!("../../../../../guest-sdk/template/cases/the-first-filter/expected.jsonl"),
    ),
];

/// The command line of `filter new`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The filter's name, lower-case letters, digits and dashes; also the directory that is made
    #[arg(value_name = "NAME")]
    name: String,
    /// The directory to make, instead of ./NAME
    #[arg(long, value_name = "DIR")]
    directory: Option<PathBuf>,
    /// Where the SDK is: the directory `guest-sdk` of this project
    #[arg(long, value_name = "DIR", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../../guest-sdk"))]
    sdk: PathBuf,
}

/// Writes the files of a filter that builds and passes its case.
#[must_use]
pub fn run(arguments: &Arguments) -> Exit {
    let name = &arguments.name;
    let letters = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !letters || !name.starts_with(|first: char| first.is_ascii_lowercase()) || name.len() > 64 {
        say(format!("{name:?} is not 1 to 64 lower-case letters, digits and dashes, a letter first"));
        return Exit::Usage;
    }
    let Ok(sdk) = arguments.sdk.canonicalize() else {
        say(format!(
            "{}: no such directory; --sdk takes the directory `guest-sdk` of this project",
            arguments.sdk.display()
        ));
        return Exit::Usage;
    };
    let directory = arguments.directory.clone().unwrap_or_else(|| PathBuf::from(name));
    if directory.exists() {
        say(format!("{}: exists already; choose another name or --directory", directory.display()));
        return Exit::Usage;
    }
    if let Err(error) = write(&directory, name, &sdk) {
        say(format!("writing the filter into {}: {error}", directory.display()));
        return Exit::Failed;
    }
    let place = directory.display();
    print(format!(
        "{place} is a filter. Build it, and run its cases:\n\n  sluice filter build {place} --output {place}/{name}.wasm\n  sluice filter test {place}/{name}.wasm --cases {place}/cases"
    ));
    Exit::Good
}

fn write(directory: &Path, name: &str, sdk: &Path) -> io::Result<()> {
    let sdk = format!("{{ path = {:?} }}", sdk.display().to_string());
    for (file, text) in TEMPLATE {
        let path = directory.join(file);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, text.replace("{{name}}", name).replace("{{sdk}}", &sdk))?;
    }
    Ok(())
}
