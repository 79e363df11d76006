//! A filter's own cases: what its author says that it does is what it has to do here before it is used.

use crate::{
    case,
    config::filters::FilterEntry,
    filter::{ChainLoader, LoadError, Refusal, Stage},
};

/// Every case that does not hold. Cases of other settings than the filter has here are not looked at.
pub(super) fn broken(loader: &ChainLoader<'_>, filter: &FilterEntry) -> Vec<LoadError> {
    let Some(directory) = filter.cases_directory() else { return Vec::new() };
    let error = |text: String| LoadError { filter: filter.name.clone(), refusal: Refusal::new(Stage::Cases, text) };
    let cases = match case::read_all(&directory) {
        Ok(cases) => cases,
        Err(mistake) => return vec![error(mistake)],
    };
    let chain = match loader.alone(filter) {
        Ok(chain) => chain,
        // Its chain says so too.
        Err(_) => return Vec::new(),
    };
    let cases = cases.iter().filter(|case| case.config == filter.config);
    let broken = cases.filter(|case| !case.run(&chain).is_empty());
    // A difference may hold what a person wrote into the case: `sluice filter test` shows it.
    broken
        .map(|case| error(format!("its case {:?} does not hold; `sluice filter test` shows how", case.name)))
        .collect()
}
