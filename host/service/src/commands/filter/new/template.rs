//! The files of a new filter. `{{name}}` and `{{sdk}}` in them are filled in.

use super::kind::Kind;
use crate::guest_build::{CASES, Language, SETTINGS_SCHEMA, sdk::File};

macro_rules! template {
    ($path:literal) => {
        include_str!(concat!("../../../../../../guest-sdk/template/", $path))
    };
}

/// The file that the filter's author changes first.
pub(super) fn source(language: Language) -> &'static str {
    match language {
        Language::Rust => "src/lib.rs",
        Language::TypeScript => "src/filter.ts",
        Language::Python => "src/filter.py",
        Language::C => "filter.c",
    }
}

/// All files but those of the SDK.
pub(super) fn files(language: Language, kind: Kind) -> Vec<(String, &'static str)> {
    let common: &[File] = match language {
        Language::Rust => &[
            (".gitignore", template!("rust/.gitignore")),
            ("Cargo.lock", template!("rust/Cargo.lock")),
            ("Cargo.toml", template!("rust/Cargo.toml")),
            ("README.md", template!("rust/README.md")),
        ],
        Language::TypeScript => &[
            (".gitignore", template!("typescript/.gitignore")),
            ("package.json", template!("typescript/package.json")),
            ("tsconfig.json", template!("typescript/tsconfig.json")),
            ("README.md", template!("typescript/README.md")),
        ],
        Language::Python => &[
            (".gitignore", template!("python/.gitignore")),
            ("pyproject.toml", template!("python/pyproject.toml")),
            ("README.md", template!("python/README.md")),
        ],
        Language::C => &[
            (".gitignore", template!("c/.gitignore")),
            ("filter.toml", template!("c/filter.toml")),
            ("README.md", template!("c/README.md")),
        ],
    };
    let text = match (language, kind) {
        (Language::Rust, Kind::Redact) => template!("rust/redact/src/lib.rs"),
        (Language::Rust, Kind::Enrich) => template!("rust/enrich/src/lib.rs"),
        (Language::TypeScript, Kind::Redact) => template!("typescript/redact/src/filter.ts"),
        (Language::TypeScript, Kind::Enrich) => template!("typescript/enrich/src/filter.ts"),
        (Language::Python, Kind::Redact) => template!("python/redact/src/filter.py"),
        (Language::Python, Kind::Enrich) => template!("python/enrich/src/filter.py"),
        (Language::C, Kind::Redact) => template!("c/redact/filter.c"),
        (Language::C, Kind::Enrich) => template!("c/enrich/filter.c"),
    };
    let (schema, cases): (_, &[File]) = match kind {
        Kind::Redact => (
            template!("settings/redact.json"),
            &[
                ("the-first-filter/batch.json", template!("cases/redact/the-first-filter/batch.json")),
                ("the-first-filter/expected.jsonl", template!("cases/redact/the-first-filter/expected.jsonl")),
            ],
        ),
        Kind::Enrich => (
            template!("settings/enrich.json"),
            &[
                ("a-field-is-added/batch.json", template!("cases/enrich/a-field-is-added/batch.json")),
                ("a-field-is-added/config.json", template!("cases/enrich/a-field-is-added/config.json")),
                ("a-field-is-added/expected.jsonl", template!("cases/enrich/a-field-is-added/expected.jsonl")),
            ],
        ),
    };
    let mut files: Vec<_> = common.iter().map(|(path, text)| ((*path).to_owned(), *text)).collect();
    files.push((source(language).to_owned(), text));
    files.push((SETTINGS_SCHEMA.to_owned(), schema));
    files.extend(cases.iter().map(|(path, text)| (format!("{CASES}/{path}"), *text)));
    files
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    /// The name and version of each package.
    fn packages(lock: &str) -> BTreeSet<(&str, &str)> {
        let field = |package: &'static str, name: &str| -> Option<&'static str> {
            let prefix = format!("{name} = \"");
            package.lines().find_map(|line| line.strip_prefix(&*prefix)?.strip_suffix('"'))
        };
        let lock: &'static str = String::leak(lock.to_owned());
        let packages = lock.split("[[package]]").skip(1);
        packages.filter_map(|package| Some((field(package, "name")?, field(package, "version")?))).collect()
    }

    #[test]
    fn a_new_filter_is_built_with_what_the_filters_of_this_repository_are_built_with() {
        let (own, workspace) = (packages(template!("rust/Cargo.lock")), packages(template!("../../Cargo.lock")));
        let others: Vec<_> = own.difference(&workspace).filter(|(name, _)| *name != "{{name}}").collect();
        assert!(own.len() > 20 && others.is_empty(), "{others:?}");
    }
}
