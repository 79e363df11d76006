//! The circles of a graph: its strongly connected components of more than one file.
//!
//! <https://en.wikipedia.org/wiki/Tarjan%27s_strongly_connected_components_algorithm>

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::Imports;

pub(crate) fn of(imports: &Imports) -> Vec<Vec<PathBuf>> {
    let mut search = Search { imports, seen: BTreeMap::new(), open: Vec::new(), found: Vec::new() };
    for file in imports.keys() {
        if !search.seen.contains_key(file.as_path()) {
            search.visit(file);
        }
    }
    search.found
}

struct Search<'a> {
    imports: &'a Imports,
    /// The number of each file, in the order in which they are met, and the lowest that it leads back to.
    seen: BTreeMap<&'a Path, usize>,
    open: Vec<&'a Path>,
    found: Vec<Vec<PathBuf>>,
}

impl<'a> Search<'a> {
    fn visit(&mut self, file: &'a Path) -> usize {
        let number = self.seen.len();
        self.seen.insert(file, number);
        self.open.push(file);
        let mut lowest = number;
        for next in self.imports.get(file).into_iter().flatten() {
            lowest = match self.seen.get(next.as_path()) {
                None => lowest.min(self.visit(next)),
                Some(met) if self.open.contains(&next.as_path()) => lowest.min(*met),
                Some(_) => lowest,
            };
        }
        if lowest == number {
            let start = self.open.iter().position(|open| *open == file).unwrap_or(self.open.len());
            let circle: Vec<PathBuf> = self.open.drain(start..).map(Path::to_owned).collect();
            self.found.extend((circle.len() > 1).then_some(circle));
        }
        lowest
    }
}
