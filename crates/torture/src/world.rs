//! A server in this process whose clock is moved by hand: days pass in seconds,
//! and what it wrote down says when it thought that it was.

use crate::database::Database;
use crate::server::Client;
use backend::{Config, clock::Clock};
use std::path::PathBuf;
use std::time::Duration;
use tempfile::TempDir;
use testkit::Receiver;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// Monday, 21 September 2026, 14:13:20 UTC.
pub(crate) const START: i64 = 1_790_000_000_000;
/// Between two looks at the queue.
const POLL: Duration = Duration::from_millis(4);

/// The server, its clock and the channels it posts to.
pub(crate) struct World {
    pub(crate) clock: Clock,
    pub(crate) receiver: Receiver,
    pub(crate) client: Client,
    dir: TempDir,
    stop: CancellationToken,
    running: JoinHandle<()>,
}

impl World {
    pub(crate) async fn start() -> anyhow::Result<Self> {
        let receiver = Receiver::start().await;
        Self::run(tempfile::tempdir()?, Clock::manual(START), receiver).await
    }

    async fn run(dir: TempDir, clock: Clock, receiver: Receiver) -> anyhow::Result<Self> {
        let data = dir.path().join("data");
        let mut config = Config::loopback(data.clone());
        config.allow_loopback_webhooks = true;
        config.poll = POLL;
        config.limits.requests_per_second = 1_000_000;
        config.limits.events_per_second = 1_000_000;
        config.quotas.new_of_caller = 1_000_000;
        config.clock = clock.clone();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let base = format!("http://{}", listener.local_addr()?);
        let stop = CancellationToken::new();
        let serving = backend::serve(listener, config, stop.clone());
        let running = tokio::spawn(async move {
            if let Err(error) = serving.await {
                eprintln!("the server ended: {error}");
            }
        });
        while reqwest::get(format!("{base}/readyz")).await?.status() != 200 {
            tokio::time::sleep(POLL).await;
        }
        Ok(Self {
            client: Client::new(&base, &data)?,
            clock,
            receiver,
            dir,
            stop,
            running,
        })
    }

    /// Ends the server in order and starts it anew on what it left.
    pub(crate) async fn restart(self) -> anyhow::Result<Self> {
        self.stop.cancel();
        self.running.await?;
        Self::run(self.dir, self.clock, self.receiver).await
    }

    /// Lets time pass, then everything happen that is due.
    pub(crate) async fn pass(&self, seconds: f64) -> anyhow::Result<()> {
        self.clock.advance(Duration::from_secs_f64(seconds));
        self.settle().await
    }

    /// Waits until nothing is on its way and nothing is due.
    pub(crate) async fn settle(&self) -> anyhow::Result<()> {
        let mut db = self.database().await?;
        while db.unsettled(self.clock.now()).await? > 0 {
            tokio::time::sleep(POLL).await;
        }
        Ok(())
    }

    pub(crate) async fn database(&self) -> anyhow::Result<Database> {
        let file: PathBuf = self.dir.path().join("data/connector.db");
        Database::open(&file).await
    }
}
