//! The thread that waits for a slow reader, so that nobody else has to.

use super::{nowait::slices, queue::Shared};
use rustix::event::{PollFd, PollFlags, poll};
use std::{
    io::{ErrorKind, Write},
    sync::Arc,
};

pub(super) fn start(shared: Arc<Shared>) -> std::io::Result<()> {
    std::thread::Builder::new().name("stdout".to_owned()).spawn(move || while shared.catch_up() {})?;
    Ok(())
}

impl Shared {
    /// Waits until there is something to write that the pipe would not take at once, and writes until nothing waits.
    /// False when there is nothing left to do, ever.
    fn catch_up(&self) -> bool {
        let mut blocks = {
            let mut queue = self.queue.lock();
            while !queue.blocked {
                if queue.stop {
                    return false;
                }
                self.handed_over.wait(&mut queue);
            }
            std::mem::take(&mut queue.blocks)
        };
        loop {
            if blocks.is_empty() {
                let mut queue = self.queue.lock();
                if queue.blocks.is_empty() {
                    queue.writing = false;
                    queue.blocked = false;
                    drop(queue);
                    self.idle.notify_waiters();
                    return true;
                }
                std::mem::swap(&mut blocks, &mut queue.blocks);
            }
            match (&self.file).write_vectored(&slices(&blocks)) {
                Ok(written) => self.accept(&mut blocks, written),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => self.wait_until_writable(),
                Err(error) => {
                    self.close(blocks, &error);
                    return false;
                }
            }
        }
    }

    /// For a descriptor that somebody else has made non-blocking.
    fn wait_until_writable(&self) {
        let mut descriptors = [PollFd::new(&self.file, PollFlags::OUT)];
        let _ = poll(&mut descriptors, None);
    }
}
