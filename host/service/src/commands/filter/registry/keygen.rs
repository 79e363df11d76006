//! `sluice filter keygen NAME`.

use crate::commands::{
    exit::Exit,
    terminal::{print, say},
};
use sluice_registry::provenance::SigningKey;
use std::{
    fs::OpenOptions,
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

/// The command line of `filter keygen`.
#[derive(clap::Args)]
pub struct Arguments {
    /// What the files are called, without their endings `.key` and `.pub`
    #[arg(value_name = "NAME")]
    name: PathBuf,
}

/// Writes both halves of a new key, and prints the line for a configuration.
#[must_use]
pub fn run(arguments: &Arguments) -> Exit {
    let ending = |ending: &str| {
        let mut name = arguments.name.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    let (secret, public) = (ending(".key"), ending(".pub"));
    let written = SigningKey::generate().map_err(|error| error.to_string()).and_then(|(key, pem)| {
        let key = key.public().map_err(|error| error.to_string())?;
        write_new(&secret, pem.as_bytes(), 0o600)?;
        write_new(&public, key.to_pem().as_bytes(), 0o644)?;
        Ok(key)
    });
    match written {
        Ok(key) => {
            say(format!(
                "{} signs: keep it secret. {} verifies. With this line, a chain takes only filters that the key has signed:",
                secret.display(),
                public.display()
            ));
            print(format!("signed_by = [\"{key}\"]"));
            Exit::Good
        }
        Err(why) => {
            say(why);
            Exit::Failed
        }
    }
}

fn write_new(file: &Path, bytes: &[u8], mode: u32) -> Result<(), String> {
    let written = OpenOptions::new().write(true).create_new(true).mode(mode).open(file);
    let written = written.and_then(|mut file| file.write_all(bytes));
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            format!("{} exists already and is not replaced; choose another name", file.display())
        }
        _ => format!("writing {}: {error}", file.display()),
    })
}
