//! Which files of a crate import which, and where they do so in a circle.
//!
//! A file imports the file in which a name that it uses is defined: by a `use`, or by a path in its code. A name that a module
//! only hands on (`pub use`) leads to the file that defines it, so a `mod.rs` that declares and re-exports imports nothing. Code
//! for tests is left out, and so is what stands in the arguments of macros.

mod circles;
mod names;
mod resolve;
mod tree;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

/// The files that each file imports.
pub(crate) type Imports = BTreeMap<PathBuf, BTreeSet<PathBuf>>;

/// The groups of files that import each other in circles, of the crate whose root is `lib.rs` or `main.rs`.
///
/// # Errors
/// Where a file cannot be read, or is no Rust.
pub fn circles(root: &Path) -> io::Result<Vec<Vec<PathBuf>>> {
    Ok(circles::of(&imports(root)?))
}

fn imports(root: &Path) -> io::Result<Imports> {
    let crate_ = tree::Crate::read(root)?;
    let mut imports = Imports::new();
    for (path, module) in &crate_.modules {
        let of_file = imports.entry(module.file.clone()).or_default();
        let used = module.names.used().filter_map(|name| resolve::file_of(&crate_, path, &name));
        of_file.extend(used.filter(|file| *file != module.file));
    }
    Ok(imports)
}
