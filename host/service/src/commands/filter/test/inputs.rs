//! What is tested, and with which cases.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    commands::exit::Exit,
    guest_build::{self, BuildOptions},
};
use sluice_files::FileAccess;
use sluice_sandbox::{
    Stage, inspect_file,
    test_case::{TestCase, TestCaseLimits, TestCases, embedded},
};

/// How the command ends, and why.
pub(super) type Failed = (Exit, String);

/// The component, built first if a directory was given.
pub(super) fn component(filter: &Path) -> Result<PathBuf, Failed> {
    let component = if filter.is_dir() {
        let built = guest_build::build(filter, &BuildOptions::default());
        built.map_err(|error| (Exit::Failed, error.to_string()))?
    } else {
        filter.to_owned()
    };
    // Every case would say the same.
    inspect_file(&component).map_err(|refusal| {
        let unread = refusal.stage == Stage::Read;
        let build = if unread { "; `sluice filter build DIR` makes one" } else { "" };
        let exit = if unread { Exit::Usage } else { Exit::Filter };
        (exit, format!("{} is not tested: {refusal}{build}", component.display()))
    })?;
    Ok(component)
}

/// The cases in a directory.
pub(super) fn read_cases(directory: &Path) -> Result<Vec<TestCase>, String> {
    TestCases::open(&FileAccess::Anywhere, directory, TestCaseLimits::AUTHOR)?.collect()
}

/// Those that a component brings.
pub(super) fn embedded_cases(component: &Path) -> Result<Vec<TestCase>, Failed> {
    let shown = component.display();
    let wasm = fs::read(component).map_err(|error| (Exit::Usage, format!("reading {shown}: {error}")))?;
    let cases = embedded::unpack(&wasm).map_err(|mistake| (Exit::Usage, format!("{shown}: {mistake}")))?;
    if cases.is_empty() {
        return Err((Exit::Usage, format!("{shown} brings no cases; name a directory of cases with --cases")));
    }
    Ok(cases)
}
