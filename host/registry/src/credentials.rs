//! Credentials in Docker's configuration, as `docker login` and pull secrets of Kubernetes write them
//! (<https://docs.docker.com/reference/cli/docker/login/#credential-stores>). Helpers (`credsStore`, `credHelpers`) are
//! programs, and are not run.

use crate::{error::Cause, secret::Secret};
use base64::{Engine, prelude::BASE64_STANDARD};
use http::HeaderValue;
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};
use zeroize::Zeroizing;

const MAX_BYTES: u64 = 1 << 20;
/// How Docker calls its own registry there.
const DOCKER_HUB: &str = "index.docker.io";

/// The value of the header `Authorization` for a registry; `Debug` does not show it.
#[derive(Clone, Debug)]
pub(crate) struct Credentials {
    /// None where there are none for the registry.
    pub(crate) basic: Option<HeaderValue>,
    /// For errors: where they were looked for.
    pub(crate) looked_for: String,
}

#[derive(Deserialize)]
struct DockerConfig {
    #[serde(default)]
    auths: BTreeMap<String, Auth>,
}

#[derive(Deserialize)]
struct Auth {
    /// Base64 of `user:password`.
    auth: Option<Secret>,
    username: Option<Secret>,
    password: Option<Secret>,
}

impl Credentials {
    /// Reads those for a host; from Docker's own place where no file is named, and then it need not be there.
    pub(crate) fn read(file: Option<&Path>, host: &str) -> Result<Self, Cause> {
        let Some(path) = file.map(Path::to_owned).or_else(default_file) else {
            return Ok(Self { basic: None, looked_for: "there is no Docker configuration".to_owned() });
        };
        let failed = |why: String| Cause::Credentials { file: path.clone(), why };
        let text = match read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound && file.is_none() => {
                let looked_for = format!("there is no {}; `docker login {host}` writes it", path.display());
                return Ok(Self { basic: None, looked_for });
            }
            Err(error) => return Err(failed(error.to_string())),
        };
        // An error of the parser could quote what it has read.
        let config: DockerConfig =
            serde_json::from_slice(&text).map_err(|_| failed("is not JSON as `docker login` writes it".to_owned()))?;
        let found = config.auths.iter().find(|(name, _)| is_of(name, host)).map(|(_, auth)| auth);
        let basic =
            found.map(|auth| auth.header().ok_or_else(|| failed(format!("what it has for {host} is unusable"))));
        let looked_for = match found {
            Some(_) => format!("the credentials for {host} in {} may be wrong", path.display()),
            None => format!("{} has no credentials for {host}; helpers of Docker are not run", path.display()),
        };
        Ok(Self { basic: basic.transpose()?.flatten(), looked_for })
    }
}

impl Auth {
    /// None inside for an entry that only says that a helper has them; none where it is malformed.
    fn header(&self) -> Option<Option<HeaderValue>> {
        let encoded = match (&self.auth, &self.username, &self.password) {
            (Some(auth), ..) if !auth.expose().is_empty() => {
                let decoded = Zeroizing::new(BASE64_STANDARD.decode(auth.expose().trim()).ok()?);
                decoded.contains(&b':').then(|| Zeroizing::new(BASE64_STANDARD.encode(decoded.as_slice())))?
            }
            (_, Some(user), Some(password)) => {
                let both = Zeroizing::new(format!("{}:{}", user.expose(), password.expose()));
                Zeroizing::new(BASE64_STANDARD.encode(both.as_bytes()))
            }
            _ => return Some(None),
        };
        let mut header = HeaderValue::from_str(&Zeroizing::new(format!("Basic {}", encoded.as_str()))).ok()?;
        header.set_sensitive(true);
        Some(Some(header))
    }
}

fn read(path: &Path) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut text = Zeroizing::new(Vec::new());
    let read = File::open(path)?.take(MAX_BYTES + 1).read_to_end(&mut text)?;
    if read as u64 > MAX_BYTES { Err(io::Error::other("is too large")) } else { Ok(text) }
}

fn default_file() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let directory = set("DOCKER_CONFIG").or_else(|| Some(set("HOME")?.join(".docker")))?;
    Some(directory.join("config.json"))
}

/// Names are hosts, or URLs of which only the host counts.
fn is_of(name: &str, host: &str) -> bool {
    let name = name.trim_start_matches("https://").trim_start_matches("http://");
    let name = name.split('/').next().unwrap_or_default();
    name.eq_ignore_ascii_case(host) || (host == "docker.io" && name == DOCKER_HUB)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn basic(text: &str, host: &str) -> Result<Option<String>, String> {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("config.json");
        std::fs::write(&file, text).unwrap();
        let found = Credentials::read(Some(&file), host).map_err(|error| error.to_string())?;
        Ok(found.basic.map(|value| value.to_str().unwrap().to_owned()))
    }

    #[test]
    fn credentials_are_those_of_the_host() {
        let text = r#"{"auths":{"https://index.docker.io/v1/":{"auth":"YTpi"},"r.example:5000":{"username":"u","password":"p:q"},"helped":{}},"credsStore":"desktop"}"#;
        assert_eq!(basic(text, "docker.io"), Ok(Some("Basic YTpi".to_owned())));
        assert_eq!(basic(text, "r.example:5000"), Ok(Some(format!("Basic {}", BASE64_STANDARD.encode("u:p:q")))));
        assert_eq!(basic(text, "r.example"), Ok(None));
        assert_eq!(basic(text, "helped"), Ok(None));
    }

    #[test]
    fn nothing_of_a_broken_file_is_said() {
        for text in [r#"{"auths":{"h":{"auth":"hunter2!"}}}"#, r#"{"auths":{"h":{"auth": hunter2}}}"#, "hunter2"] {
            let said = basic(text, "h").unwrap_err();
            assert!(said.contains("config.json") && !said.contains("hunter2"), "{said}");
        }
    }

    #[test]
    fn a_named_file_has_to_be_there_and_debug_shows_nothing() {
        assert!(Credentials::read(Some(Path::new("/nonexistent/config.json")), "h").is_err());
        let mut basic = HeaderValue::from_static("Basic c2VjcmV0");
        basic.set_sensitive(true);
        let shown = format!("{:?}", Credentials { basic: Some(basic), looked_for: String::new() });
        assert!(!shown.contains("c2VjcmV0"), "{shown}");
    }
}
