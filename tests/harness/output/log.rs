use crate::until;
use serde_json::Value;
use std::{
    io::{BufRead, BufReader, Read},
    sync::{Arc, Condvar, Mutex},
    thread::JoinHandle,
};

/// What the service says on stderr.
pub struct Log {
    lines: Arc<Mutex<Vec<String>>>,
    gate: Arc<Gate>,
    thread: Option<JoinHandle<()>>,
}

impl Log {
    pub(crate) fn of(stderr: impl Read + Send + 'static) -> Self {
        let (lines, gate) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Gate::default()));
        let (shared, before) = (Arc::clone(&lines), Arc::clone(&gate));
        let thread = std::thread::spawn(move || {
            for line in BufReader::new(stderr).split(b'\n').map_while(Result::ok) {
                before.pass();
                shared.lock().expect("no panics").push(String::from_utf8_lossy(&line).into_owned());
            }
        });
        Self { lines, gate, thread: Some(thread) }
    }

    /// The first entry for which `is_it` holds, once there is one.
    pub fn entry(&self, what: &str, is_it: impl Fn(&Value) -> bool) -> Value {
        until(&format!("the log says {what}"), || self.entries().into_iter().find(|entry| is_it(entry)))
    }

    /// All entries so far. Every line on stderr has to be one.
    pub fn entries(&self) -> Vec<Value> {
        let lines = self.lines.lock().expect("no panics");
        let read = |line: &String| match serde_json::from_str::<Value>(line) {
            Ok(entry) if entry["source"] == "service" => entry,
            _ => panic!("not an entry of the service's log: {line}"),
        };
        lines.iter().map(read).collect()
    }

    /// Reads nothing more, but what is under way.
    pub fn stop_reading(&self) {
        *self.gate.closed.lock().expect("no panics") = true;
    }

    /// Goes on where it was stopped.
    pub fn read_again(&self) {
        *self.gate.closed.lock().expect("no panics") = false;
        self.gate.opened.notify_all();
    }

    /// Everything so far, as it came.
    pub fn text(&self) -> String {
        self.lines.lock().expect("no panics").join("\n")
    }

    /// Returns when the service has closed its stderr.
    pub(crate) fn read_to_end(&mut self) {
        self.read_again();
        if let Some(thread) = self.thread.take() {
            thread.join().expect("the reader does not panic");
        }
    }
}

/// Keeps the reader from reading.
#[derive(Default)]
struct Gate {
    closed: Mutex<bool>,
    opened: Condvar,
}

impl Gate {
    fn pass(&self) {
        let closed = self.closed.lock().expect("no panics");
        drop(self.opened.wait_while(closed, |closed| *closed).expect("no panics"));
    }
}
