//! `sluice filter new NAME`.

mod kind;
mod template;

use crate::{
    commands::{
        exit::Exit,
        terminal::{print, say},
    },
    guest_build::{Language, sdk},
};
use kind::Kind;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The command line of `filter new`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The filter's name, lower-case letters, digits and dashes; also the directory that is made
    #[arg(value_name = "NAME")]
    name: String,
    /// The language that it is written in
    #[arg(long, value_name = "LANGUAGE", default_value = "rust")]
    lang: Language,
    /// What it does, until you change it
    #[arg(long, value_name = "KIND", default_value = "redact")]
    kind: Kind,
    /// The directory to make, instead of ./NAME
    #[arg(long, value_name = "DIR")]
    directory: Option<PathBuf>,
    /// Use the SDK in this directory, instead of a copy in the filter's directory `sdk`; Rust only
    #[arg(long, value_name = "DIR")]
    sdk: Option<PathBuf>,
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
    let sdk = match &arguments.sdk {
        None => None,
        Some(sdk) => match sdk.canonicalize() {
            Ok(sdk) if arguments.lang == Language::Rust => Some(sdk),
            Ok(_) => {
                say(format!("--sdk is for Rust; a filter in {} has its SDK beside it", arguments.lang));
                return Exit::Usage;
            }
            Err(error) => {
                say(format!("{}: {error}; --sdk takes the directory of the crate sluice-filter", sdk.display()));
                return Exit::Usage;
            }
        },
    };
    let directory = arguments.directory.clone().unwrap_or_else(|| PathBuf::from(name));
    if directory.exists() {
        say(format!("{}: exists already; choose another name or --directory", directory.display()));
        return Exit::Usage;
    }
    if let Err(error) = write(&directory, arguments, sdk.as_deref()) {
        say(format!("writing the filter into {}: {error}", directory.display()));
        return Exit::Failed;
    }
    let place = directory.display();
    let source = template::source(arguments.lang);
    print(format!(
        "{place} is a filter in {}; its source is {place}/{source}. Build it, and run its cases:\n\n  cd {place}\n  sluice filter test",
        arguments.lang
    ));
    Exit::Good
}

fn write(directory: &Path, arguments: &Arguments, sdk: Option<&Path>) -> io::Result<()> {
    let place = sdk.map_or_else(|| "sdk".to_owned(), |sdk| sdk.display().to_string());
    for (file, text) in template::files(arguments.lang, arguments.kind) {
        let text = text.replace("{{name}}", &arguments.name).replace("{{sdk}}", &format!("{{ path = {place:?} }}"));
        write_file(&directory.join(file), &text)?;
    }
    if sdk.is_none() {
        for (file, text) in sdk::of(arguments.lang) {
            write_file(&directory.join("sdk").join(file), text)?;
        }
    }
    Ok(())
}

fn write_file(path: &Path, text: &str) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, text)
}
