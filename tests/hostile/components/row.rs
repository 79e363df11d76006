//! A row of the tables.

use sluice_tests::directory;
use std::{fs, path::PathBuf};

/// One component, and its documented end.
pub(in crate::hostile) struct Row {
    /// The filter's name.
    pub(in crate::hostile) name: &'static str,
    /// What it does.
    pub(in crate::hostile) does: &'static str,
    pub(in crate::hostile) component: Vec<u8>,
    pub(in crate::hostile) end: End,
}

/// How it ends.
#[derive(Clone, Copy, Debug)]
pub(in crate::hostile) enum End {
    /// It is not loaded: the step that refuses it, and words of the text.
    Refused(&'static str, &'static [&'static str]),
    /// Its runs fail, in one of these ways.
    Fails(&'static [&'static str]),
    /// It does no harm: its runs are good, and what it tried has no effect.
    Harmless,
}

pub(in crate::hostile) fn row(name: &'static str, does: &'static str, component: Vec<u8>, end: End) -> Row {
    Row { name, does, component, end }
}

impl Row {
    /// The component as a file.
    pub(in crate::hostile) fn file(&self) -> PathBuf {
        let directory = directory().join("hostile");
        fs::create_dir_all(&directory).expect("the run's directory can be written");
        let file = directory.join(format!("{}.wasm", self.name));
        fs::write(&file, &self.component).expect("it can be written");
        file
    }
}
