//! Which directories are watched. A watch takes memory of the kernel's, which is everybody's.

use super::{notices::Owner, places::Places};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

/// Directories that are watched in all. Many systems let one user have 8,192 or 65,536.
const MOST: usize = 32_768;

/// See the module.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) watches: BTreeMap<PathBuf, Owner>,
    /// Tenants of which only their own directory is watched, because they have too many.
    pub(super) too_many: BTreeSet<String>,
    /// Tenants for which there was no room.
    pub(super) no_room: usize,
}

impl Plan {
    /// All of the operator's directories, then each tenant's own, then those below.
    pub(super) fn new<'a>(
        operators: impl IntoIterator<Item = PathBuf>,
        tenants: impl Iterator<Item = (&'a str, &'a Places)> + Clone,
    ) -> Self {
        let mut new = Self::default();
        operators.into_iter().for_each(|path| new.add(path, None));
        let mut no_room = BTreeSet::new();
        for (id, places) in tenants.clone() {
            match &places.own {
                Some(own) if new.watches.len() < MOST => new.add(own.clone(), Some(id.to_owned())),
                Some(_) => drop(no_room.insert(id)),
                None => {}
            }
        }
        for (id, places) in tenants {
            match &places.below {
                None => drop(new.too_many.insert(id.to_owned())),
                Some(below) if new.watches.len() + below.len() <= MOST => {
                    below.iter().for_each(|path| new.add(path.clone(), Some(id.to_owned())));
                }
                Some(_) => drop(no_room.insert(id)),
            }
        }
        new.no_room = no_room.len();
        new
    }

    /// A directory of two tenants is the operator's doing, as links to one place.
    fn add(&mut self, path: PathBuf, owner: Owner) {
        self.watches
            .entry(path)
            .and_modify(|first| *first = first.take().filter(|id| owner.as_ref() == Some(id)))
            .or_insert(owner);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(own: &str, below: Option<usize>) -> Places {
        let below = below.map(|count| (0..count).map(|number| format!("{own}/{number}").into()).collect());
        Places { own: Some(own.into()), below }
    }

    #[test]
    fn the_number_of_watches_is_bounded_and_every_tenants_own_directory_comes_first() {
        let many: Vec<_> = (0..1_000).map(|id| (id.to_string(), places(&format!("/{id:04}"), Some(100)))).collect();
        let plan = Plan::new(["/operator".into()], many.iter().map(|(id, places)| (id.as_str(), places)));
        assert!(plan.watches.len() <= MOST && plan.watches.len() > MOST - 101);
        assert!(many.iter().all(|(id, places)| plan.watches[places.own.as_ref().unwrap()].as_ref() == Some(id)));
        assert_eq!(plan.no_room, 1_000 - (MOST - 1_001) / 100);
    }

    #[test]
    fn a_directory_is_its_tenants_unless_it_is_the_operators_or_anothers_too() {
        let (a, b) = (places("/a", None), places("/a", Some(1)));
        let plan = Plan::new(["/o".into()], [("a", &a), ("b", &b)].into_iter());
        let owners: Vec<_> =
            plan.watches.into_iter().map(|(path, owner)| (path.display().to_string(), owner)).collect();
        let expected = [("/a", None), ("/a/0", Some("b".to_owned())), ("/o", None)];
        assert_eq!(owners, expected.map(|(path, owner)| (path.to_owned(), owner)));
        assert_eq!(plan.too_many, BTreeSet::from(["a".to_owned()]));
    }
}
