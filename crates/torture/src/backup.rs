//! A backup taken under load is whole, and holds all that was acknowledged
//! before it began.

use crate::database::Database;
use crate::row::{Row, exactly};
use crate::server::Server;
use crate::setting::Setting;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use testkit::Receiver;
use tokio::process::Command;
use tokio::task::JoinSet;

const SENDERS: usize = 16;
const BACKUPS: usize = 5;

pub(crate) async fn run(setting: &Setting) -> anyhow::Result<Vec<Row>> {
    let dir = tempfile::tempdir()?;
    let receiver = Receiver::start().await;
    let server = Server::start(&setting.binary, dir.path(), 0).await?;
    server
        .client
        .save("kept", &receiver.connector("kept"))
        .await?;
    let acknowledged = Acknowledged::default();
    let mut senders = acknowledged.grow(&server);
    let (mut missing, mut whole, mut held) = (0, 0, 0);
    for number in 0..BACKUPS {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let before = acknowledged.known();
        let copy = dir.path().join(format!("copy-{number}.db"));
        back_up(setting, &server, &copy).await?;
        let mut db = Database::open(&copy).await?;
        whole += usize::from(db.integrity().await? == "ok");
        held += before.len();
        for id in &before {
            missing += u64::from(db.deliveries_of(id).await? == 0);
        }
    }
    senders.shutdown().await;
    let after = acknowledged.known().len();
    server.kill().await?;
    let restored = restored(setting, dir.path()).await?;
    println!("{after} events acknowledged meanwhile, {held} looked for in {BACKUPS} backups");
    Ok(vec![
        exactly("backup", "backups that SQLite calls whole", whole, BACKUPS),
        exactly(
            "backup",
            "events missing that were acknowledged before",
            missing,
            0,
        ),
        exactly(
            "backup",
            "the last one restored elsewhere takes an event",
            restored,
            true,
        ),
    ])
}

/// The ids of events that the server has acknowledged.
#[derive(Clone, Default)]
struct Acknowledged(Arc<Mutex<Vec<String>>>);

impl Acknowledged {
    fn known(&self) -> Vec<String> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.clone()
    }

    /// Reports events until the set is shut down.
    fn grow(&self, server: &Server) -> JoinSet<()> {
        let mut senders = JoinSet::new();
        for sender in 0..SENDERS {
            let (client, acknowledged) = (server.client.clone(), self.clone());
            senders.spawn(async move {
                for number in 0.. {
                    let key = format!("backup-{sender}-{number}");
                    if let Ok(id) = client.event(&key, "Kept").await {
                        let known = acknowledged.0.lock();
                        known.unwrap_or_else(PoisonError::into_inner).push(id);
                    }
                }
            });
        }
        senders
    }
}

async fn back_up(setting: &Setting, server: &Server, copy: &Path) -> anyhow::Result<()> {
    let mut command = Command::new(&setting.binary);
    command
        .arg("backup")
        .arg(copy)
        .arg("--data-dir")
        .arg(server.data());
    let status = command.status().await?;
    anyhow::ensure!(status.success(), "backup: {status}");
    Ok(())
}

/// Starts a server elsewhere on the last copy and the key.
async fn restored(setting: &Setting, dir: &Path) -> anyhow::Result<bool> {
    let other = tempfile::tempdir()?;
    let data = other.path().join("data");
    std::fs::create_dir(&data)?;
    let copy = dir.join(format!("copy-{}.db", BACKUPS - 1));
    std::fs::copy(copy, data.join("connector.db"))?;
    std::fs::copy(dir.join("data/secret.key"), data.join("secret.key"))?;
    let server = Server::start(&setting.binary, other.path(), 0).await?;
    Ok(server.client.event("restored", "Restored").await.is_ok())
}
