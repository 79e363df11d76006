//! Test cases inside a component, so that who has the component has its cases.

use std::{collections::BTreeMap, path::Path};

use serde::{Deserialize, Serialize};

use super::{
    case::TestCase,
    read::{self, FILES, TestCaseLimits, TestCases},
};
use crate::load::component::sections::{self, CASES_SECTION};
use sluice_files::FileAccess;

/// The files of one case, by name.
#[derive(Deserialize, Serialize)]
struct EmbeddedCase {
    name: String,
    files: BTreeMap<String, String>,
}

/// The content of the section for the cases in a directory.
///
/// # Errors
/// A file of a case is invalid, or there are more than a service would run.
pub fn pack(directory: &Path) -> Result<Vec<u8>, String> {
    let files = FileAccess::Anywhere;
    let mut cases = Vec::new();
    for case in TestCases::open(&files, directory, TestCaseLimits::SERVICE)? {
        let name = case?.name;
        let mut embedded = EmbeddedCase { name, files: BTreeMap::new() };
        for file in FILES {
            let path = directory.join(&embedded.name).join(file);
            let Ok(text) = files.read(&path, TestCaseLimits::SERVICE.file_bytes) else { continue };
            let text = String::from_utf8(text).map_err(|_| format!("{}: is not UTF-8", path.display()))?;
            embedded.files.insert((*file).to_owned(), text);
        }
        cases.push(embedded);
    }
    serde_json::to_vec(&cases).map_err(|error| error.to_string())
}

/// The cases in a component; none where it brings none.
///
/// # Errors
/// They cannot be read.
pub fn unpack(wasm: &[u8]) -> Result<Vec<TestCase>, String> {
    let Some(section) = sections::find(wasm, CASES_SECTION) else { return Ok(Vec::new()) };
    let cases: Vec<EmbeddedCase> = serde_json::from_slice(section)
        .map_err(|error| format!("its section {CASES_SECTION} cannot be read: {error}"))?;
    let most = TestCaseLimits::SERVICE.cases;
    if cases.len() > most {
        return Err(format!("its section {CASES_SECTION} has {} cases; at most {most} are read", cases.len()));
    }
    cases
        .into_iter()
        .map(|case| {
            let place = Path::new(CASES_SECTION).join(&case.name);
            read::parse_case(&case.name, &place, |file| Ok(case.files.get(file).map(|text| text.as_bytes().to_vec())))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_that_were_packed_are_read_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let case = folder.path().join("one");
        std::fs::create_dir_all(&case).expect("a folder");
        std::fs::write(case.join("batch.json"), r#"{"message":"a"}"#).expect("a file");
        std::fs::write(case.join("expected.jsonl"), "{\"message\":\"b\"}\n").expect("a file");
        let packed = pack(folder.path()).expect("cases");
        let mut component = vec![0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0];
        let name = CASES_SECTION.as_bytes();
        let size = packed.len() + name.len() + 1;
        component.push(0);
        component.extend([(size & 127 | 128) as u8, (size >> 7) as u8, name.len() as u8]);
        component.extend(name.iter().chain(&packed));
        let cases = unpack(&component).expect("cases");
        assert_eq!((cases.len(), cases[0].name.as_str(), cases[0].expected.len()), (1, "one", 1));
        assert!(unpack(b"no component").expect("none").is_empty());
        std::fs::write(case.join("expected.json"), "").expect("a file");
        assert!(pack(folder.path()).is_err());
    }
}
