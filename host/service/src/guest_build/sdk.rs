//! The SDKs, and the template of a new filter, as this program brings them: who has it can make filters, wherever it was
//! built.

use super::Language;

/// A file: its path in the folder where it goes, and its text.
pub(crate) type File = (&'static str, &'static str);

/// The files at these paths below `guest-sdk/`, under the part of their paths that follows it.
macro_rules! files {
    ($folder:literal, $($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../../../guest-sdk/", $folder, $path)))),*]
    };
}

const RUST: &[File] = files![
    "",
    "Cargo.toml",
    "README.md",
    "wit/filter.wit",
    "src/batch.rs",
    "src/bindings.rs",
    "src/context.rs",
    "src/diagnostics.rs",
    "src/enrich.rs",
    "src/export.rs",
    "src/exported.rs",
    "src/filter.rs",
    "src/host.rs",
    "src/lib.rs",
    "src/personal.rs",
    "src/redact.rs",
    "src/scanner.rs",
    "src/testing.rs",
    "src/testing/declared.rs",
    "src/testing/edit.rs",
    "src/testing/host.rs",
    "src/testing/host_state.rs",
    "src/testing/places.rs",
    "src/testing/scan.rs",
    "src/testing/substitute.rs",
    "src/testing/types.rs",
    "src/testing/walk.rs",
    "src/types/edit_error.rs",
    "src/types/kind.rs",
    "src/types/kind_group.rs",
    "src/types/leaf.rs",
    "src/types/level.rs",
    "src/types/mod.rs",
    "src/types/pattern.rs",
    "src/types/substitute.rs",
    "src/types/tenant.rs",
    "src/types/value.rs",
];

const C: &[File] = files!["c/", "sluice.h", "sluice.c", "settings.c"];

const TYPESCRIPT: &[File] = files!["typescript/", "sluice.ts", "exports.ts", "contract.d.ts"];

const PYTHON: &[File] = files!["python/", "sluice.py", "exports.py"];

/// What lies in the folder `sdk` of a filter.
pub(crate) fn of(language: Language) -> &'static [File] {
    match language {
        Language::Rust => RUST,
        Language::TypeScript => TYPESCRIPT,
        Language::Python => PYTHON,
        Language::C => C,
    }
}

#[cfg(test)]
mod kinds;

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::BTreeSet, path::Path};

    fn below(folder: &Path, found: &mut BTreeSet<String>, root: &Path) {
        for entry in std::fs::read_dir(folder).expect("it is there").flatten() {
            match entry.path() {
                // Programs that build filters are no part of them.
                path if path.ends_with("toolchain") => {}
                path if path.is_dir() => below(&path, found, root),
                path => _ = found.insert(path.strip_prefix(root).expect("below").display().to_string()),
            }
        }
    }

    #[test]
    fn no_file_of_an_sdk_is_forgotten() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../guest-sdk");
        for language in Language::ALL {
            let (folder, parts) = match language {
                Language::Rust => ("", &["src", "wit"][..]),
                Language::TypeScript => ("typescript", &[""][..]),
                Language::Python => ("python", &[""][..]),
                Language::C => ("c", &[""][..]),
            };
            let root = root.join(folder);
            let mut found = BTreeSet::new();
            parts.iter().for_each(|part| below(&root.join(part), &mut found, &root));
            let has: BTreeSet<String> = of(language).iter().map(|(path, _)| (*path).to_owned()).collect();
            let forgotten: Vec<_> = found.difference(&has).collect();
            assert!(forgotten.is_empty(), "{language}: {forgotten:?}");
        }
    }
}
