use crate::{Line, until};
use rustix::event::{PollFd, PollFlags, poll};
use std::{
    io::{Read, Write},
    os::unix::net::UnixStream,
    process::ChildStdout,
    sync::{Arc, Mutex, MutexGuard},
    thread::JoinHandle,
};

/// The reader of the service's stdout, who can stop reading, go on, and go away.
pub struct Output {
    shared: Arc<Mutex<Shared>>,
    orders: UnixStream,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    text: Vec<u8>,
    lines: usize,
    ended: bool,
    reading: bool,
    keep: bool,
}

const READ: u8 = b'r';
const STOP: u8 = b's';
const CLOSE: u8 = b'c';

impl Output {
    pub(crate) fn of(stdout: ChildStdout, reading: bool, keep: bool) -> Self {
        let shared = Arc::new(Mutex::new(Shared { text: Vec::new(), lines: 0, ended: false, reading, keep }));
        let (orders, taken) = UnixStream::pair().expect("a pair of sockets");
        let reader = Reader { stdout, orders: taken, shared: Arc::clone(&shared), reading };
        Self { shared, orders, thread: Some(std::thread::spawn(|| reader.read())) }
    }

    /// Counts lines and keeps none.
    pub fn counting(stdout: ChildStdout) -> Self {
        Self::of(stdout, true, false)
    }

    /// Keeps everything, for [`Output::text`].
    pub fn keeping(stdout: ChildStdout) -> Self {
        Self::of(stdout, true, true)
    }

    /// Reads nothing more until [`Output::read_again`].
    pub fn stop_reading(&self) {
        self.order(STOP);
        until("the reader stops", || (!self.lock().reading).then_some(()));
    }

    /// Goes on where it was stopped.
    pub fn read_again(&self) {
        self.order(READ);
    }

    /// Closes the reader's end of the pipe.
    pub fn close(&mut self) {
        self.order(CLOSE);
        self.join();
    }

    /// Complete lines that have come so far.
    pub fn count(&self) -> usize {
        self.lock().lines
    }

    /// Waits for so many lines, and holds each of them against all that is promised of lines.
    pub fn lines(&self, count: usize) -> Vec<Line> {
        until(&format!("there are {count} lines on stdout, not {}", self.count()), || {
            (self.count() >= count).then_some(())
        });
        let lines = self.so_far();
        assert_eq!(lines.len(), count, "more lines than expected");
        lines
    }

    /// The complete lines that have come so far.
    pub fn so_far(&self) -> Vec<Line> {
        let text = self.text();
        let whole = text.rfind('\n').map_or("", |end| &text[..=end]);
        whole.split_terminator('\n').map(Line::read).collect()
    }

    /// Everything until the service closes its end.
    pub fn read_to_end(&mut self) -> Vec<Line> {
        self.read_again();
        self.join();
        assert!(self.lock().ended);
        self.so_far()
    }

    /// Everything that has come, as it came.
    pub fn text(&self) -> String {
        String::from_utf8(self.lock().text.clone()).expect("stdout is UTF-8")
    }

    fn order(&self, order: u8) {
        // A reader that has reached the end takes no orders any more.
        let _ = (&self.orders).write_all(&[order]);
    }

    fn join(&mut self) {
        if let Some(thread) = self.thread.take() {
            thread.join().expect("the reader does not panic");
        }
    }

    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().expect("the reader does not panic")
    }
}

struct Reader {
    stdout: ChildStdout,
    orders: UnixStream,
    shared: Arc<Mutex<Shared>>,
    reading: bool,
}

impl Reader {
    fn read(mut self) {
        let mut bytes = vec![0; 1 << 18];
        loop {
            let mut waited = [PollFd::new(&self.orders, PollFlags::IN), PollFd::new(&self.stdout, PollFlags::IN)];
            let waited = if self.reading { &mut waited[..] } else { &mut waited[..1] };
            poll(waited, None).expect("descriptors can be polled");
            if !waited[0].revents().is_empty() {
                match self.next_order() {
                    READ => self.reading = true,
                    STOP => self.reading = false,
                    _ => return,
                }
                self.lock().reading = self.reading;
                continue;
            }
            match self.stdout.read(&mut bytes).expect("a pipe can be read") {
                0 => return self.lock().ended = true,
                read => self.lock().take(&bytes[..read]),
            }
        }
    }

    fn next_order(&mut self) -> u8 {
        let mut order = [CLOSE];
        let _ = self.orders.read(&mut order);
        order[0]
    }

    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().expect("tests do not panic while they look")
    }
}

impl Shared {
    fn take(&mut self, bytes: &[u8]) {
        self.lines += bytes.iter().filter(|&&byte| byte == b'\n').count();
        if self.keep {
            self.text.extend_from_slice(bytes);
        }
    }
}
