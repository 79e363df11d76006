use super::{Cache, Cached, paths, record::Record};
use crate::{Cause, Digest, Reference};
use std::{
    fs::{self, File},
    time::{Duration, SystemTime},
};
use tempfile::TempDir;

fn cache(max_bytes: u64) -> (Cache, TempDir) {
    let directory = tempfile::tempdir().unwrap();
    (Cache::new(directory.path().join("components"), max_bytes), directory)
}

fn put(cache: &Cache, reference: &str, bytes: &[u8]) -> Result<Cached, Cause> {
    let (reference, component) = (reference.parse().unwrap(), Digest::of(bytes));
    let mut unfinished = cache.begin(bytes.len() as u64)?;
    unfinished.write(bytes)?;
    unfinished.keep(component)?;
    cache.record(&reference, Digest::of(b"manifest"), (component, bytes.len() as u64), "")
}

fn age(cache: &Cache, reference: &str) {
    let record = paths::of_record(&cache.directory, &reference.parse().unwrap());
    File::open(record).unwrap().set_modified(SystemTime::now() - Duration::from_secs(2 * 24 * 60 * 60)).unwrap();
}

#[test]
fn what_was_put_is_found_and_nothing_else() {
    let (cache, _directory) = cache(100);
    assert_eq!(cache.find(&"oci://r/f:1".parse().unwrap()), None);
    let cached = put(&cache, "oci://r/f:1", b"component").unwrap();
    assert_eq!(cache.find(&"oci://r/f:1".parse().unwrap()), Some(cached.clone()));
    assert_eq!(cache.find(&"oci://r/f:2".parse().unwrap()), None);
    assert!(cache.has(cached.component, 9) && !cache.has(cached.component, 8));
    fs::write(&cached.file, b"shorter").unwrap();
    assert_eq!(cache.find(&"oci://r/f:1".parse().unwrap()), None);
    assert!(!cache.has(cached.component, 9));
}

#[test]
fn a_record_that_says_something_else_than_its_name_is_not_taken() {
    let (cache, _directory) = cache(100);
    put(&cache, "oci://r/f:1", b"component").unwrap();
    let other: Reference = "oci://r/other:1".parse().unwrap();
    fs::copy(
        paths::of_record(&cache.directory, &"oci://r/f:1".parse().unwrap()),
        paths::of_record(&cache.directory, &other),
    )
    .unwrap();
    assert_eq!(cache.find(&other), None);
    let by_digest = other.at(Digest::of(b"another manifest"));
    let record = Record {
        reference: by_digest.to_string(),
        manifest: Digest::of(b"manifest"),
        component: Digest::of(b"component"),
        size: 9,
    };
    fs::write(paths::of_record(&cache.directory, &by_digest), serde_json::to_vec(&record).unwrap()).unwrap();
    assert_eq!(cache.find(&by_digest), None);
}

#[test]
fn what_was_named_of_late_is_never_removed_for_something_new() {
    let (cache, _directory) = cache(10);
    put(&cache, "oci://r/a:1", b"aaaaa").unwrap();
    put(&cache, "oci://r/b:1", b"bbbbb").unwrap();
    assert!(matches!(put(&cache, "oci://r/c:1", b"ccccc"), Err(Cause::CacheFull(10))));
    age(&cache, "oci://r/a:1");
    put(&cache, "oci://r/c:1", b"ccccc").unwrap();
    let is_there = |reference: &str| cache.find(&reference.parse().unwrap()).is_some();
    assert!(!is_there("oci://r/a:1") && is_there("oci://r/b:1") && is_there("oci://r/c:1"));
}

#[test]
fn finding_it_marks_it_as_used() {
    let (cache, _directory) = cache(10);
    put(&cache, "oci://r/a:1", b"aaaaa").unwrap();
    age(&cache, "oci://r/a:1");
    assert!(cache.find(&"oci://r/a:1".parse().unwrap()).is_some());
    assert!(matches!(put(&cache, "oci://r/c:1", b"cccccccccc"), Err(Cause::CacheFull(10))));
}

#[test]
fn what_is_not_kept_leaves_nothing() {
    let (cache, _directory) = cache(10);
    cache.begin(5).unwrap().write(b"half").unwrap();
    assert_eq!(fs::read_dir(&cache.directory).unwrap().count(), 0);
}

#[test]
fn what_is_attested_in_one_place_is_not_what_is_attested_in_another() {
    let (cache, _directory) = cache(100);
    let component = (Digest::of(b"component"), 9);
    put(&cache, "oci://r/signed:1", b"component").unwrap();
    let [signed, unsigned] = ["oci://r/signed:1", "oci://r/unsigned:1"].map(|text| text.parse::<Reference>().unwrap());
    cache.record(&signed, Digest::of(b"manifest"), component, "{}\n").unwrap();
    cache.record(&unsigned, Digest::of(b"manifest"), component, "").unwrap();
    let attested = |reference| fs::read_to_string(cache.find(reference).unwrap().attestations).unwrap();
    assert_eq!((attested(&signed), attested(&unsigned)), ("{}\n".to_owned(), String::new()));
}
