//! A filter that can run. Chains with the same filter, configuration and permissions share one.

use std::{fs::File, sync::Arc, time::Instant};

use arc_swap::Guard;
use wasmtime::Engine;

use super::{
    cache_entry::{CacheEntry, Code},
    code_cache::CodeCache,
};
use crate::load::{error::Refusal, filter_scanner::FilterScanner, process::task::BuiltFilter, stage::Stage};

/// A filter's artifact in the code cache, and its scanners.
pub(crate) struct LoadedFilter {
    pub(crate) engine: Engine,
    pub(crate) scanners: Arc<[FilterScanner]>,
    entry: Arc<CacheEntry>,
    code_cache: Arc<CodeCache>,
}

impl LoadedFilter {
    /// Maps the artifact at once: a filter whose artifact cannot be mapped is not loaded.
    pub(crate) fn new(code_cache: &Arc<CodeCache>, key: &str, built: BuiltFilter) -> Result<Arc<Self>, Refusal> {
        let scanners = compile_scanners(&built)
            .map_err(|error| Refusal::from_error(Stage::Prepare, "reading its scanners and names", &error))?;
        let new = Arc::new(Self {
            engine: code_cache.engine().clone(),
            scanners,
            entry: CacheEntry::new(key, built),
            code_cache: Arc::clone(code_cache),
        });
        new.code_cache.map(&new.entry)?;
        Ok(new)
    }

    /// The key of its artifact in the store.
    pub(crate) fn key(&self) -> &str {
        &self.entry.key
    }

    /// What is known of it since it was built.
    pub(crate) fn built(&self) -> &BuiltFilter {
        &self.entry.built
    }

    /// The places that its scanners pass over.
    pub(crate) fn kept_places(&self) -> Vec<String> {
        let mut places: Vec<String> = self.built().scanners.iter().flat_map(|source| source.kept.clone()).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// The lines of its source. None if they are not known.
    pub(crate) fn open_lines(&self) -> Option<File> {
        self.code_cache.open_lines(&self.entry)
    }

    /// Whether a run would find its code without waiting for the disk.
    pub(crate) fn is_mapped(&self) -> bool {
        self.entry.code.load().is_some()
    }

    /// Its code, which is mapped again if it had to make room for others.
    pub(crate) fn code(&self, now: Instant) -> Result<Guard<Option<Arc<Code>>>, Refusal> {
        self.entry.mark_used(self.code_cache.millis_at(now));
        let code = self.entry.code.load();
        if code.is_some() {
            return Ok(code);
        }
        self.code_cache.map(&self.entry).map(|code| Guard::from_inner(Some(code)))
    }
}

/// Compiles the scanners of a record. Their rules have to be among those that the record declares.
fn compile_scanners(built: &BuiltFilter) -> Result<Arc<[FilterScanner]>, String> {
    let mut declared = built.declared.validated()?;
    let scanners = built.scanners.iter().map(|source| FilterScanner::from_source(source, &mut declared));
    let scanners = scanners.collect::<Result<_, _>>()?;
    if declared == built.declared { Ok(scanners) } else { Err("a pattern's rule is not declared".to_owned()) }
}

impl Drop for LoadedFilter {
    fn drop(&mut self) {
        self.code_cache.unmap(&self.entry);
    }
}
