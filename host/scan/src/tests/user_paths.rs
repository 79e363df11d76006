//! Names of users in paths.

use super::marked::{check, find, mark, scanner};
use crate::Kind;

#[test]
fn only_the_name_in_the_path_of_a_home_matches() {
    check(
        Kind::UserPath,
        &[
            "at Object.<anonymous> (/home/«ann»/shop/index.js:10:3)",
            "file:///home/«ann.lee»/report",
            "HOME=/home/«ann», cwd: /home/«ann»",
            "open /Users/«ann»/Library/Logs/app.log",
            "/Users/«ann»",
            "file:///Users/«ann»/x, C:/Users/«ann»/x",
            "C:\\Users\\«ann.lee»\\AppData\\Local",
            "C:\\Users\\«Ann Lee»\\AppData, C:\\Users\\«nancy»\\x",
            "the user typed /home/«ann»/shop/index.js.",
            "see C:\\Users\\«ann» or D:\\tmp",
            "/mnt/c/Users/«ann»/x, /c/Users/«ann»/x",
            "/home/«ann»/.ssh/id_rsa, /home/«ann»/Documents/x",
            "/export/home/«ann»/logs, /var/home/«ann»/x, /Volumes/Data Disk/Users/«ann»/x",
            "\\\\Client\\C$\\Users\\«ann»\\x, \\\\wsl$\\Ubuntu\\home\\«ann»\\x",
            "\\\\nas\\home$\\«ann», \\\\fs01\\users$\\«ann»\\profile",
        ],
    );
}

#[test]
fn homes_of_other_systems_and_languages_match() {
    check(
        Kind::UserPath,
        &[
            r"C:\Documents and Settings\«ann»\Application Data, no Documents and Settings\ann\x",
            "file://localhost/Users/«ann»/x.html, https://localhost/Users/ann/x.html",
            "not found: /home/«jürgen»/Bilder, /home/«ann»/ダウンロード/x",
            "x: /home/«ann»/conf/app.properties (no such file)",
            "ann:x:1000:1000::/home/«ann»:/bin/bash",
            "/nfs/home/«ann»/x, /host_mnt/Users/«ann»/x, sftp://host/home/«ann»/x.txt, https://host/opt/home/ann/x.txt",
        ],
    );
    let scanner = scanner(&[Kind::UserPath]);
    for (text, marked) in [
        (
            r"找不到文件：\\\\wsl.localhost\\Debian\\home\\ann\\src",
            r"找不到文件：\\\\wsl.localhost\\Debian\\home\\«ann»\\src",
        ),
        (r"找不到：\\fs01\users$\ann\x", r"找不到：\\fs01\users$\«ann»\x"),
    ] {
        assert_eq!(mark(text, &find(&scanner, text)), marked);
    }
}

#[test]
fn routes_apis_and_accounts_of_systems_stay() {
    check(
        Kind::UserPath,
        &[
            "/home/overview, /home/settings/profile",
            "https://shop.example/home/sale/index.html",
            "https://shop.example/home/ann/app.js",
            "GET /scim/v2/Users/2819c223 200, /users/ann",
            "/home/runner/work/app/index.js, /Users/Shared/x, C:\\Users\\Public\\x",
            "/Users/20261122123456, src/home/ann/app.js",
            "/home/, /Users/, C:\\Users\\",
        ],
    );
}

#[test]
fn escaped_paths_match_too() {
    let scanner = scanner(&[Kind::UserPath]);
    for (text, marked) in [
        (r"C:\\Users\\ann\\x", r"C:\\Users\\«ann»\\x"),
        ("file%3A%2F%2F%2FUsers%2Fann%2Fx", "file%3A%2F%2F%2FUsers%2F«ann»%2Fx"),
        ("file:///C:/Users/ann%20lee/x", "file:///C:/Users/«ann%20lee»/x"),
    ] {
        assert_eq!(mark(text, &find(&scanner, text)), marked);
    }
}

#[test]
fn shells_and_their_errors_tell_homes() {
    check(
        Kind::UserPath,
        &[
            "drwxr-xr-x 41 root root 4096 Nov 3 09:12 /home/«nora_lund»",
            "chown -R ann:ann /home/«ann», du -sh /home/«ann»",
            "tar: /home/«ann»: Cannot open: Permission denied",
            "bash: /home/«ann»/foo: Permission denied, ls: cannot access '/home/«ann»': No such file",
            "root@host:/home/«ann»# ls, /opt/x:/home/«ann»/y, -I/home/«ann»/x -v /home/«ann»/x:/x",
            "Error: ENOENT: no such file or directory, open '/home/«ann»/x'",
            "/dev/sda1 20G 5G 15G 25% /home/«ann», fopen(/home/«ann»/x): failed to open stream",
            "smb://server/home/«ann», alias /home/«ann»/static/;",
            "{\"homeDirectory\":\"/home/«ann»\"}, pam_mkhomedir: creating /home/«ann»",
        ],
    );
    check(
        Kind::UserPath,
        &[
            "GET /home/ann HTTP/1.1, GET /Users/list 200, POST /Users/ann",
            "route /home/dashboard loaded, navigate to /home/settings, redirect: /home/login",
            "4096 /home/about, page:/home/x, K /home/faq",
        ],
    );
}

#[test]
fn homes_are_written_in_many_ways() {
    check(
        Kind::UserPath,
        &[
            "webpack:////Users/«ann»/x.js, webpack-internal:////Users/«ann»/x.js, vscode://file/Users/«ann»/x.ts",
            "c:/users/«ann»/appdata, /mnt/c/users/«ann», //wsl$/Ubuntu/home/«ann»/x",
            r"\\host\profiles$\«ann»\x, C:\Benutzer\«ann»\Desktop, C:\DOCUME~1\«ann»\LOCALS~1",
            r"\Device\HarddiskVolume3\Users\«ann»\x",
        ],
    );
    check(
        Kind::UserPath,
        &["https://host/users/ann, /users/ann, api/c/users/ann", r"x\profiles\ann, HKLM\Profiles\ann"],
    );
}
