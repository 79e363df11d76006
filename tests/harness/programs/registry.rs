use crate::{Program, paths};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

/// Debian's registry for containers, over HTTP without TLS.
pub struct Registry {
    program: Program,
    port: u16,
    directory: TempDir,
}

impl Registry {
    /// The password of `ann`, where one is asked for.
    pub const PASSWORD: &str = "correct-horse";
    /// As `htpasswd -B` writes it.
    const HTPASSWD: &str = "ann:$2y$04$qd7iCam.qm/dBtB6wuDvTeQ2CdJyzcC3Diz3UKUfofZmGMXbM/D7y\n";

    /// Everybody may push and pull.
    pub fn start() -> Self {
        Self::with("")
    }

    /// Only `ann` may.
    pub fn with_password() -> Self {
        Self::with("auth: { htpasswd: { realm: r, path: PATH } }\n")
    }

    fn with(auth: &str) -> Self {
        let directory = tempfile::tempdir_in(paths::directory()).expect("the run's directory can be written");
        let [file, passwords, data] = ["config.yml", "htpasswd", "data"].map(|name| directory.path().join(name));
        fs::write(&passwords, Self::HTPASSWD).expect("it can be written");
        let auth = auth.replace("PATH", &passwords.display().to_string());
        let (program, port) = Program::on_free_port(|port| {
            let configuration = format!(
                "version: 0.1\nlog: {{ level: error }}\nstorage: {{ filesystem: {{ rootdirectory: '{}' }} }}\n\
                 http: {{ addr: '127.0.0.1:{port}' }}\n{auth}",
                data.display()
            );
            fs::write(&file, configuration).expect("it can be written");
            let mut command = Command::new("docker-registry");
            command.arg("serve").arg(&file);
            command
        });
        Self { program, port, directory }
    }

    /// With its port.
    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// `oci://…` of a name with a tag.
    pub fn reference(&self, name: &str) -> String {
        format!("oci://{}/{name}", self.host())
    }

    /// Ends it.
    pub fn stop(&mut self) {
        self.program.kill();
    }

    /// The file with a blob, by the hexadecimal digits of its digest.
    pub fn blob(&self, hex: &str) -> PathBuf {
        let blobs = self.directory.path().join("data/docker/registry/v2/blobs/sha256");
        blobs.join(hex.get(..2).expect("a digest is longer")).join(hex).join("data")
    }

    /// The file with the digest of what a tag names.
    pub fn manifest_link(&self, repository: &str, tag: &str) -> PathBuf {
        let repositories = self.directory.path().join("data/docker/registry/v2/repositories");
        repositories.join(repository).join("_manifests/tags").join(tag).join("current/link")
    }

    /// Docker's configuration with a password for it.
    pub fn docker_config(&self, directory: &Path, password: &str) -> PathBuf {
        let text = serde_json::json!({"auths": {self.host(): {"username": "ann", "password": password}}});
        let file = directory.join("config.json");
        fs::write(&file, text.to_string()).expect("it can be written");
        file
    }
}
