//! Puts the rooms together, runs them until told to stop, and stops them in
//! order: not ready, then no new calls, then no posts in flight.

use crate::config::Config;
use crate::deliver::Worker;
use crate::deliver::client::Client;
use crate::enrolment::Enrolment;
use crate::grants::Grants;
use crate::hook::Hook;
use crate::link::Links;
use crate::metrics::Metrics;
use crate::page::{Documents, Page};
use crate::people::People;
use crate::routes::{App, Gate, Shared, metrics_router, router, unread};
use crate::secret::{KeyFileError, PrivateFile, random, random_hex};
use crate::store::{CleanUp, Files, Schema, Store};
use axum::Router;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use identity::Allowed;
use secrecy::SecretString;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Notify, Semaphore};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The configuration contradicts itself.
    #[error("{}", .0.join("\n"))]
    Config(Vec<String>),
    /// Files, database or keys.
    #[error(transparent)]
    Open(Box<dyn std::error::Error + Send + Sync>),
    /// What calls others; usually the system's certificates are missing.
    #[error("the outgoing client cannot start: are CA certificates installed?")]
    Client(#[source] reqwest::Error),
    /// An address that is somebody else's, or taken.
    #[error("{address} cannot be bound: {source}")]
    Bind {
        /// Where to listen.
        address: SocketAddr,
        /// What the system says.
        source: std::io::Error,
    },
    /// It ran, and a part of it ended by itself.
    #[error("a part of the server broke; the log says which")]
    Broken,
    /// The operating system.
    #[error("the server cannot start: {0}")]
    Io(#[from] std::io::Error),
}

impl From<KeyFileError> for StartError {
    fn from(error: KeyFileError) -> Self {
        Self::Open(error.into())
    }
}

/// Serves on a bound listener until `stop`, then ends in order. Returns when
/// nothing is left running.
pub async fn serve(
    listener: TcpListener,
    config: Config,
    stop: CancellationToken,
) -> Result<(), StartError> {
    serve_and_tell(listener, config, stop, || ()).await
}

/// Like [`serve`]; calls `ready` once requests are answered.
pub(crate) async fn serve_and_tell(
    listener: TcpListener,
    config: Config,
    stop: CancellationToken,
    ready: impl FnOnce(),
) -> Result<(), StartError> {
    let address = listener.local_addr()?;
    let faults = config.faults(address);
    if !faults.is_empty() {
        return Err(StartError::Config(faults));
    }
    // One TLS provider, chosen before anything could choose another.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let files = Files::in_dir(&config.data_dir, config.secret_key_file.as_deref());
    let store = files
        .open(
            config.clock.clone(),
            config.max_database_bytes,
            Schema::BringUpToDate,
        )
        .await
        .map_err(|error| StartError::Open(error.into()))?;
    let monitored = config.metrics_bind.map(metrics_listener).transpose()?;
    let app = app(config, address, store, &files.events_token())?;
    tracing::info!("{}", who_may_what(&app));
    ready();
    run(listener, monitored, app, stop).await
}

/// For the log, once.
fn who_may_what(app: &Shared) -> &'static str {
    let Some(sign_in) = app.config.sign_in() else {
        return app.reach.who_may_what();
    };
    if sign_in.policy.tenants == Allowed::Any {
        tracing::warn!("--allowed-tenants any: people of every organisation may make connectors");
    }
    if sign_in.policy.authority.is_pretended() {
        tracing::warn!("--auth-authority is on this machine: whoever is on it can be anybody");
    }
    "people sign in: members of the allowed tenants may make connectors, and change those of \
     their own tenant whose ids they know; whoever has the events token may report events"
}

fn app(
    config: Config,
    address: SocketAddr,
    store: Store,
    token_file: &PrivateFile,
) -> Result<Shared, StartError> {
    let public_url = config.public_url.clone();
    let public_url = public_url.unwrap_or_else(|| format!("http://{address}"));
    let mut ancestors = config.frame_ancestors.clone();
    if address.ip().is_loopback() && !ancestors.iter().any(|each| each == "'self'") {
        ancestors.insert(0, "'self'".to_owned());
    }
    let reach = config.reach(address);
    let documents = match config.sign_in() {
        Some(_) => Documents::SIGNING,
        None => Documents::PLAIN,
    };
    let page = Page::load(
        config.page_dir.as_deref(),
        &ancestors,
        &config.help_links,
        documents.with_admin_if(|| config.has_operators(&reach)),
        public_url.starts_with("https:"),
    )?;
    let metrics = Arc::new(Metrics::default());
    let worker = worker(&config, store.clone(), metrics.clone())?;
    let events_token = match &config.events_token {
        Some(token) => token.clone(),
        None => events_token(token_file)?,
    };
    let hook = config.hook.clone().map(|address| {
        let hook = Hook::new(store.clone(), address, config.clock.clone(), config.poll);
        hook.map(Arc::new).map_err(StartError::Client)
    });
    let hook = hook.transpose()?;
    let people = config.sign_in().cloned().map(|sign_in| {
        let people = People::new(
            sign_in,
            &public_url,
            store.ring().clone(),
            config.clock.clone(),
            metrics.clone(),
        );
        people.map(Arc::new).map_err(StartError::Client)
    });
    let people = people.transpose()?;
    Ok(Arc::new(App {
        store,
        worker,
        metrics,
        page,
        gate: Gate::new(config.limits.clone()),
        enrolment: Enrolment::open(&config.data_dir, &reach)?,
        reach,
        grants: Grants::default(),
        people,
        hook,
        config,
        events_token,
        depth: AtomicI64::new(0),
        stopping: AtomicBool::new(false),
    }))
}

fn worker(config: &Config, store: Store, metrics: Arc<Metrics>) -> Result<Worker, StartError> {
    let client = match config.allow_loopback_webhooks {
        true => Client::loopback(config.patience),
        false => Client::public(config.patience),
    };
    let client = client.map_err(StartError::Client)?;
    let links = config.links_lead_to();
    let links = links.map(|base| Links::at(base, store.ring().clone()));
    let links = match config.hook {
        Some(_) => links.map(Links::with_buttons),
        None => links,
    };
    let may_post = config
        .sign_in()
        .is_some_and(|sign_in| sign_in.actions.is_some());
    let links = if may_post {
        links.map(Links::with_posts)
    } else {
        links
    };
    Ok(Worker {
        links,
        store,
        client,
        rules: config.rules(),
        metrics,
        bell: Arc::new(Notify::new()),
        owner: random_hex::<8>(),
        lease: config.lease,
        poll: config.poll,
        most: config.max_posts,
        failing: Arc::new(Semaphore::new((config.max_posts / 2).max(1))),
        grace: config.grace,
    })
}

/// What of the files would be refused at start, in sentences.
pub(crate) fn file_faults(config: &Config) -> Vec<String> {
    let files = Files::in_dir(&config.data_dir, config.secret_key_file.as_deref());
    let mut faults = files.faults();
    let enrolment = crate::enrolment::show(&config.data_dir);
    faults.extend(enrolment.err().map(|error| error.to_string()));
    if config.events_token.is_none() {
        let token = known_token(&files.events_token());
        faults.extend(token.err().map(|error| error.to_string()));
    }
    faults
}

/// The token in the file, made on the first start.
fn events_token(file: &PrivateFile) -> Result<SecretString, StartError> {
    if let Some(token) = known_token(file)? {
        return Ok(token);
    }
    file.create(&format!("{}\n", URL_SAFE_NO_PAD.encode(random::<32>())))?;
    let made = known_token(file)?;
    made.ok_or_else(|| file.damaged("it vanished").into())
}

fn known_token(file: &PrivateFile) -> Result<Option<SecretString>, KeyFileError> {
    let Some(text) = file.read()? else {
        return Ok(None);
    };
    let token = text.trim().to_owned();
    if token.len() < 32 {
        return Err(file.damaged("it needs at least 24 random bytes"));
    }
    Ok(Some(SecretString::from(token)))
}

async fn run(
    listener: TcpListener,
    monitored: Option<TcpListener>,
    app: Shared,
    stop: CancellationToken,
) -> Result<(), StartError> {
    let closing = CancellationToken::new();
    let mut parts = JoinSet::new();
    parts.spawn(app.worker.clone().run(stop.clone()));
    parts.spawn(watch(app.clone(), stop.clone()));
    if let Some(people) = app.people.clone() {
        parts.spawn(keep_keys(people, stop.clone()));
    }
    if let Some(hook) = app.hook.clone() {
        parts.spawn(hook.run(stop.clone()));
    }
    let serving = router(app.clone());
    parts.spawn(accept(listener, serving, app.clone(), closing.clone()));
    if let Some(monitored) = monitored {
        let serving = metrics_router(app.clone());
        parts.spawn(accept(monitored, serving, app.clone(), closing.clone()));
    }
    // None ends before it is told to. If one does, the others would take events
    // that nobody sends: whoever supervises the process starts it anew.
    let broken = tokio::select! {
        biased; // told to stop, the parts end as well
        () = stop.cancelled() => None,
        ended = parts.join_next() => ended,
    };
    tracing::info!("stopping");
    stop.cancel();
    app.stopping.store(true, Ordering::Relaxed);
    if broken.is_none() {
        // Load balancers see /readyz turn before connections are refused.
        tokio::time::sleep(app.config.drain).await;
    }
    closing.cancel();
    let early = broken.is_some();
    let mut ended: Vec<_> = broken.into_iter().collect();
    while let Some(part) = parts.join_next().await {
        ended.push(part);
    }
    for error in ended.into_iter().filter_map(Result::err) {
        tracing::error!(%error, "a part of the server broke");
    }
    app.store.close().await;
    match early {
        true => Err(StartError::Broken),
        false => Ok(()),
    }
}

async fn accept(listener: TcpListener, router: Router, app: Shared, closing: CancellationToken) {
    let (limits, grace) = (&app.config.limits, app.config.grace);
    let unread = unread(app.clone());
    let service = crate::http::Service { router, unread };
    crate::http::accept(listener, service, limits, &app.metrics, grace, closing).await;
}

/// Nobody is asked there who it is: outside loopback that is said.
fn metrics_listener(address: SocketAddr) -> Result<TcpListener, StartError> {
    if !address.ip().is_loopback() {
        tracing::warn!(%address, "whoever reaches this address may read /metrics");
    }
    crate::http::listen(address).map_err(|source| StartError::Bind { address, source })
}

/// Reads the sign-in's keys anew when they are an hour old.
async fn keep_keys(people: Arc<People>, stop: CancellationToken) {
    let mut look = tokio::time::interval(Duration::from_secs(1));
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = look.tick() => people.refresh().await,
        }
    }
}

/// Keeps the gauges fresh and the tables small.
async fn watch(app: Shared, stop: CancellationToken) {
    let mut look = tokio::time::interval(Duration::from_secs(5));
    let mut rounds = 0_u32;
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = look.tick() => {}
        }
        if app.store.is_closed() {
            tracing::error!("the task that writes to the database has ended");
            return;
        }
        if let Ok(gauges) = app.store.gauges().await {
            app.depth.store(gauges.queued, Ordering::Relaxed);
        }
        // A full disk may be full of what can be forgotten.
        if rounds.is_multiple_of(60) || app.store.is_failing() {
            clean_up(&app).await;
            if let Err(error) = app.store.give_space_back().await {
                tracing::warn!(%error, "space of the database could not be given back");
            }
        }
        rounds = rounds.wrapping_add(1);
    }
}

/// Round after round, until nothing old is left.
async fn clean_up(app: &Shared) {
    let clean_up = CleanUp {
        expire_unused: app.config.expire_unused_days,
    };
    while let Ok(cleaned) = app.store.write(clean_up).await {
        for connector in &cleaned.expired {
            tracing::info!(connector, "removed: never used, and not saved for long");
        }
        if cleaned.gone == 0 {
            return;
        }
    }
}
