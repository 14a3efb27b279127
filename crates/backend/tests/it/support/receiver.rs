//! Plays the channel: takes posts, keeps them, answers as told.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

/// How to answer.
#[derive(Clone, Debug)]
pub(crate) enum Script {
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
    pub(crate) fn ok() -> Self {
        Self::status(200, "1")
    }

    pub(crate) fn status(status: u16, body: &str) -> Self {
        Self::Answer(status, String::new(), body.to_owned())
    }

    pub(crate) fn every_third(status: u16) -> Self {
        Self::EveryThird(status, Arc::default())
    }

    /// What it comes down to for one post.
    fn once(self) -> Self {
        match self {
            Self::EveryThird(status, count) => match count.fetch_add(1, Ordering::Relaxed) % 3 {
                0 => Self::status(status, ""),
                _ => Self::ok(),
            },
            other => other,
        }
    }

    pub(crate) fn with_header(status: u16, header: &str) -> Self {
        Self::Answer(status, format!("{header}\r\n"), String::new())
    }

    /// An answer of a table: status, headers, body.
    pub(crate) fn recorded(answer: &serde_json::Value) -> Self {
        let status = answer["status"].as_u64().expect("it has a status");
        let headers = answer["headers"].as_object().expect("it has headers");
        let line = |(name, value): (&String, &serde_json::Value)| {
            format!("{name}: {}\r\n", value.as_str().expect("a text"))
        };
        let headers = headers.iter().map(line).collect();
        let body = answer["body"].as_str().expect("it has a body").to_owned();
        Self::Answer(u16::try_from(status).expect("a status"), headers, body)
    }

    fn takes(&self) -> bool {
        matches!(self, Self::Answer(200, _, body) if body == "1")
            || matches!(self, Self::Answer(202, ..) | Self::Gate(_) | Self::Late(_))
    }
}

/// One post that arrived.
#[derive(Clone, Debug)]
pub(crate) struct Post {
    pub(crate) path: String,
    pub(crate) body: String,
    pub(crate) at: Instant,
    /// Whether a channel that answers so shows the card.
    pub(crate) taken: bool,
}

impl Post {
    fn is_to(&self, name: &str) -> bool {
        self.path.contains(&format!("/{name}"))
    }
}

#[derive(Clone)]
pub(crate) struct Receiver {
    port: u16,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    posts: Vec<Post>,
    scripts: HashMap<String, Script>,
    usual: Option<Script>,
}

impl Receiver {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port is free");
        let port = listener.local_addr().expect("it is bound").port();
        let receiver = Self {
            port,
            state: Arc::default(),
        };
        let accepting = receiver.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(accepting.clone().serve(stream));
            }
        });
        receiver
    }

    /// Where it listens.
    pub(crate) fn base(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// A connector address at this receiver.
    pub(crate) fn connector(&self, name: &str) -> String {
        format!("http://127.0.0.1:{}/webhookb2/{name}", self.port)
    }

    /// A Workflow address at this receiver.
    pub(crate) fn workflow(&self, name: &str) -> String {
        format!("http://127.0.0.1:{}/workflows/{name}?sig=canary", self.port)
    }

    /// How every address answers that has no script of its own.
    pub(crate) fn usually(&self, script: Script) {
        self.state().usual = Some(script);
    }

    /// How one address answers from now on.
    pub(crate) fn script(&self, name: &str, script: Script) {
        self.state().scripts.insert(name.to_owned(), script);
    }

    /// One address answers no post until the gate has a permit for it.
    pub(crate) fn hold(&self, name: &str) -> Arc<Semaphore> {
        let gate = Arc::new(Semaphore::new(0));
        self.script(name, Script::Gate(gate.clone()));
        gate
    }

    pub(crate) fn posts(&self) -> Vec<Post> {
        self.state().posts.clone()
    }

    /// How many posts there were.
    pub(crate) fn count(&self) -> usize {
        self.state().posts.len()
    }

    /// Posts to one address.
    pub(crate) fn posts_to(&self, name: &str) -> Vec<Post> {
        let posts = self.posts();
        posts.into_iter().filter(|post| post.is_to(name)).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no test panics while holding it")
    }

    async fn serve(self, mut stream: TcpStream) {
        while let Some(mut post) = read(&mut stream).await {
            let script = {
                let mut state = self.state();
                let own = state.scripts.iter().find(|(name, _)| post.is_to(name));
                let script = own
                    .map(|(_, script)| script.clone())
                    .or(state.usual.clone());
                let script = script.unwrap_or_else(Script::ok).once();
                post.taken = script.takes();
                state.posts.push(post);
                script
            };
            if !answer(&mut stream, script).await {
                return;
            }
        }
    }
}

async fn answer(stream: &mut TcpStream, script: Script) -> bool {
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

async fn read(stream: &mut TcpStream) -> Option<Post> {
    let mut bytes = Vec::new();
    let head = loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at + 4;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let text = String::from_utf8_lossy(&bytes[..head]).into_owned();
    let length = text
        .lines()
        .find_map(|line| {
            line.to_ascii_lowercase()
                .strip_prefix("content-length: ")?
                .parse()
                .ok()
        })
        .unwrap_or(0);
    while bytes.len() < head + length {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
    Some(Post {
        path: text.split(' ').nth(1)?.to_owned(),
        body: String::from_utf8_lossy(&bytes[head..head + length]).into_owned(),
        at: Instant::now(),
        taken: false,
    })
}
