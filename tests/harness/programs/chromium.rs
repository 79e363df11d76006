use crate::{
    Nginx, Program, directory,
    programs::page::{Course, write_page},
    until,
};
use rustix::process::{Pid, Signal, kill_process};
use std::{
    fs,
    process::Command,
    sync::{Mutex, MutexGuard, PoisonError},
};
use tempfile::TempDir;

/// Two at once are too much for a small machine.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// How it is started: without a window, and without what it does by itself.
pub(crate) const ARGUMENTS: [&str; 12] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--mute-audio",
    "--enable-logging=stderr",
];

/// Waits until no other Chromium of the tests runs.
pub(crate) fn take_turn() -> MutexGuard<'static, ()> {
    ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What Chromium says first of a message in a page's console, its own about CORS among them.
const CONSOLE: &str = ":CONSOLE";

/// A headless Chromium with one page open; it ends with this value.
pub struct Chromium {
    program: Program,
    _profile: TempDir,
    _turn: MutexGuard<'static, ()>,
}

impl Chromium {
    /// The publishable key that pages have, of the form that Sentry makes.
    pub const KEY: &str = "0123456789abcdef0123456789abcdef";

    /// Opens `https://{host}/{script}.html`: a page that runs one of `tests/browser/pages`. What the page makes bears `tag`, and
    /// goes to `tlm.example.com`.
    ///
    /// # Panics
    /// When Chromium or the bundled pages are not there.
    pub fn open(nginx: &Nginx, host: &str, script: &str, tag: &str) -> Self {
        Self::open_to(nginx, host, script, tag, &format!("tlm.example.com:{}", nginx.port))
    }

    /// The same; what the page makes goes to `to`: host, port, and a path before those of the service.
    ///
    /// # Panics
    /// As above.
    pub fn open_to(nginx: &Nginx, host: &str, script: &str, tag: &str, to: &str) -> Self {
        let turn = take_turn();
        write_page(nginx, script, tag, to, Course::GoesAway);
        Self::show(nginx, host, script, turn)
    }

    /// Opens a page with a frame for each of these scripts, with its tag. None waits for a batch to become full or old.
    ///
    /// # Panics
    /// As above.
    pub fn open_frames(nginx: &Nginx, host: &str, scripts: &[(&str, &str)]) -> Self {
        Self::open_each(nginx, host, scripts, Course::Flushes)
    }

    /// The same, with pages that make events again and again, and stay until [`Chromium::let_pages_leave`].
    ///
    /// # Panics
    /// As above.
    pub fn open_steady_frames(nginx: &Nginx, host: &str, scripts: &[(&str, &str)]) -> Self {
        Self::open_each(nginx, host, scripts, Course::Stays)
    }

    /// Lets the pages of [`Chromium::open_steady_frames`] go away, and waits until they have.
    ///
    /// # Panics
    /// When they do not.
    pub fn let_pages_leave(&self, nginx: &Nginx, count: usize) {
        fs::write(nginx.pages.path().join("leave.txt"), "").expect("it can be written");
        let gone = || self.console().iter().filter(|line| line.contains("page: is gone")).count();
        until("the pages leave", || (gone() >= count).then_some(()));
    }

    fn open_each(nginx: &Nginx, host: &str, scripts: &[(&str, &str)], course: Course) -> Self {
        let turn = take_turn();
        let to = format!("tlm.example.com:{}", nginx.port);
        let frame = |(script, tag): &(&str, &str)| {
            write_page(nginx, script, tag, &to, course);
            format!("<iframe src={script}.html></iframe>")
        };
        let frames: String = scripts.iter().map(frame).collect();
        let page = format!("<!doctype html><meta charset=utf-8><link rel=icon href=data:,>{frames}");
        fs::write(nginx.pages.path().join("frames.html"), page).expect("it can be written");
        Self::show(nginx, host, "frames", turn)
    }

    fn show(nginx: &Nginx, host: &str, page: &str, turn: MutexGuard<'static, ()>) -> Self {
        let profile = tempfile::tempdir_in(directory()).expect("the run's directory can be written");
        let mut command = Command::new("chromium");
        command
            .args(ARGUMENTS)
            .arg("--v=0")
            .args(["--ignore-certificate-errors", "--host-resolver-rules=MAP * 127.0.0.1", "--short-reporting-delay"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg(format!("https://{host}:{}/{page}.html", nginx.port));
        Self { program: Program::start(command), _profile: profile, _turn: turn }
    }

    /// Everything that the console of the page says, its browser's complaints included.
    pub fn console(&self) -> Vec<String> {
        self.program.log.text().lines().filter(|line| line.contains(CONSOLE)).map(str::to_owned).collect()
    }

    /// The first message in the console with this text, once there is one.
    pub fn says(&self, text: &str) -> String {
        until(&format!("the page says {text:?}"), || self.console().into_iter().find(|line| line.contains(text)))
    }

    /// Ends the processes that show pages, as a fault of theirs would.
    ///
    /// # Panics
    /// When there is none.
    pub fn crash_renderers(&self) {
        let is_renderer = |pid: &u32| {
            let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
            String::from_utf8_lossy(&line).contains("--type=renderer")
        };
        let renderers: Vec<u32> = processes_below(self.program.pid()).into_iter().filter(is_renderer).collect();
        assert!(!renderers.is_empty(), "no page is shown");
        for renderer in renderers.into_iter().filter_map(|pid| Pid::from_raw(pid.cast_signed())) {
            // One that has ended meanwhile needs no more.
            let _ = kill_process(renderer, Signal::SEGV);
        }
    }

    /// What the browser complains of that has to do with CORS.
    pub fn cors_errors(&self) -> Vec<String> {
        self.console().into_iter().filter(|line| line.contains("CORS") || line.contains("Access-Control")).collect()
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("what Chromium said:\n{}", self.program.log.text());
        }
    }
}

/// The processes that a process has started, and those that they have.
fn processes_below(parent: u32) -> Vec<u32> {
    let pids =
        fs::read_dir("/proc").expect("Linux has it").filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    let parent_of = |pid: u32| {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse::<u32>().ok()
    };
    let parents: Vec<(u32, u32)> = pids.filter_map(|pid: u32| Some((pid, parent_of(pid)?))).collect();
    let mut found = vec![parent];
    let mut next = 0;
    while let Some(parent) = found.get(next).copied() {
        found.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(pid, _)| *pid));
        next += 1;
    }
    found.split_off(1)
}
