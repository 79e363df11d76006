use crate::{FileAccess, beneath, open_root, regular_file::FLAGS};
use rustix::{
    fs::{CWD, FileType, Mode, mknodat},
    io::Errno,
};
use std::{
    fs::{self, File},
    io::Read,
    os::unix::{fs::symlink, net::UnixListener},
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// A tenant's directory, laid out like a ConfigMap volume, with another file beside it.
struct Tree(TempDir);

impl Tree {
    fn new() -> Self {
        let tree = Self(tempfile::tempdir().unwrap());
        fs::create_dir_all(tree.path("tenant/..2026_11_27/sub")).unwrap();
        fs::write(tree.path("secret"), "secret").unwrap();
        fs::write(tree.path("tenant/..2026_11_27/chain.toml"), "chain").unwrap();
        fs::write(tree.path("tenant/..2026_11_27/sub/file"), "file").unwrap();
        tree.link("..2026_11_27", "..data");
        tree
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn link(&self, to: impl AsRef<Path>, name: &str) {
        symlink(to, self.path("tenant").join(name)).unwrap();
    }

    fn access(&self) -> FileAccess {
        FileAccess::Beneath(self.path("tenant"))
    }

    fn refusal(&self, name: &str) -> String {
        self.access().read(&self.path("tenant").join(name), 100).unwrap_err().to_string()
    }
}

#[test]
fn links_are_followed_only_beneath_the_directory_with_and_without_openat2() {
    let tree = Tree::new();
    let (inside, outside) = (tree.path("tenant/..data/chain.toml"), tree.path("secret"));
    let rows: [(&str, &Path, Result<&str, Errno>); 14] = [
        ("kubernetes", Path::new("..data/chain.toml"), Ok("chain")),
        ("directory", Path::new("..data/sub"), Err(Errno::ISDIR)),
        ("..data/back", Path::new("../kubernetes"), Ok("chain")),
        ("..data/sub/back", Path::new("../chain.toml"), Ok("chain")),
        ("out-and-in", Path::new("../tenant/kubernetes"), Err(Errno::XDEV)),
        ("absolute", &inside, Err(Errno::XDEV)),
        ("out", Path::new("../secret"), Err(Errno::XDEV)),
        ("..data/out", Path::new("../../secret"), Err(Errno::XDEV)),
        ("absolute-out", &outside, Err(Errno::XDEV)),
        ("through", Path::new("out"), Err(Errno::XDEV)),
        ("environment", Path::new("/proc/self/environ"), Err(Errno::XDEV)),
        ("device", Path::new("/dev/zero"), Err(Errno::XDEV)),
        ("endless", Path::new("endless"), Err(Errno::LOOP)),
        ("dangling", Path::new("absent"), Err(Errno::NOENT)),
    ];
    let root = open_root(&tree.path("tenant")).unwrap();
    for (name, to, expected) in rows {
        tree.link(to, name);
        for open in [beneath::open_with_openat2, beneath::open_step_by_step] {
            let opened = open(&root, Path::new(name), FLAGS).and_then(|file| {
                let mut text = String::new();
                File::from(file).read_to_string(&mut text).map_err(|error| Errno::from_io_error(&error).unwrap())?;
                Ok(text)
            });
            assert_eq!(opened, expected.map(str::to_owned), "{name}");
        }
    }
    for open in [beneath::open_with_openat2, beneath::open_step_by_step] {
        let opened = |path: &str| open(&root, Path::new(path), FLAGS);
        assert!(opened("").is_ok() && opened("..data/../directory/file").is_ok());
        assert_eq!(opened("kubernetes/x").unwrap_err(), Errno::NOTDIR);
        assert_eq!(opened("../secret").unwrap_err(), Errno::XDEV);
        assert_eq!(opened("/etc/passwd").unwrap_err(), Errno::XDEV);
    }
}

#[test]
fn the_tenants_directory_itself_may_be_a_link() {
    let tree = Tree::new();
    symlink("tenant", tree.path("linked")).unwrap();
    let access = FileAccess::Beneath(tree.path("linked"));
    assert_eq!(access.read(&tree.path("linked/..data/chain.toml"), 100).unwrap(), b"chain");
    assert_eq!(access.list(&tree.path("linked/..data"), 2).unwrap(), ["chain.toml", "sub"]);
    assert!(access.metadata(&tree.path("linked/..data")).unwrap().is_dir());
    assert!(access.list(&tree.path("linked/..data"), 1).unwrap_err().to_string().contains("more than 1"));
}

#[test]
fn files_outside_of_the_directory_and_special_files_are_neither_read_nor_listed() {
    let tree = Tree::new();
    mknodat(CWD, tree.path("tenant/pipe"), FileType::Fifo, Mode::RUSR, 0).unwrap();
    let _socket = UnixListener::bind(tree.path("tenant/socket")).unwrap();
    tree.link("../secret", "out");
    tree.link("..", "above");
    assert!(tree.refusal("pipe").contains("not a regular file"));
    assert!(tree.refusal("..data").contains("not a regular file"));
    assert!(!tree.refusal("socket").is_empty());
    assert!(tree.refusal("out").contains("is a link out of the tenant's directory"));
    assert!(tree.access().read(&tree.path("secret"), 100).is_err());
    assert!(tree.access().list(&tree.path("tenant/above"), 100).is_err());
    assert!(tree.access().metadata(&tree.path("tenant/above")).is_err());
}

#[test]
fn a_hard_link_to_a_file_of_another_owner_is_refused() {
    let tree = Tree::new();
    fs::hard_link(tree.path("tenant/..data/chain.toml"), tree.path("tenant/again")).unwrap();
    assert_eq!(tree.access().read(&tree.path("tenant/again"), 100).unwrap(), b"chain");
    fs::hard_link(tree.path("secret"), tree.path("tenant/secret")).unwrap();
    // Only root can change the owner of a file.
    if std::os::unix::fs::chown(tree.path("secret"), Some(12_345), None).is_ok() {
        assert!(tree.refusal("secret").contains("hard links"));
        fs::remove_file(tree.path("secret")).unwrap();
        assert_eq!(tree.access().read(&tree.path("tenant/secret"), 100).unwrap(), b"secret", "it has one link now");
    }
}
