//! One filter in each language that the kit knows: `tests/languages` has the sources.

use crate::{directory, run, sluice, user_cache, workspace};
use std::{fs, path::PathBuf, process::Command};

/// A language of filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FilterLanguage {
    /// As `sluice filter new --lang` takes it.
    pub name: &'static str,
    /// The file of its source in a new filter; the last part is its name in `tests/languages`.
    source: &'static str,
}

impl FilterLanguage {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self { name: "rust", source: "src/lib.rs" },
        Self { name: "c", source: "filter.c" },
        Self { name: "typescript", source: "src/filter.ts" },
        Self { name: "python", source: "src/filter.py" },
    ];

    /// Whether its toolchain is there; componentize-js needs Node.js 20 or later.
    pub fn is_there(self) -> bool {
        let mut node = Command::new("node");
        node.args(["--print", "process.versions.node.split('.')[0] >= 20"]);
        self.name != "typescript" || run(node).stdout.trim() == "true"
    }

    /// Makes a filter with `sluice filter new`, puts the source in place, and builds it: the path of the component.
    pub fn redact_small(self) -> PathBuf {
        let folder = directory().join("languages").join(self.name);
        fs::create_dir_all(&folder).expect("the run's directory can be written");
        let type_in = |arguments: &[&str]| {
            let mut command = Command::new(sluice());
            command.arg("filter").args(arguments).current_dir(&folder).env("XDG_CACHE_HOME", user_cache());
            let ended = run(command);
            assert_eq!(ended.code, Some(0), "{ended:?}");
        };
        let filter = folder.join("redact-small");
        // What was built before is built again, quickly.
        let _ = fs::remove_dir_all(&filter);
        type_in(&["new", "redact-small", "--lang", self.name]);
        let source = filter.join(self.source);
        let own = workspace().join("tests/languages").join(source.file_name().expect("a file"));
        fs::copy(own, &source).expect("the source is there");
        fs::remove_dir_all(filter.join("cases")).expect("it was made");
        fs::remove_file(filter.join("settings.schema.json")).expect("it was made");
        type_in(&["build", "redact-small"]);
        filter.join("target/filters/redact-small.wasm")
    }
}
