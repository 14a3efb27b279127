//! A world of its own for each journey, and what a person can see and press in it.

mod backend;
pub(crate) mod browsers;
mod config_page;
mod display;
mod driver;
mod engine;
pub(crate) mod entra;
mod equal;
pub(crate) mod evidence;
mod front;
pub(crate) mod gate;
mod host;
pub(crate) mod repeat;
mod simulator;
mod world;

pub(crate) use backend::Backend;
pub(crate) use config_page::ConfigPage;
use engine::{CHROMIUM, Engine};
pub(crate) use engine::{ENGINES, FRONT, OPERATOR, TEAMS};
pub(crate) use entra::Auth;
pub(crate) use equal::{stays_equal, text_is};
pub(crate) use front::Front;
pub(crate) use host::{Host, origin};
pub(crate) use simulator::{Message, Origin, Simulator};
pub(crate) use testkit::eventually;
pub(crate) use world::World;

use anyhow::Result;
use libtest_mimic::{Failed, Trial};
use std::{
    path::PathBuf,
    sync::{LazyLock, Mutex, MutexGuard, PoisonError},
    time::Instant,
};
use tokio::runtime::{Builder, Runtime};

/// A release that nobody has: its address is answered with 404.
const NO_SDK: &str = "9.9.9";

/// Where a journey runs.
#[derive(Clone, Copy)]
pub(crate) struct Run {
    engine: &'static Engine,
    sdk: &'static str,
    auth: Auth,
}

impl Run {
    /// The page as it ships.
    pub(crate) fn shipped_in(engine: &'static Engine) -> Self {
        let (sdk, auth) = ("shipped", Auth::asked_for());
        Self { engine, sdk, auth }
    }

    /// The page with another release of the SDK.
    pub(crate) fn with(sdk: &'static str) -> Self {
        let (engine, auth) = (&CHROMIUM, Auth::asked_for());
        Self { engine, sdk, auth }
    }

    /// At a server at which people sign in, whatever is asked for.
    pub(crate) fn signing(self) -> Self {
        let auth = Auth::Entra;
        Self { auth, ..self }
    }

    /// The engine with WebAssembly turned off.
    pub(crate) fn without_wasm(self) -> Self {
        let engine = self.engine.without_wasm();
        Self { engine, ..self }
    }

    /// The engine set to show every page in the system's colours.
    pub(crate) fn with_forced_colours(self) -> Option<Self> {
        let engine = self.engine.with_forced_colours()?;
        Some(Self { engine, ..self })
    }

    /// The browser in which Teams and the operator have names, and so two origins.
    pub(crate) fn with_names() -> Self {
        Self {
            engine: Engine::with_names(),
            ..Self::with("shipped")
        }
    }

    /// The page whose SDK does not come, as when something blocks it.
    pub(crate) fn without_sdk(self) -> Self {
        let sdk = NO_SDK;
        Self { sdk, ..self }
    }

    /// Where the browser's own tools can be asked to play a system.
    pub(crate) fn is_chromium(self) -> bool {
        self.engine.name == CHROMIUM.name
    }

    fn name(self) -> &'static str {
        match self.sdk {
            "shipped" | NO_SDK => self.engine.name,
            release => release,
        }
    }
}

/// A test of one journey.
pub(crate) fn journey<J>(run: Run, name: &str, walk: J) -> Trial
where
    J: AsyncFnOnce(&mut World) -> Result<()> + Send + 'static,
{
    titled(format!("{name}-{}", run.name()), run, walk)
}

/// A test with a title of its own.
pub(crate) fn titled<J>(title: String, run: Run, walk: J) -> Trial
where
    J: AsyncFnOnce(&mut World) -> Result<()> + Send + 'static,
{
    Trial::test(title.clone(), move || {
        let _place = gate::enter();
        let begin = Instant::now();
        let told = RUNTIME.block_on(World::walk(&title, run, walk));
        repeat::note(&title, told.is_ok(), begin.elapsed());
        told.map_err(|error| Failed::from(format!("{error:?}")))
    })
}

/// One for all journeys: a kept browser's connections belong to where they were made.
pub(crate) static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    let mut builder = Builder::new_multi_thread();
    let built = builder.worker_threads(2).enable_all().build();
    built.expect("the system gives threads to a test")
});

/// The project's folder.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// What a journey that failed had locked is as good as before.
fn lock<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}
