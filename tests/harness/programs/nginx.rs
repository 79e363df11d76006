use crate::{Browser, Certificate, Program, Service, directory, workspace};
use std::{fs, path::Path, process::Command};
use tempfile::TempDir;

/// nginx as an ingress, as `deploy/nginx.conf` has it: TLS from the browser, HTTP to the service.
pub struct Nginx {
    _program: Program,
    /// Where it listens.
    pub port: u16,
    /// What it shows to browsers.
    pub certificate: Certificate,
    /// What it serves on `www.example.com`, and on `evil.example.net`.
    pub pages: TempDir,
    _directory: TempDir,
}

impl Nginx {
    /// Before a service.
    pub fn before(service: &Service) -> Self {
        Self::with(service, "")
    }

    /// Before a service, with further settings for each server.
    pub fn with(service: &Service, more: &str) -> Self {
        let temporary = || tempfile::tempdir_in(directory()).expect("the run's directory can be written");
        let certificate = Certificate::of(&["localhost", "tlm.example.com", "www.example.com", "evil.example.net"]);
        let (own, pages) = (temporary(), temporary());
        let servers = fs::read_to_string(workspace().join("deploy/nginx.conf")).expect("it is there");
        let (program, port) = Program::on_free_port(|port| {
            let file = own.path().join("nginx.conf");
            let replacements = [
                ("listen 443 ssl http2;", format!("listen 127.0.0.1:{port} ssl http2; {more}")),
                ("127.0.0.1:8107", service.events.to_string()),
                ("/etc/nginx/tls/tls.crt", text(&certificate.files()[0])),
                ("/etc/nginx/tls/tls.key", text(&certificate.files()[1])),
                ("/etc/nginx/sluice-proxy.conf", text(&workspace().join("deploy/sluice-proxy.conf"))),
                ("/etc/nginx/sluice-unavailable.conf", text(&workspace().join("deploy/sluice-unavailable.conf"))),
                ("/srv/www", text(pages.path())),
                ("server_name www.example.com;", "server_name www.example.com evil.example.net;".to_owned()),
            ];
            let servers = replacements.iter().fold(servers.clone(), |servers, (theirs, ours)| {
                assert!(servers.contains(theirs), "{theirs} is not in deploy/nginx.conf");
                servers.replace(theirs, ours)
            });
            fs::write(&file, around(own.path(), &servers)).expect("it can be written");
            let mut command = Command::new("nginx");
            command.arg("-c").arg(file).arg("-e").arg("stderr").arg("-p").arg(own.path());
            command
        });
        Self { _program: program, port, certificate, pages, _directory: own }
    }

    /// A client that knows its certificate and sends to its first server.
    pub fn browser(&self) -> Browser {
        Browser::trusting(&format!("https://localhost:{}", self.port), self.certificate.der())
    }
}

fn text(path: &Path) -> String {
    path.to_str().expect("paths of tests are UTF-8").to_owned()
}

/// The rest of a configuration: everything that nginx writes goes into `directory`.
fn around(directory: &Path, servers: &str) -> String {
    let directory = directory.display();
    format!(
        "daemon off; master_process off; pid {directory}/nginx.pid;
        events {{ worker_connections 256; }}
        http {{
            access_log off;
            types {{ text/html html; text/javascript js; }}
            client_body_temp_path {directory}/body; proxy_temp_path {directory}/proxy; fastcgi_temp_path {directory}/fastcgi;
            uwsgi_temp_path {directory}/uwsgi; scgi_temp_path {directory}/scgi;
            {servers}
        }}"
    )
}
