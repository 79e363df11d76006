//! Reads test cases, one at a time. Errors name the place and the kind of a mistake, and never quote the file.

use super::case::{Budget, TestCase};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, error::Category};
use sluice_files::FileAccess;
use std::{ffi::OsString, io, path::Path, vec::IntoIter};

/// The files of a test case. `batch.json` and `expected.jsonl` are required.
pub const FILES: &[&str] = &["batch.json", "expected.jsonl", "config.json", "request.json", "budget.json"];

/// The number of entries of a directory that are read.
pub const MAX_ENTRIES: usize = 1_000;

/// Limits of the test cases of one filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TestCaseLimits {
    /// Cases.
    pub cases: usize,
    /// Size of one file, bytes.
    pub file_bytes: u64,
    /// Size of all files of all test cases, bytes.
    pub all_bytes: u64,
}

impl TestCaseLimits {
    /// For test cases that came with a filter, which the service runs.
    pub const SERVICE: Self = Self { cases: 64, file_bytes: 4 << 20, all_bytes: 4 << 20 };
    /// For test cases that an author runs at a terminal.
    pub const AUTHOR: Self = Self { cases: MAX_ENTRIES, file_bytes: 16 << 20, all_bytes: u64::MAX };
}

/// An iterator over the test cases in a directory, by name. Each is read when it is requested.
pub struct TestCases<'a> {
    files: &'a FileAccess,
    directory: &'a Path,
    names: IntoIter<OsString>,
    limits: TestCaseLimits,
    bytes: u64,
}

impl<'a> TestCases<'a> {
    /// Lists the test cases without reading them.
    ///
    /// # Errors
    /// There are none or too many, or the directory cannot be listed.
    pub fn open(files: &'a FileAccess, directory: &'a Path, limits: TestCaseLimits) -> Result<Self, String> {
        let shown = directory.display();
        let describe = |error: io::Error| format!("reading cases in {shown}: {error}");
        let mut names = Vec::new();
        for name in files.list(directory, MAX_ENTRIES).map_err(describe)? {
            // Such as `..data`, which Kubernetes uses to link the directories of a volume.
            if name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let path = directory.join(&name);
            match files.metadata(&path) {
                Ok(found) if found.is_dir() => names.push(name),
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(describe_mistake(&path, &error)),
            }
        }
        match names.len() {
            0 => Err(format!("{shown} has no cases: one is a directory with batch.json and expected.jsonl")),
            many if many > limits.cases => Err(format!("{shown} has {many} cases; at most {} are run", limits.cases)),
            _ => Ok(Self { files, directory, names: names.into_iter(), limits, bytes: 0 }),
        }
    }

    fn read_case(&mut self, name: &OsString) -> Result<TestCase, String> {
        let directory = self.directory.join(name);
        self.check_file_names(&directory)?;
        parse_case(&name.to_string_lossy(), &directory, |file| self.read_if_there(&directory.join(file)))
    }

    fn read_file(&mut self, file: &Path) -> Result<Vec<u8>, String> {
        let bytes = self.files.read(file, self.limits.file_bytes).map_err(|error| describe_mistake(file, &error))?;
        self.bytes += bytes.len() as u64;
        if self.bytes > self.limits.all_bytes {
            let (shown, most) = (self.directory.display(), self.limits.all_bytes);
            return Err(format!("the cases in {shown} have more than {most} bytes together"));
        }
        Ok(bytes)
    }

    fn read_if_there(&mut self, file: &Path) -> Result<Option<Vec<u8>>, String> {
        match self.files.metadata(file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            _ => self.read_file(file).map(Some),
        }
    }

    /// Refuses unknown files. With a misspelt `config.json`, the test case would silently run with default settings.
    fn check_file_names(&self, directory: &Path) -> Result<(), String> {
        let place = directory.display();
        let names = self.files.list(directory, MAX_ENTRIES);
        for name in names.map_err(|error| format!("reading the case {place}: {error}"))? {
            let name = name.to_string_lossy();
            // Editors, operating systems and Kubernetes create names that begin with a dot.
            if !FILES.contains(&&*name) && !name.starts_with("README") && !name.starts_with('.') {
                let known = FILES.join(", ");
                return Err(format!("{place}: {name:?} is no file of a case; a case has {known}, and a README"));
            }
        }
        Ok(())
    }
}

impl Iterator for TestCases<'_> {
    type Item = Result<TestCase, String>;

    fn next(&mut self) -> Option<Self::Item> {
        let name = self.names.next()?;
        Some(self.read_case(&name))
    }
}

/// Makes a test case of its files; `directory` is where they are said to be.
pub(super) fn parse_case(
    name: &str,
    directory: &Path,
    mut read: impl FnMut(&str) -> Result<Option<Vec<u8>>, String>,
) -> Result<TestCase, String> {
    let place = |file: &str| directory.join(file);
    let required = |file: &str, text: Option<Vec<u8>>| {
        text.ok_or_else(|| describe_mistake(&place(file), &io::Error::from(io::ErrorKind::NotFound)))
    };
    let config = parse_optional(&place("config.json"), read("config.json")?)?;
    let request = parse_optional(&place("request.json"), read("request.json")?)?;
    let budget: Option<Budget> = parse_optional(&place("budget.json"), read("budget.json")?)?;
    let batch = required("batch.json", read("batch.json")?)?;
    let lines = required("expected.jsonl", read("expected.jsonl")?)?;
    let (mut expected, mut expected_texts) = (Vec::new(), Vec::new());
    for (number, line) in lines.split(|byte| *byte == b'\n').enumerate() {
        if !line.trim_ascii().is_empty() {
            let value = parse_json(line, number);
            expected.push(value.map_err(|error| describe_mistake(&place("expected.jsonl"), &error))?);
            expected_texts.push(String::from_utf8_lossy(line.trim_ascii()).into_owned());
        }
    }
    let config = config.unwrap_or_else(|| Value::Object(Map::new()));
    Ok(TestCase {
        name: name.to_owned(),
        config,
        request: request.unwrap_or_default(),
        max_instructions: budget.map(|budget| budget.max_instructions),
        batch,
        expected,
        expected_texts,
    })
}

fn parse_optional<T: DeserializeOwned>(file: &Path, text: Option<Vec<u8>>) -> Result<Option<T>, String> {
    text.map(|text| parse_json(&text, 0).map_err(|error| describe_mistake(file, &error))).transpose()
}

fn describe_mistake(file: &Path, error: &dyn std::fmt::Display) -> String {
    format!("{}: {error}", file.display())
}

/// Parses a text that has `lines_before` lines before it in its file.
fn parse_json<T: DeserializeOwned>(text: &[u8], lines_before: usize) -> Result<T, String> {
    serde_json::from_slice(text).map_err(|error| {
        let what = match error.classify() {
            Category::Io => "cannot be read",
            Category::Syntax => "is not JSON",
            Category::Eof => "ends in the middle of a value",
            Category::Data => "a member is unknown, missing, there twice or of another type",
        };
        format!("line {}, column {}: {what}", lines_before + error.line(), error.column())
    })
}

#[cfg(test)]
mod tests;
