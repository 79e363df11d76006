use super::chromium;
use crate::{Log, directory, until};
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, Command, Stdio},
    sync::{
        MutexGuard,
        atomic::{AtomicU64, Ordering::Relaxed},
        mpsc::{Receiver, channel},
    },
    thread,
};
use tempfile::TempDir;

/// Chromium takes its commands from descriptor 3 and answers on 4. These are the only pipes that a process can be given
/// without unsafe code.
const WITH_PIPES: &str = r#"exec "$@" 3<&0 4>&1 </dev/null >/dev/null"#;

/// A page in a headless Chromium that is told what to do, by the protocol of its developer tools; it ends with this value.
/// <https://chromedevtools.github.io/devtools-protocol/>
pub struct Page {
    browser: Child,
    commands: ChildStdin,
    said: Receiver<Value>,
    session: String,
    next: AtomicU64,
    /// Messages of the console, exceptions and complaints of the browser, CSP's among them.
    console: Vec<String>,
    _log: Log,
    _profile: TempDir,
    _turn: MutexGuard<'static, ()>,
}

impl Page {
    /// Opens an address in a window of this size.
    ///
    /// # Panics
    /// When Chromium is not there.
    pub fn open(url: &str, (width, height): (u32, u32)) -> Self {
        let turn = chromium::take_turn();
        let profile = tempfile::tempdir_in(directory()).expect("the run's directory can be written");
        let mut command = Command::new("/bin/sh");
        command.args(["-c", WITH_PIPES, "sh", "chromium"]).args(chromium::ARGUMENTS);
        command.args(["--remote-debugging-pipe", "--hide-scrollbars"]);
        command.arg(format!("--user-data-dir={}", profile.path().display()));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut browser = command.spawn().expect("there is a shell");
        let (commands, answers) = (browser.stdin.take().expect("piped"), browser.stdout.take().expect("piped"));
        let log = Log::of(browser.stderr.take().expect("piped"));
        let (sender, said) = channel();
        thread::spawn(move || {
            for message in BufReader::new(answers).split(0).map_while(Result::ok) {
                let Ok(message) = serde_json::from_slice(&message) else { continue };
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let next = AtomicU64::new(1);
        let session = String::new();
        let mut page = Self {
            browser,
            commands,
            said,
            session,
            next,
            console: Vec::new(),
            _log: log,
            _profile: profile,
            _turn: turn,
        };
        let target = page.tell("Target.createTarget", json!({"url": "about:blank"}));
        let attached = page.tell("Target.attachToTarget", json!({"targetId": target["targetId"], "flatten": true}));
        page.session = attached["sessionId"].as_str().expect("a session").to_owned();
        for domain in ["Page.enable", "Runtime.enable", "Log.enable"] {
            page.tell(domain, json!({}));
        }
        page.resize(width, height);
        page.tell("Page.navigate", json!({"url": url}));
        page
    }

    /// Another size of the window.
    pub fn resize(&mut self, width: u32, height: u32) {
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.tell("Emulation.setDeviceMetricsOverride", metrics);
    }

    /// `dark` or `light`.
    pub fn prefer(&mut self, scheme: &str) {
        let feature = json!({"name": "prefers-color-scheme", "value": scheme});
        self.tell("Emulation.setEmulatedMedia", json!({"features": [feature]}));
    }

    /// The value of an expression, awaited.
    ///
    /// # Panics
    /// When it throws.
    pub fn evaluate(&mut self, expression: &str) -> Value {
        let arguments = json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
        let done = self.tell("Runtime.evaluate", arguments);
        assert!(done["exceptionDetails"].is_null(), "{expression}: {done}");
        done["result"]["value"].clone()
    }

    /// Waits until an expression is true.
    pub fn wait(&mut self, expression: &str) {
        until(expression, || (self.evaluate(&format!("Boolean({expression})")) == true).then_some(()));
    }

    /// Puts a text into a field, as if it were typed.
    pub fn fill(&mut self, selector: &str, text: &str) {
        let (selector, text) = (json!(selector), json!(text));
        self.evaluate(&format!(
            "(() => {{ const field = document.querySelector({selector}); field.value = {text}; \
             field.dispatchEvent(new Event('input')); field.dispatchEvent(new Event('change')); }})()"
        ));
    }

    /// Presses a key: `Tab`, `Enter`, `Escape`, a letter.
    pub fn press(&mut self, key: &str) {
        let code = match key {
            "Tab" => 9,
            "Enter" => 13,
            " " => 32,
            _ => 0,
        };
        let text = if key == "Enter" {
            "\r"
        } else if key.len() == 1 {
            key
        } else {
            ""
        };
        for kind in ["keyDown", "keyUp"] {
            let event = json!({"type": kind, "key": key, "windowsVirtualKeyCode": code, "text": text});
            self.tell("Input.dispatchKeyEvent", event);
        }
    }

    /// A picture of the window, PNG.
    ///
    /// # Panics
    /// When there is none.
    pub fn picture(&mut self) -> Vec<u8> {
        let taken = self.tell("Page.captureScreenshot", json!({"format": "png", "optimizeForSpeed": false}));
        let text = taken["data"].as_str().expect("a picture");
        base64(text.as_bytes())
    }

    /// What the console says so far, exceptions and what the browser complains of included.
    pub fn console(&mut self) -> Vec<String> {
        // What was said before this is answered has come by then.
        self.evaluate("1");
        self.console.clone()
    }

    fn tell(&mut self, method: &str, parameters: Value) -> Value {
        let id = self.next.fetch_add(1, Relaxed);
        let mut command = json!({"id": id, "method": method, "params": parameters});
        if !self.session.is_empty() {
            command["sessionId"] = self.session.as_str().into();
        }
        let mut command = command.to_string().into_bytes();
        command.push(0);
        self.commands.write_all(&command).expect("Chromium runs; `make setup` installs it");
        loop {
            let message = self.said.recv_timeout(crate::PATIENCE).expect("Chromium answers");
            if message["id"] == id {
                assert!(message["error"].is_null(), "{method}: {message}");
                return message["result"].clone();
            }
            self.listen(&message);
        }
    }

    fn listen(&mut self, message: &Value) {
        let parameters = &message["params"];
        let said = match message["method"].as_str() {
            Some("Runtime.consoleAPICalled") => format!("{}: {}", parameters["type"], parameters["args"]),
            Some("Runtime.exceptionThrown") => format!("exception: {}", parameters["exceptionDetails"]),
            Some("Log.entryAdded") => {
                let entry = &parameters["entry"];
                format!("{} {}: {} {}", entry["level"], entry["source"], entry["text"], entry["url"])
            }
            _ => return,
        };
        self.console.push(said);
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let _ = self.browser.kill();
        let _ = self.browser.wait();
        if thread::panicking() {
            eprintln!("what the page said:\n{}", self.console.join("\n"));
        }
    }
}

/// Bytes of a text in base64 that a program has written.
fn base64(text: &[u8]) -> Vec<u8> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits: Vec<u32> =
        text.iter().filter_map(|byte| ALPHABET.iter().position(|letter| letter == byte)).map(|at| at as u32).collect();
    digits
        .chunks(4)
        .flat_map(|group| {
            let bits = group.iter().enumerate().fold(0, |bits, (at, digit)| bits | digit << (18 - 6 * at));
            bits.to_be_bytes()[1..group.len()].to_vec()
        })
        .collect()
}
