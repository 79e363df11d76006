//! Programs that make components and come from npm or PyPI. Each is installed once for all filters of a user, in the version of a
//! lock file that this program brings.

use super::{cache, error::BuildError, options::BuildOptions, progress::Progress, sdk::File};
use std::{
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What is installed for one language.
pub(super) struct Toolchain {
    /// The language, as its folder is named.
    pub(super) name: &'static str,
    /// What is said while it is installed: who installs what, and how much that is.
    pub(super) contents: &'static str,
    /// Its files that this program brings, lock file included.
    pub(super) files: &'static [File],
    /// Installs what the lock file names, in the folder where the files are.
    pub(super) installer: (&'static str, &'static [&'static str]),
    /// Where a program of it is not there.
    pub(super) missing: fn() -> BuildError,
}

impl Toolchain {
    /// The folder where it is installed, which is made if it is not there yet.
    pub(super) fn directory(&self, options: &BuildOptions, progress: &mut Progress) -> Result<PathBuf, BuildError> {
        let mut digest = blake3::Hasher::new();
        self.files.iter().for_each(|(_, text)| _ = digest.update(text.as_bytes()));
        let toolchains = cache::directory().join("toolchains");
        let ready = toolchains.join(format!("{}-{}", self.name, &digest.finalize().to_hex()[..12]));
        if ready.is_dir() {
            return Ok(ready);
        }
        progress.say(&format!("installing {} into {}, once", self.contents, ready.display()));
        let unfinished = toolchains.join(format!("unfinished-{}", std::process::id()));
        let installed = self.install(&unfinished, options).and_then(|()| {
            // Another build may have been faster; its folder has the same content.
            let moved = fs::rename(&unfinished, &ready);
            let moved = if ready.is_dir() { Ok(()) } else { moved };
            moved.map_err(|source| BuildError::File { action: "write", path: ready.clone(), source })
        });
        let _ = fs::remove_dir_all(&unfinished);
        installed.map(|()| ready)
    }

    fn install(&self, folder: &Path, options: &BuildOptions) -> Result<(), BuildError> {
        fs::create_dir_all(folder).map_err(|source| BuildError::File {
            action: "make the folder",
            path: folder.to_owned(),
            source,
        })?;
        for (name, text) in self.files {
            write(&folder.join(name), text)?;
        }
        let (program, arguments) = self.installer;
        let mut command = Command::new(program);
        self.run(command.args(arguments).current_dir(folder), program, "the toolchain", options)
    }

    /// Runs a program of it, which says on stderr what is wrong with `name`.
    pub(super) fn run(
        &self,
        command: &mut Command,
        program: &'static str,
        name: &str,
        options: &BuildOptions,
    ) -> Result<(), BuildError> {
        let stdout = if options.verbose { Stdio::inherit() } else { Stdio::null() };
        let status = command.stdin(Stdio::null()).stdout(stdout).status();
        let status = status.map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => (self.missing)(),
            _ => BuildError::Start { program: program.to_owned(), source },
        })?;
        if status.success() { Ok(()) } else { Err(BuildError::Compile { name: name.to_owned(), program, status }) }
    }
}

/// Reads a file of a build.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, BuildError> {
    fs::read(path).map_err(|source| BuildError::File { action: "read", path: path.to_owned(), source })
}

/// Writes a file of a build.
pub(super) fn write(path: &Path, text: &str) -> Result<(), BuildError> {
    fs::write(path, text).map_err(|source| BuildError::File { action: "write", path: path.to_owned(), source })
}
