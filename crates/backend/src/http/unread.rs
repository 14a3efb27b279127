//! What hyper answers by itself to what it cannot read: a status and nothing else. No
//! handler hears of such a request, and it is the last of its connection. Here it gets the
//! answer that every other error has, and who is still sending is heard out. Parses no
//! request.

use axum::http::StatusCode;
use std::future::Future as _;
use std::io::{IoSlice, Result};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

/// Makes the whole answer from the status and the header lines that hyper gave.
pub(crate) type Answers = Arc<dyn Fn(StatusCode, &str) -> Vec<u8> + Send + Sync>;

/// The longest answer that hyper makes by itself, in bytes.
const LONGEST: usize = 256;
/// How much is heard and thrown away after it, in bytes.
const MOST: usize = 16 * 1024 * 1024;

/// A connection on which hyper's own answers are replaced.
pub(super) struct Unread<T> {
    inner: T,
    answers: Answers,
    /// How long who is still sending is listened to.
    patience: Duration,
    /// The answer that is on its way, and how much of it is written.
    answer: Option<(Vec<u8>, usize)>,
    hearing: Option<(Pin<Box<Sleep>>, usize)>,
}

impl<T> Unread<T> {
    pub(super) fn new(inner: T, answers: Answers, patience: Duration) -> Self {
        Self {
            inner,
            answers,
            patience,
            answer: None,
            hearing: None,
        }
    }
}

/// Where hyper's own answer begins in what it writes, which ends with it: it has three
/// header lines of a fixed form. An answer of ours has more, and no body of ours ends so.
fn own_answer(bytes: &[u8]) -> Option<(usize, StatusCode, &str)> {
    const BEGINS: &[u8] = b"HTTP/1.1 4";
    if !bytes.ends_with(b"\r\n\r\n") {
        return None;
    }
    let from = bytes.len().saturating_sub(LONGEST);
    let at = from
        + bytes[from..]
            .windows(BEGINS.len())
            .rposition(|part| part == BEGINS)?;
    let text = std::str::from_utf8(&bytes[at..]).ok()?;
    let (first, lines) = text.strip_suffix("\r\n")?.split_once("\r\n")?;
    let status: StatusCode = first.split(' ').nth(1)?.parse().ok()?;
    let rest = lines
        .strip_prefix("connection: close\r\ncontent-length: 0\r\ndate: ")?
        .strip_suffix("\r\n")?;
    let kept = "connection: close\r\n".len() + "content-length: 0\r\n".len();
    (!rest.contains("\r\n")).then(|| (at, status, &lines[kept..]))
}

impl<T: AsyncWrite + Unpin> Unread<T> {
    /// Writes what there is of an answer.
    fn poll_answer(&mut self, at: &mut Context<'_>) -> Poll<Result<()>> {
        while let Some((answer, written)) = &mut self.answer
            && *written < answer.len()
        {
            *written += ready!(Pin::new(&mut self.inner).poll_write(at, &answer[*written..]))?;
        }
        Poll::Ready(Ok(()))
    }
}

impl<T: AsyncRead + Unpin> Unread<T> {
    /// Takes what still comes, as long as it is patient.
    fn poll_hear_out(&mut self, at: &mut Context<'_>) -> Poll<()> {
        let patience = self.patience;
        let (time, heard) = self
            .hearing
            .get_or_insert_with(|| (Box::pin(sleep(patience)), 0));
        let mut piece = [0; 4096];
        while *heard < MOST && time.as_mut().poll(at).is_pending() {
            let mut into = ReadBuf::new(&mut piece);
            match ready!(Pin::new(&mut self.inner).poll_read(at, &mut into)) {
                Ok(()) if !into.filled().is_empty() => *heard += into.filled().len(),
                _ => break,
            }
        }
        Poll::Ready(())
    }
}

impl<T: AsyncWrite + AsyncRead + Unpin> AsyncWrite for Unread<T> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        at: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<Result<usize>> {
        let before = match own_answer(bytes) {
            None => bytes,
            Some((0, status, lines)) => {
                self.answer = Some(((self.answers)(status, lines), 0));
                return Poll::Ready(Ok(bytes.len()));
            }
            Some((begins, ..)) => &bytes[..begins],
        };
        Pin::new(&mut self.inner).poll_write(at, before)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        at: &mut Context<'_>,
        bytes: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let mut some = bytes.iter().filter(|slice| !slice.is_empty());
        let last = some.clone().next_back();
        if last.is_some_and(|last| own_answer(last).is_some()) {
            let first = some.next().map_or(&[][..], |slice| slice);
            return self.poll_write(at, first);
        }
        Pin::new(&mut self.inner).poll_write_vectored(at, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, at: &mut Context<'_>) -> Poll<Result<()>> {
        ready!(self.poll_answer(at))?;
        Pin::new(&mut self.inner).poll_flush(at)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, at: &mut Context<'_>) -> Poll<Result<()>> {
        if self.hearing.is_none() {
            ready!(self.poll_answer(at))?;
            ready!(Pin::new(&mut self.inner).poll_shutdown(at))?;
        }
        if self.answer.is_some() {
            ready!(self.poll_hear_out(at));
        }
        Poll::Ready(Ok(()))
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for Unread<T> {
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

    const BARE: &str = "HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\n\
        content-length: 0\r\ndate: Sat, 28 Nov 2026 10:15:15 GMT\r\n\r\n";
    const OURS: &str = "HTTP/1.1 404 Not Found\r\nx-request-id: 1\r\ncontent-length: 0\r\n\r\n";

    fn answers() -> Answers {
        Arc::new(|status, lines| format!("{} {lines}", status.as_u16()).into_bytes())
    }

    /// What arrives of these writes where the other end takes little at once.
    async fn arrives(writes: &[&[&str]]) -> String {
        let (near, mut far) = duplex(7);
        let hearing = tokio::spawn(async move {
            let mut heard = String::new();
            far.read_to_string(&mut heard).await.unwrap();
            heard
        });
        let mut near = Unread::new(near, answers(), Duration::from_secs(10));
        for write in writes {
            let slices: Vec<_> = write.iter().map(|text| text.as_bytes()).collect();
            let mut whole = slices.concat();
            while !whole.is_empty() {
                let written = near.write(&whole).await.unwrap();
                whole.drain(..written);
            }
        }
        near.flush().await.unwrap();
        near.shutdown().await.unwrap();
        hearing.await.unwrap()
    }

    #[tokio::test]
    async fn an_answer_of_hypers_own_is_replaced_wherever_it_begins() {
        let told = "431 date: Sat, 28 Nov 2026 10:15:15 GMT\r\n";
        assert_eq!(arrives(&[&[BARE]]).await, told);
        assert_eq!(arrives(&[&[OURS, BARE]]).await, [OURS, told].concat());
        assert_eq!(arrives(&[&[OURS], &[BARE]]).await, [OURS, told].concat());
    }

    #[tokio::test]
    async fn what_handlers_answer_stays_as_it_is() {
        let speaks_of_it = format!("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n{BARE}x");
        for text in [OURS, &speaks_of_it, "\r\n\r\n", &BARE[1..], &BARE[..60]] {
            assert_eq!(arrives(&[&[text]]).await, text);
        }
    }

    #[tokio::test]
    async fn slices_are_told_apart() {
        let (near, mut far) = duplex(1024);
        let mut near = Unread::new(near, answers(), Duration::ZERO);
        let slices = [OURS, "", BARE].map(|text| IoSlice::new(text.as_bytes()));
        let written = near.write_vectored(&slices).await.unwrap();
        assert_eq!(written, OURS.len());
        let rest = near.write_vectored(&slices[1..]).await.unwrap();
        assert_eq!(rest, BARE.len());
        near.shutdown().await.unwrap();
        drop(near);
        let mut heard = String::new();
        far.read_to_string(&mut heard).await.unwrap();
        assert!(heard.starts_with(&format!("{OURS}431 date: ")), "{heard}");
    }
}
