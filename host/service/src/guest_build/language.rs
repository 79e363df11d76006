//! The language of a filter, by what lies in its folder.

use std::{fmt, path::Path};

/// A language that filters can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Language {
    /// A crate: `Cargo.toml`.
    Rust,
    /// `package.json`, and `src/filter.ts`.
    #[value(name = "typescript", alias = "ts")]
    TypeScript,
    /// `pyproject.toml`, and `src/filter.py`.
    #[value(alias = "py")]
    Python,
    /// `filter.toml`, and `.c` files beside it.
    C,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Rust, Self::TypeScript, Self::Python, Self::C];

    /// The file by which a filter's folder is known.
    #[must_use]
    pub fn manifest(self) -> &'static str {
        match self {
            Self::Rust => "Cargo.toml",
            Self::TypeScript => "package.json",
            Self::Python => "pyproject.toml",
            Self::C => "filter.toml",
        }
    }

    /// The language of the filter in a folder.
    pub(super) fn of(folder: &Path) -> Option<Self> {
        Self::ALL.into_iter().find(|language| folder.join(language.manifest()).is_file())
    }
}

impl fmt::Display for Language {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Rust => "Rust",
            Self::TypeScript => "TypeScript",
            Self::Python => "Python",
            Self::C => "C",
        })
    }
}
