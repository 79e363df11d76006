//! Pages that grow with the number of tenants: rendered aside, and once for all who ask within a second.

use super::encoding::Encoding;
use bytes::Bytes;
use std::{
    io,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{sync::Mutex, task::spawn_blocking};

/// How long a large page is shared.
const SHARED_FOR: Duration = Duration::from_secs(1);
/// A page that is not larger is rendered for each who asks: that takes a few milliseconds, and what it says is never old.
const SMALL_BYTES: usize = 1 << 20;

/// One page.
pub(super) struct SharedPage<T> {
    of: Arc<T>,
    render: fn(&T) -> Vec<u8>,
    last: Arc<Mutex<Option<Rendering>>>,
}

struct Rendering {
    done: Instant,
    plain: Bytes,
    gzip: Option<Bytes>,
    zstd: Option<Bytes>,
}

impl<T: Send + Sync + 'static> SharedPage<T> {
    pub(super) fn new(of: Arc<T>, render: fn(&T) -> Vec<u8>) -> Self {
        Self { of, render, last: Arc::default() }
    }

    /// The page, compressed where that is asked for. Whoever comes while it is rendered waits for it; the thread that serves
    /// does not. A client that leaves meanwhile ends nothing: otherwise the next would have it rendered a second time at once.
    ///
    /// # Errors
    /// When it could not be rendered or compressed.
    pub(super) async fn get(&self, encoding: Encoding) -> io::Result<Bytes> {
        let mut last = Arc::clone(&self.last).lock_owned().await;
        let (of, render) = (Arc::clone(&self.of), self.render);
        let rendered = spawn_blocking(move || {
            let rendering = last.take().filter(Rendering::is_shared).unwrap_or_else(|| Rendering::new(render(&of)));
            last.insert(rendering).encoded(encoding)
        });
        rendered.await?
    }
}

impl Rendering {
    fn new(page: Vec<u8>) -> Self {
        Self { done: Instant::now(), plain: page.into(), gzip: None, zstd: None }
    }

    fn is_shared(&self) -> bool {
        self.plain.len() > SMALL_BYTES && self.done.elapsed() < SHARED_FOR
    }

    fn encoded(&mut self, encoding: Encoding) -> io::Result<Bytes> {
        let compressed = match encoding {
            Encoding::Identity => return Ok(self.plain.clone()),
            Encoding::Gzip => &mut self.gzip,
            Encoding::Zstd => &mut self.zstd,
        };
        if let Some(compressed) = compressed {
            return Ok(compressed.clone());
        }
        let new = Bytes::from(encoding.compress(&self.plain)?);
        Ok(compressed.insert(new).clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

    async fn renderings(bytes: usize) -> usize {
        let page = SharedPage::new(Arc::new((AtomicUsize::new(0), bytes)), |(count, bytes)| {
            count.fetch_add(1, Relaxed);
            vec![b'a'; *bytes]
        });
        for encoding in [Encoding::Identity, Encoding::Gzip, Encoding::Zstd, Encoding::Identity] {
            let body = page.get(encoding).await.expect("it can be compressed");
            assert_eq!(body.len() == bytes, encoding == Encoding::Identity);
        }
        page.of.0.load(Relaxed)
    }

    #[tokio::test]
    async fn a_large_page_is_rendered_once_for_all_who_ask_within_a_second() {
        let begun = Instant::now();
        let renderings = renderings(4 << 20).await;
        assert!(renderings == 1 || begun.elapsed() > SHARED_FOR, "{renderings}");
    }

    #[tokio::test]
    async fn clients_that_leave_do_not_have_it_rendered_several_times_at_once() {
        let page = SharedPage::new(Arc::new([AtomicUsize::new(0), AtomicUsize::new(0)]), |[now, most]| {
            most.fetch_max(now.fetch_add(1, Relaxed) + 1, Relaxed);
            let page = vec![b'a'; 4 << 20];
            now.fetch_sub(1, Relaxed);
            page
        });
        for _ in 0..100 {
            tokio::select! {
                biased;
                _ = page.get(Encoding::Gzip) => {}
                () = tokio::task::yield_now() => {}
            }
        }
        page.get(Encoding::Identity).await.expect("it is rendered");
        assert_eq!(page.of[1].load(Relaxed), 1);
    }

    #[tokio::test]
    async fn a_small_page_is_never_old() {
        assert_eq!(renderings(1 << 10).await, 4);
    }
}
