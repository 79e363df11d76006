use std::fs;
use std::path::{Path, PathBuf};

use super::circles;

/// The crates of the project whose files are held apart.
fn roots() -> Vec<PathBuf> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
    let of_folder = |folder: &str| fs::read_dir(project.join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let crates = of_folder("host").chain(of_folder("filters")).chain([project.join("guest-sdk")]);
    crates
        .flat_map(|path| ["src/lib.rs", "src/main.rs"].map(|root| path.join(root)))
        .filter(|root| root.is_file())
        .collect()
}

#[test]
fn no_files_of_the_project_import_each_other_in_a_circle() {
    let roots = roots();
    assert!(roots.len() > 15, "{roots:?}");
    let found: Vec<_> = roots.iter().flat_map(|root| circles(root).unwrap()).collect();
    assert!(found.is_empty(), "these files import each other: {found:#?}");
}

/// The circles of a crate with these files, by the names of their files.
fn of_files(files: &[(&str, &str)]) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::create_dir_all(folder.path().join(name).parent().unwrap()).unwrap();
        fs::write(folder.path().join(name), text).unwrap();
    }
    let name = |file: PathBuf| file.strip_prefix(folder.path()).unwrap().display().to_string();
    let found = circles(&folder.path().join("lib.rs")).unwrap();
    let mut found: Vec<Vec<String>> = found.into_iter().map(|circle| circle.into_iter().map(name).collect()).collect();
    found.iter_mut().for_each(|circle| circle.sort());
    found
}

#[test]
fn files_that_use_each_other_are_a_circle_however_they_name_each_other() {
    let b = ("b.rs", "pub struct B(crate::a::A);");
    for a in [
        "use crate::b::B; pub struct A(Box<B>);",
        "pub struct A(Box<super::b::B>);",
        "use crate::C; pub struct A(Box<C>);",
    ] {
        let lib = ("lib.rs", "mod a; mod b; pub use b::B as C;");
        assert_eq!(of_files(&[lib, ("a.rs", a), b]), [["a.rs", "b.rs"]], "{a}");
    }
    let parent = ("a/mod.rs", "mod inner; use inner::Inner; pub struct A(Inner);");
    let inner = ("a/inner.rs", "use super::A; pub struct Inner(Box<A>);");
    assert_eq!(of_files(&[("lib.rs", "mod a;"), parent, inner]), [["a/inner.rs", "a/mod.rs"]]);
}

#[test]
fn what_is_handed_on_or_for_tests_is_no_import() {
    let parent =
        ("a/mod.rs", "mod inner; mod outer; pub use inner::Inner; #[cfg(test)] mod tests { use super::outer::Outer; }");
    let outer = ("a/outer.rs", "use super::Inner; pub struct Outer(Inner);");
    let files = [("lib.rs", "mod a; use std::fmt;"), parent, ("a/inner.rs", "pub struct Inner;"), outer];
    assert_eq!(of_files(&files), Vec::<Vec<String>>::new());
}
