//! What a pretend channel answers.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use std::time::Duration;
use tokio::{io::AsyncWriteExt as _, net::TcpStream, sync::Semaphore};

/// How to answer.
#[derive(Clone, Debug)]
pub enum Script {
    /// Status, extra header lines, body.
    Answer(u16, String, String),
    /// Take the request and never answer.
    Hang,
    /// Take the card once there is a permit.
    Gate(Arc<Semaphore>),
    /// Take the card after so long.
    Late(Duration),
    /// Close without an answer.
    Reset,
    /// The headers, then a byte of the body a second.
    Drip,
    /// Endless body.
    Flood,
    /// This status to every third post; the others are taken.
    EveryThird(u16, Arc<AtomicUsize>),
}

impl Script {
    /// The card is taken, as a connector says it.
    pub fn ok() -> Self {
        Self::status(200, "1")
    }

    /// This status and body.
    pub fn status(status: u16, body: &str) -> Self {
        Self::Answer(status, String::new(), body.to_owned())
    }

    /// This status to the first of three posts.
    pub fn every_third(status: u16) -> Self {
        Self::EveryThird(status, Arc::default())
    }

    /// What it comes down to for one post.
    pub(crate) fn once(self) -> Self {
        match self {
            Self::EveryThird(status, count) => match count.fetch_add(1, Ordering::Relaxed) % 3 {
                0 => Self::status(status, ""),
                _ => Self::ok(),
            },
            other => other,
        }
    }

    /// This status, with a header line such as `retry-after: 5`.
    pub fn with_header(status: u16, header: &str) -> Self {
        Self::Answer(status, format!("{header}\r\n"), String::new())
    }

    /// An answer of a table: `status`, `headers`, `body`.
    ///
    /// # Panics
    ///
    /// When one of them is missing.
    pub fn recorded(answer: &serde_json::Value) -> Self {
        let status = answer["status"].as_u64().expect("it has a status");
        let headers = answer["headers"].as_object().expect("it has headers");
        let line = |(name, value): (&String, &serde_json::Value)| {
            format!("{name}: {}\r\n", value.as_str().expect("a text"))
        };
        let headers = headers.iter().map(line).collect();
        let body = answer["body"].as_str().expect("it has a body").to_owned();
        Self::Answer(u16::try_from(status).expect("a status"), headers, body)
    }

    pub(crate) fn takes(&self) -> bool {
        matches!(self, Self::Answer(200, _, body) if body == "1")
            || matches!(self, Self::Answer(202, ..) | Self::Gate(_) | Self::Late(_))
    }
}

/// Answers one post; whether the connection can serve another.
pub(crate) async fn answer(stream: &mut TcpStream, script: Script) -> bool {
    match script {
        Script::Answer(status, headers, body) => say(stream, status, &headers, &body).await,
        Script::Gate(gate) => {
            if let Ok(permit) = gate.acquire().await {
                permit.forget();
            }
            say(stream, 200, "", "1").await
        }
        Script::Late(time) => {
            tokio::time::sleep(time).await;
            say(stream, 200, "", "1").await
        }
        Script::Hang => {
            tokio::time::sleep(Duration::from_secs(120)).await;
            false
        }
        Script::Reset | Script::EveryThird(..) => false,
        Script::Drip => {
            let head = b"HTTP/1.1 200 X\r\ncontent-length: 100\r\n\r\n";
            let mut open = stream.write_all(head).await.is_ok();
            while open {
                open = stream.write_all(b"1").await.is_ok();
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
            false
        }
        Script::Flood => {
            let head = b"HTTP/1.1 200 X\r\ncontent-length: 5000000\r\n\r\n";
            let mut open = stream.write_all(head).await.is_ok();
            while open {
                open = stream.write_all(&[b'x'; 4096]).await.is_ok();
            }
            false
        }
    }
}

async fn say(stream: &mut TcpStream, status: u16, headers: &str, body: &str) -> bool {
    let length = body.len();
    let text = format!("HTTP/1.1 {status} X\r\n{headers}content-length: {length}\r\n\r\n{body}");
    stream.write_all(text.as_bytes()).await.is_ok()
}
