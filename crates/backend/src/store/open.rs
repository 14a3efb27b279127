//! Opens the data directory: database, migrations, keys. Refuses when the
//! stored secrets and the keys do not belong together.

use super::{Store, channel, place::Place, rewind, url_cell, writer::Writer};
use crate::clock::Clock;
use crate::secret::{KeyFileError, PrivateFile, Readers, Ring, private_dir};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Row as _, SqliteConnection, SqlitePool};
use std::fs::{File, OpenOptions, Permissions};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("migrations/sqlite");
const PAGE: u64 = 4096;
/// How many connections read at most, besides the one that counts.
pub(super) const READERS: u32 = 4;

/// Where things are in a data directory.
pub(crate) struct Files {
    dir: PathBuf,
    key: PathBuf,
}

/// What to do with the tables of another version.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Schema {
    /// The server's way: newer tables than the file has are made.
    BringUpToDate,
    /// A command's way: tables of another version are left alone and the command is
    /// refused, because a server of that version may be running.
    Keep,
}

/// Why the store does not open.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OpenError {
    #[error("the data directory {path} cannot be made: {source}")]
    Dir {
        path: String,
        source: std::io::Error,
    },
    #[error("the database cannot be opened: {0}")]
    Database(#[from] sqlx::Error),
    #[error("the database was made by another version: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    #[error(
        "the database is of another version; use the command of the version that serves it, \
         or start this version's server once"
    )]
    OtherVersion,
    #[error(
        "{0} is empty although its key is there, so it is no database of ours; put a backup in \
         its place, or remove it to begin anew"
    )]
    Empty(String),
    #[error(
        "{0} cannot be written to, and SQLite must write there to open a database that no server \
         has open; run this where it can be written to, or copy connector.db itself: after a \
         clean stop, with no connector.db-wal beside it, the bare file is whole"
    )]
    ReadOnly(String),
    #[error(transparent)]
    Key(#[from] KeyFileError),
    #[error(
        "stored secrets need key {0}, which is not configured; put the key file that belongs to this database back"
    )]
    WrongKey(String),
    #[error(
        "the `mark` line of the key file is not the one of this database; put the key file that \
         belongs to it back"
    )]
    WrongMark,
}

impl Files {
    pub(crate) fn in_dir(dir: &Path, key: Option<&Path>) -> Self {
        let key = key.map_or_else(|| dir.join("secret.key"), Path::to_path_buf);
        Self {
            dir: dir.to_owned(),
            key,
        }
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.dir.join("connector.db")
    }

    pub(crate) fn key(&self) -> PrivateFile {
        PrivateFile::at(&self.key)
    }

    /// Waits until nobody else begins here or changes the keys; holds until the
    /// file is dropped.
    pub(crate) fn lock(&self) -> Result<File, OpenError> {
        let path = self.dir.join("lock");
        let lock = || {
            let file = OpenOptions::new()
                .create(true)
                .append(true)
                .mode(0o600)
                .open(&path)?;
            file.lock()?;
            Ok(file)
        };
        lock().map_err(|source| OpenError::Dir {
            path: path.display().to_string(),
            source,
        })
    }

    /// What of the files would be refused at start, in sentences.
    pub(crate) fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut note = |fault: Option<String>| faults.extend(fault);
        let dir = self.dir.display();
        if let Ok(found) = std::fs::metadata(&self.dir) {
            let writable = rustix::fs::access(&self.dir, rustix::fs::Access::WRITE_OK);
            note((!found.is_dir()).then(|| format!("{dir} is not a directory.")));
            note((writable.is_err()).then(|| format!("{dir} cannot be written to.")));
        }
        note(Ring::open(self.key()).err().map(|error| error.to_string()));
        note(self.refuse_empty().err().map(|error| error.to_string()));
        faults
    }

    pub(crate) fn events_token(&self) -> PrivateFile {
        PrivateFile::at(self.dir.join("events-token"))
    }

    fn options(&self) -> SqliteConnectOptions {
        SqliteConnectOptions::new()
            .filename(self.database())
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(5))
            .foreign_keys(true)
            // Removing a connector overwrites it, not only forgets where it was.
            .pragma("secure_delete", "ON")
            .disable_statement_logging()
    }

    /// Opens the one connection that writes. `max_bytes` caps the file.
    async fn connect(
        &self,
        max_bytes: Option<u64>,
        schema: Schema,
    ) -> Result<SqliteConnection, OpenError> {
        self.refuse_empty()?;
        make_private(&self.database());
        let mut options = self.options();
        if let Some(bytes) = max_bytes {
            options = options.pragma("max_page_count", (bytes / PAGE).max(1).to_string());
        }
        let pool = SqlitePoolOptions::new().max_connections(1);
        let pool = pool.connect_with(options).await;
        let pool = pool.map_err(|error| self.why(error))?;
        match schema {
            Schema::BringUpToDate => MIGRATIONS.run(&pool).await?,
            Schema::Keep => check_schema(&pool).await?,
        }
        Ok(pool.acquire().await?.detach())
    }

    /// What a backup left that failed: SQLite would begin a new database in it.
    fn refuse_empty(&self) -> Result<(), OpenError> {
        let database = self.database();
        let empty = std::fs::metadata(&database).is_ok_and(|file| file.len() == 0);
        match empty && self.key.exists() {
            true => Err(OpenError::Empty(database.display().to_string())),
            false => Ok(()),
        }
    }

    fn why(&self, error: sqlx::Error) -> OpenError {
        let writable = rustix::fs::access(&self.dir, rustix::fs::Access::WRITE_OK);
        match writable {
            Ok(()) => OpenError::Database(error),
            Err(_) => OpenError::ReadOnly(self.dir.display().to_string()),
        }
    }

    async fn readers(&self) -> Result<SqlitePool, OpenError> {
        let options = self.options().read_only(true);
        Ok(at_most(READERS).connect_with(options).await?)
    }

    /// Most commands never count, so the first use connects.
    fn counter(&self) -> SqlitePool {
        at_most(1).connect_lazy_with(self.options().read_only(true))
    }

    /// Opens everything, making what is missing on the first start.
    pub(crate) async fn open(
        &self,
        clock: Clock,
        max_bytes: Option<u64>,
        schema: Schema,
    ) -> Result<Store, OpenError> {
        private_dir(&self.dir).map_err(|source| OpenError::Dir {
            path: self.dir.display().to_string(),
            source,
        })?;
        // Of several that start at once, one makes the tables and the key.
        let _alone = match schema {
            Schema::BringUpToDate => Some(self.lock()?),
            Schema::Keep => None,
        };
        let mut connection = self.connect(max_bytes, schema).await?;
        if let Schema::BringUpToDate = schema {
            rewind::heed(&mut connection, clock.now()).await?;
        }
        let ring = self.ring(&mut connection).await?;
        if let Schema::BringUpToDate = schema {
            channel::fill(&mut connection, &ring).await?;
        }
        let place = Place::of(&self.database());
        Ok(Store {
            readers: self.readers().await?,
            counter: self.counter(),
            writer: Writer::start(connection, clock.clone(), place.clone()),
            ring: Arc::new(ring),
            clock,
            place,
            options: self.options(),
        })
    }

    async fn ring(&self, db: &mut SqliteConnection) -> Result<Ring, OpenError> {
        let used = keys_in_use(db).await?;
        let ring = match (Ring::open(self.key())?, used.first()) {
            (Some(ring), _) => ring,
            (None, Some(key)) => return Err(OpenError::WrongKey(crate::secret::hex(key))),
            (None, None) => Ring::create(self.key())?,
        };
        // A rotation may have come between the two reads.
        if used.iter().any(|id| !ring.knows(*id)) {
            let used = keys_in_use(db).await?;
            ring.reload()?;
            if let Some(id) = used.iter().find(|id| !ring.knows(**id)) {
                return Err(OpenError::WrongKey(crate::secret::hex(id)));
            }
        }
        match is_marked_by(db, &ring).await? {
            true => Ok(ring),
            false => Err(OpenError::WrongMark),
        }
    }
}

fn at_most(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(5))
}

/// SQLite would make the file readable by others; one that is already there is
/// closed to them. A group of ours may read it, as where a volume belongs to one.
fn make_private(path: &Path) {
    let file = OpenOptions::new()
        .create(true)
        .append(true)
        .mode(0o600)
        .open(path);
    let Ok(file) = file else { return };
    let readers = file.metadata().map(|found| Readers::of(&found));
    if matches!(readers, Ok(Readers::Owner | Readers::OwnGroup)) {
        return;
    }
    if let Err(error) = file.set_permissions(Permissions::from_mode(0o600)) {
        tracing::warn!(%error, "the database cannot be closed to other users");
    }
}

/// The tables must be those of this version.
async fn check_schema(pool: &SqlitePool) -> Result<(), OpenError> {
    let done = sqlx::query("SELECT version FROM _sqlx_migrations WHERE success ORDER BY version")
        .fetch_all(pool)
        .await?;
    let done: Vec<i64> = done.iter().map(|row| row.get("version")).collect();
    let known: Vec<i64> = MIGRATIONS.iter().map(|each| each.version).collect();
    (done == known).then_some(()).ok_or(OpenError::OtherVersion)
}

/// Whether the stored fingerprints are this ring's: by another mark no address
/// would be found again. One that opens is enough.
async fn is_marked_by(db: &mut SqliteConnection, ring: &Ring) -> Result<bool, sqlx::Error> {
    let rows = sqlx::query("SELECT id, mark, url_sealed FROM webhooks LIMIT 10")
        .fetch_all(db)
        .await?;
    let mut marks = rows.iter().filter_map(|row| {
        let cell = url_cell(row.get("id"));
        let url = ring.open_cell(row.get("url_sealed"), &cell).ok()?;
        Some(ring.mark(&url) == row.get::<&str, _>("mark"))
    });
    Ok(marks.next().unwrap_or(true))
}

/// The ids of the keys that sealed something.
pub(super) async fn keys_in_use(db: &mut SqliteConnection) -> Result<Vec<[u8; 4]>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT substr(url_sealed, 2, 4) AS id FROM webhooks
         UNION SELECT substr(user_sealed, 2, 4) FROM connectors WHERE user_sealed IS NOT NULL
         UNION SELECT substr(maker_sealed, 2, 4) FROM connectors WHERE maker_sealed IS NOT NULL
         UNION SELECT substr(changer_sealed, 2, 4) FROM connectors
             WHERE changer_sealed IS NOT NULL
         UNION SELECT substr(seer_sealed, 2, 4) FROM connectors WHERE seer_sealed IS NOT NULL",
    )
    .fetch_all(db)
    .await?;
    let ids = rows.iter().map(|row| row.get::<Vec<u8>, _>("id"));
    Ok(ids.filter_map(|id| id.try_into().ok()).collect())
}
