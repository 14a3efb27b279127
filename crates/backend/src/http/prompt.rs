//! A connection whose other end must read: what it does not take in time, or
//! takes by the drop, ends it. Knows no HTTP.

use std::future::Future as _;
use std::io::{Error, ErrorKind, IoSlice, Result};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep_until};

/// What the slowest reader takes per second, in bytes.
const SLOWEST: u64 = 1024;

/// A connection that is given so long to take what waits for it.
pub(super) struct Prompt<T> {
    inner: T,
    patience: Duration,
    /// Runs while something waits; what is taken earns a little more time.
    deadline: Option<Pin<Box<Sleep>>>,
}

impl<T> Prompt<T> {
    pub(super) fn new(inner: T, patience: Duration) -> Self {
        Self {
            inner,
            patience,
            deadline: None,
        }
    }

    /// What a write came to, unless the time is up.
    fn judge(&mut self, written: Poll<Result<usize>>, at: &mut Context<'_>) -> Poll<Result<usize>> {
        match written {
            Poll::Ready(Ok(bytes)) => {
                self.earn(bytes);
                written
            }
            Poll::Ready(Err(_)) => written,
            Poll::Pending => self.wait(at).map(Err),
        }
    }

    /// Each byte is worth its share of a second, up to the whole patience.
    fn earn(&mut self, bytes: usize) {
        let Some(deadline) = &mut self.deadline else {
            return;
        };
        let earned = Duration::from_millis((bytes as u64).saturating_mul(1000) / SLOWEST);
        let most = Instant::now() + self.patience;
        let later = deadline.deadline() + earned;
        deadline.as_mut().reset(later.min(most));
    }

    fn wait(&mut self, at: &mut Context<'_>) -> Poll<Error> {
        let patience = self.patience;
        let deadline = self
            .deadline
            .get_or_insert_with(|| Box::pin(sleep_until(Instant::now() + patience)));
        deadline.as_mut().poll(at).map(|()| {
            let why = "the other end does not read";
            Error::new(ErrorKind::TimedOut, why)
        })
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for Prompt<T> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        at: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<Result<usize>> {
        let written = Pin::new(&mut self.inner).poll_write(at, bytes);
        self.judge(written, at)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        at: &mut Context<'_>,
        bytes: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let written = Pin::new(&mut self.inner).poll_write_vectored(at, bytes);
        self.judge(written, at)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    /// hyper flushes when everything is written: nothing waits any longer.
    fn poll_flush(mut self: Pin<&mut Self>, at: &mut Context<'_>) -> Poll<Result<()>> {
        let flushed = Pin::new(&mut self.inner).poll_flush(at);
        if flushed.is_ready() {
            self.deadline = None;
        }
        flushed
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, at: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(at)
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for Prompt<T> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        at: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<Result<()>> {
        Pin::new(&mut self.inner).poll_read(at, into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};

    const PATIENCE: Duration = Duration::from_millis(400);

    #[tokio::test]
    async fn who_does_not_read_is_cut_off() {
        let (near, _far) = duplex(64);
        let begun = Instant::now();
        let sent = Prompt::new(near, PATIENCE).write_all(&[0; 100]).await;
        assert_eq!(sent.unwrap_err().kind(), ErrorKind::TimedOut);
        assert!(begun.elapsed() >= PATIENCE);
    }

    /// A byte now and then does not keep a place: all of these would take 21 minutes.
    #[tokio::test]
    async fn who_reads_by_the_drop_is_cut_off() {
        let (near, mut far) = duplex(64);
        tokio::spawn(async move {
            let mut drop = [0; 8];
            while far.read_exact(&mut drop).await.is_ok() {
                tokio::time::sleep(PATIENCE / 4).await;
            }
        });
        let sending = async { Prompt::new(near, PATIENCE).write_all(&[0; 100_000]).await };
        let sent = tokio::time::timeout(Duration::from_secs(20), sending).await;
        let sent = sent.expect("it is cut off long before");
        assert_eq!(sent.unwrap_err().kind(), ErrorKind::TimedOut);
    }

    /// It takes longer than the patience, but it takes it.
    #[tokio::test]
    async fn who_reads_slowly_gets_it_all() {
        let (near, mut far) = duplex(4096);
        let reading = tokio::spawn(async move {
            let (mut piece, mut got) = ([0; 4096], 0);
            while let Ok(bytes @ 1..) = far.read(&mut piece).await {
                got += bytes;
                tokio::time::sleep(PATIENCE / 8).await;
            }
            got
        });
        let mut near = Prompt::new(near, PATIENCE);
        near.write_all(&[0; 100_000]).await.unwrap();
        near.flush().await.unwrap();
        drop(near);
        assert_eq!(reading.await.unwrap(), 100_000);
    }
}
