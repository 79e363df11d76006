//! The modules of a crate.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::names::{Name, Names, is_for_tests};
use syn::{Expr, Item, ItemMod, Lit, Meta};

/// A crate by the paths of its modules.
pub(crate) struct Crate {
    pub(crate) modules: BTreeMap<Name, Module>,
}

pub(crate) struct Module {
    pub(crate) file: PathBuf,
    pub(crate) names: Names,
}

impl Crate {
    pub(crate) fn read(root: &Path) -> io::Result<Crate> {
        let mut crate_ = Crate { modules: BTreeMap::new() };
        crate_.read_file(root, Name::new())?;
        Ok(crate_)
    }

    fn read_file(&mut self, file: &Path, path: Name) -> io::Result<()> {
        let in_file = |error: &dyn std::fmt::Display| io::Error::other(format!("{}: {error}", file.display()));
        let text = fs::read_to_string(file).map_err(|error| in_file(&error))?;
        let items = syn::parse_file(&text).map_err(|error| in_file(&error))?.items;
        for item in &items {
            if let Item::Mod(module @ ItemMod { content: None, .. }) = item
                && !is_for_tests(&module.attrs)
            {
                let path = [&path[..], &[module.ident.to_string()]].concat();
                self.read_file(&file_of(module, file)?, path)?;
            }
        }
        self.modules.insert(path, Module { file: file.to_owned(), names: Names::of(&items) });
        Ok(())
    }
}

/// The file of a module that is declared in `parent`.
fn file_of(module: &ItemMod, parent: &Path) -> io::Result<PathBuf> {
    let (folder, name) = (parent.parent().unwrap_or(Path::new("")), module.ident.to_string());
    if let Some(path) = given_path(module) {
        return Ok(folder.join(path));
    }
    let stem = parent.file_stem().unwrap_or_default();
    let folder =
        if ["lib", "main", "mod"].iter().any(|own| stem == *own) { folder.to_owned() } else { folder.join(stem) };
    let candidates = [folder.join(format!("{name}.rs")), folder.join(&name).join("mod.rs")];
    let found = candidates.into_iter().find(|file| file.is_file());
    found.ok_or_else(|| io::Error::other(format!("{}: no file of the module {name}", parent.display())))
}

/// `#[path = "…"]`
fn given_path(module: &ItemMod) -> Option<String> {
    module.attrs.iter().filter(|attribute| attribute.path().is_ident("path")).find_map(|attribute| {
        let Meta::NameValue(value) = &attribute.meta else { return None };
        let Expr::Lit(value) = &value.value else { return None };
        let Lit::Str(path) = &value.lit else { return None };
        Some(path.value())
    })
}
