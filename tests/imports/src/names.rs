//! The names that a file uses, hands on and defines.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemUse, UseTree, VisRestricted, Visibility};

/// A path by its segments.
pub(crate) type Name = Vec<String>;

/// What is in one module.
#[derive(Default)]
pub(crate) struct Names {
    /// What stands for what, by the last segment or the name after `as`.
    pub(crate) imported: BTreeMap<String, Name>,
    /// The same for what others see here.
    pub(crate) handed_on: BTreeMap<String, Name>,
    /// Modules from which all names are handed on.
    pub(crate) globs: Vec<Name>,
    pub(crate) defined: BTreeSet<String>,
    /// Paths in the code.
    paths: BTreeSet<Name>,
}

impl Names {
    pub(crate) fn of(items: &[Item]) -> Names {
        let mut names = Names::default();
        items.iter().for_each(|item| names.visit_item(item));
        names
    }

    /// All names that lead to other files.
    pub(crate) fn used(&self) -> impl Iterator<Item = Name> + '_ {
        let in_code = self.paths.iter().filter_map(|path| {
            let first = path.first()?;
            match self.imported.get(first).or(self.handed_on.get(first)) {
                Some(name) => Some([name, &path[1..]].concat()),
                // Variables may be called like modules.
                None => (path.len() > 1).then(|| path.clone()),
            }
        });
        self.imported.values().cloned().chain(in_code)
    }

    fn add_use(&mut self, tree: &UseTree, before: &Name, is_handed_on: bool) {
        let mut add = |name: Name, shown: String| {
            let names = if is_handed_on { &mut self.handed_on } else { &mut self.imported };
            names.insert(shown, name);
        };
        let extended =
            |segment: String| if segment == "self" { before.clone() } else { [&before[..], &[segment]].concat() };
        match tree {
            UseTree::Path(path) => {
                let before = [&before[..], &[path.ident.to_string()]].concat();
                self.add_use(&path.tree, &before, is_handed_on);
            }
            UseTree::Name(name) => {
                let name = extended(name.ident.to_string());
                add(name.clone(), name.last().cloned().unwrap_or_default());
            }
            UseTree::Rename(rename) => add(extended(rename.ident.to_string()), rename.rename.to_string()),
            UseTree::Glob(_) if is_handed_on => self.globs.push(before.clone()),
            UseTree::Glob(_) => add(before.clone(), before.join("::")),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.add_use(tree, before, is_handed_on)),
        }
    }
}

impl<'ast> Visit<'ast> for Names {
    fn visit_item(&mut self, item: &'ast Item) {
        let (attributes, name) = head(item);
        if is_for_tests(attributes) {
            return;
        }
        self.defined.extend(name);
        visit::visit_item(self, item);
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.add_use(&item.tree, &Name::new(), !matches!(item.vis, Visibility::Inherited));
    }

    // `pub(crate)` imports nothing.
    fn visit_vis_restricted(&mut self, _: &'ast VisRestricted) {}

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.paths.insert(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }
}

/// The attributes of an item, and the name that it defines.
fn head(item: &Item) -> (&[Attribute], Option<String>) {
    let (attributes, name) = match item {
        Item::Const(item) => (&item.attrs, Some(&item.ident)),
        Item::Enum(item) => (&item.attrs, Some(&item.ident)),
        Item::Fn(item) => (&item.attrs, Some(&item.sig.ident)),
        Item::Impl(item) => (&item.attrs, None),
        Item::Macro(item) => (&item.attrs, item.ident.as_ref()),
        Item::Mod(item) => (&item.attrs, None),
        Item::Static(item) => (&item.attrs, Some(&item.ident)),
        Item::Struct(item) => (&item.attrs, Some(&item.ident)),
        Item::Trait(item) => (&item.attrs, Some(&item.ident)),
        Item::Type(item) => (&item.attrs, Some(&item.ident)),
        Item::Union(item) => (&item.attrs, Some(&item.ident)),
        Item::Use(item) => (&item.attrs, None),
        _ => return (&[], None),
    };
    (attributes, name.map(ToString::to_string))
}

/// Whether an item is compiled for tests alone.
pub(crate) fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let condition = attribute.meta.require_list().map(|list| list.tokens.to_string()).unwrap_or_default();
        attribute.path().is_ident("cfg")
            && condition.split(|letter: char| !letter.is_alphanumeric()).any(|word| word == "test")
            && !condition.starts_with("not")
    })
}
