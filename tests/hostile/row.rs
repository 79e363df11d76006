//! A row of the tables.

use sluice_tests::directory;
use std::{fs, path::PathBuf};

/// One component, and its documented end.
pub(super) struct Row {
    /// The filter's name.
    pub(super) name: &'static str,
    /// What it does.
    pub(super) does: &'static str,
    pub(super) component: Vec<u8>,
    pub(super) end: End,
}

/// How it ends.
#[derive(Clone, Copy, Debug)]
pub(super) enum End {
    /// It is not loaded: the step that refuses it, and words of the text.
    Refused(&'static str, &'static [&'static str]),
    /// Its runs fail, in one of these ways.
    Fails(&'static [&'static str]),
    /// It does no harm: its runs are good, and what it tried has no effect.
    Harmless,
}

pub(super) fn row(name: &'static str, does: &'static str, component: Vec<u8>, end: End) -> Row {
    Row { name, does, component, end }
}

impl Row {
    /// The component as a file.
    pub(super) fn file(&self) -> PathBuf {
        let directory = directory().join("hostile");
        fs::create_dir_all(&directory).expect("the run's directory can be written");
        let file = directory.join(format!("{}.wasm", self.name));
        fs::write(&file, &self.component).expect("it can be written");
        file
    }
}
