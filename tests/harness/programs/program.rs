use crate::{Log, until};
use std::{
    net::{TcpListener, TcpStream},
    ops::Range,
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering::Relaxed},
};

/// How often a port that was free may turn out to be taken.
const TRIES: usize = 5;

/// Another program that runs beside the service; it ends with this value.
pub struct Program {
    child: Child,
    /// What it says on stderr.
    pub log: Log,
}

impl Program {
    /// Starts it.
    ///
    /// # Panics
    /// When it is not installed.
    pub fn start(mut command: Command) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap_or_else(|error| {
            panic!("starting {:?}: {error}; `make setup` installs it", command.get_program());
        });
        let log = Log::of(child.stderr.take().expect("piped"));
        Self { child, log }
    }

    /// The process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// SIGKILL, and waits for its end.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Starts a program on a port that was free, until one of them still is.
    ///
    /// # Panics
    /// When none is.
    pub fn on_free_port(command: impl Fn(u16) -> Command) -> (Self, u16) {
        let mut said = String::new();
        for _ in 0..TRIES {
            let port = free_port();
            let mut program = Self::start(command(port));
            let listens = until("the program listens", || {
                if program.has_ended() {
                    return Some(false);
                }
                TcpStream::connect(("127.0.0.1", port)).is_ok().then_some(true)
            });
            if listens {
                return (program, port);
            }
            said = program.log.text();
        }
        panic!("no port was free for {:?}:\n{said}", command(0).get_program());
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().expect("it is a child").is_some()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A port that nobody has: for programs that cannot be told to choose one, and for those that come back on theirs. It is below the
/// ports that the kernel gives to connections (`net.ipv4.ip_local_port_range`), and each is given out once.
pub fn free_port() -> u16 {
    const PORTS: Range<u16> = 20_000..32_000;
    static GIVEN: AtomicU32 = AtomicU32::new(0);
    let free = (0..PORTS.len()).find_map(|_| {
        let number = std::process::id().wrapping_mul(97).wrapping_add(GIVEN.fetch_add(1, Relaxed));
        let port = PORTS.start + u16::try_from(number % u32::from(PORTS.end - PORTS.start)).expect("few ports");
        TcpListener::bind(("127.0.0.1", port)).is_ok().then_some(port)
    });
    free.expect("there is a free port")
}
