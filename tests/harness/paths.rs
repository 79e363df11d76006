use std::{
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

/// The root of the workspace.
pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate lies in the workspace")
}

/// Where cargo puts the executables of the profile that this one was built with: `target/release`.
pub fn profile_directory() -> PathBuf {
    let executable = std::env::current_exe().expect("this executable has a path");
    let directory = executable.parent().expect("it lies in a directory");
    if directory.ends_with("deps") {
        directory.parent().expect("deps lies in the profile's").to_owned()
    } else {
        directory.to_owned()
    }
}

/// The service.
pub fn sluice() -> PathBuf {
    built(profile_directory().join("sluice"))
}

/// What the service is measured against.
pub fn native_reference() -> PathBuf {
    built(profile_directory().join("native-reference"))
}

/// A filter by the name of its crate.
pub fn component(name: &str) -> PathBuf {
    built(profile_directory().parent().expect("target").join("filters").join(format!("{name}.wasm")))
}

/// A page of `tests/browser/pages`, with what it imports.
pub fn page(name: &str) -> PathBuf {
    let path = profile_directory().parent().expect("target").join("browser").join(format!("{name}.js"));
    assert!(path.is_file(), "{} is missing; run `make pages` first", path.display());
    path
}

/// A user's cache, in which what builds of filters share lies that is kept between runs of the tests.
pub fn user_cache() -> PathBuf {
    static CACHE: OnceLock<PathBuf> = OnceLock::new();
    let make = || {
        let cache = directory().join("cache");
        let target = workspace().join("target");
        fs::create_dir_all(cache.join("sluice")).expect("the run's directory can be written");
        for (name, shared) in [("guests", "guests"), ("toolchains", "filter-toolchains")] {
            let shared = target.join(shared);
            fs::create_dir_all(&shared).expect("target can be written");
            std::os::unix::fs::symlink(shared, cache.join("sluice").join(name)).expect("it is made once");
        }
        cache
    };
    CACHE.get_or_init(make).clone()
}

fn built(path: PathBuf) -> PathBuf {
    assert!(path.is_file(), "{} is missing; run `make build` first", path.display());
    path
}

/// A directory of this run of the tests. Compiled filters lie in it, so that each is compiled once.
///
/// Directories of runs that are over are removed here: no test knows that it is the last.
pub fn directory() -> &'static Path {
    static DIRECTORY: OnceLock<PathBuf> = OnceLock::new();
    DIRECTORY.get_or_init(|| {
        let runs = profile_directory().parent().expect("target").join("tmp/runs");
        fs::create_dir_all(&runs).expect("target can be written");
        for run in fs::read_dir(&runs).expect("it was made").flatten() {
            if !Path::new("/proc").join(run.file_name()).exists() {
                let _ = fs::remove_dir_all(run.path());
            }
        }
        let own = runs.join(std::process::id().to_string());
        fs::create_dir_all(&own).expect("target can be written");
        own
    })
}

/// A file in [`directory`]. Tests that write the same one at the same time never read half of it.
pub fn shared_file(path: &str, text: &str) -> PathBuf {
    let path = directory().join(path);
    let folder = path.parent().expect("it has a directory");
    fs::create_dir_all(folder).expect("the run's directory can be written");
    let file = tempfile::NamedTempFile::new_in(folder).expect("it can be made");
    fs::write(file.path(), text).expect("it can be written");
    file.persist(&path).expect("it is in the same directory");
    path
}
