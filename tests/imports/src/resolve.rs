//! From a name to the file that defines it.

use std::path::PathBuf;

use crate::names::Name;
use crate::tree::Crate;

/// Names that are handed on more often than this are handed on in a circle.
const MOST_STEPS: usize = 16;

/// The file of the crate in which a name is defined, as seen in the module at `from`. `None` for names of other crates.
pub(crate) fn file_of(crate_: &Crate, from: &Name, name: &Name) -> Option<PathBuf> {
    let module = module_of(crate_, from, name, MOST_STEPS)?;
    Some(crate_.modules.get(&module)?.file.clone())
}

fn module_of(crate_: &Crate, from: &Name, name: &Name, steps: usize) -> Option<Name> {
    let steps = steps.checked_sub(1)?;
    let mut rest = name.as_slice();
    let mut module = match rest.first()?.as_str() {
        "crate" => Name::new(),
        "self" | "super" => from.clone(),
        _ if stands_in(crate_, from, &rest[0]) => from.clone(),
        _ => return None,
    };
    while let Some((first @ ("crate" | "self" | "super"), others)) =
        rest.split_first().map(|(first, others)| (first.as_str(), others))
    {
        if first == "super" {
            module.pop();
        }
        rest = others;
    }
    while let [segment, others @ ..] = rest {
        let inner = [&module[..], std::slice::from_ref(segment)].concat();
        if crate_.modules.contains_key(&inner) {
            (module, rest) = (inner, others);
            continue;
        }
        let names = &crate_.modules.get(&module)?.names;
        if let Some(other) = names.handed_on.get(segment) {
            return module_of(crate_, &module, &[other, others].concat(), steps);
        }
        let defines =
            |found: &Name| crate_.modules.get(found).is_some_and(|module| module.names.defined.contains(segment));
        let of_globs = names.globs.iter().filter_map(|glob| module_of(crate_, &module, glob, steps));
        return of_globs.into_iter().find(defines).or(Some(module));
    }
    Some(module)
}

/// Whether a path that begins with this name begins in the module.
fn stands_in(crate_: &Crate, module: &Name, name: &String) -> bool {
    let is_module = crate_.modules.contains_key(&[&module[..], std::slice::from_ref(name)].concat());
    is_module || crate_.modules.get(module).is_some_and(|module| module.names.handed_on.contains_key(name))
}
