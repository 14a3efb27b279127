//! Plays the channel: takes posts, keeps them, answers as told.

use crate::script::{Script, answer};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Instant;
use tokio::io::AsyncReadExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

/// One post that arrived.
#[derive(Clone, Debug)]
pub struct Post {
    /// Path and query.
    pub path: String,
    /// The card.
    pub body: String,
    /// When it was read to its end.
    pub at: Instant,
    /// Whether a channel that answers so shows the card.
    pub taken: bool,
}

impl Post {
    fn is_to(&self, name: &str) -> bool {
        self.path.contains(&format!("/{name}"))
    }
}

/// A pretend channel on loopback: every path is a webhook. It lives as long as the
/// runtime.
#[derive(Clone)]
pub struct Receiver {
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
    /// Listens on a free port; every post is taken until a script says otherwise.
    ///
    /// # Panics
    ///
    /// When no port is free.
    pub async fn start() -> Self {
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
    pub fn base(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// A connector address at this receiver.
    pub fn connector(&self, name: &str) -> String {
        format!("http://127.0.0.1:{}/webhookb2/{name}", self.port)
    }

    /// A Workflow address at this receiver.
    pub fn workflow(&self, name: &str) -> String {
        format!("http://127.0.0.1:{}/workflows/{name}?sig=canary", self.port)
    }

    /// How every address answers that has no script of its own.
    pub fn usually(&self, script: Script) {
        self.state().usual = Some(script);
    }

    /// How one address answers from now on.
    pub fn script(&self, name: &str, script: Script) {
        self.state().scripts.insert(name.to_owned(), script);
    }

    /// One address answers no post until the gate has a permit for it.
    pub fn hold(&self, name: &str) -> Arc<Semaphore> {
        let gate = Arc::new(Semaphore::new(0));
        self.script(name, Script::Gate(gate.clone()));
        gate
    }

    /// All posts so far, oldest first.
    pub fn posts(&self) -> Vec<Post> {
        self.state().posts.clone()
    }

    /// How many posts there were.
    pub fn count(&self) -> usize {
        self.state().posts.len()
    }

    /// Posts to one address.
    pub fn posts_to(&self, name: &str) -> Vec<Post> {
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
