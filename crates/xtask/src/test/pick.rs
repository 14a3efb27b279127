//! What is picked of the layers: which tests, in which engines, how often.

use super::layer::Layer;
use crate::auth::Auth;
use crate::browser::Engine;
use anyhow::{Result, bail};

/// The part of the command line that narrows or widens what the layers run.
#[derive(clap::Args, Default)]
pub(crate) struct Pick {
    /// Leave a browser engine out (firefox, webkit); the closing counts say so
    #[arg(long, value_enum, value_name = "ENGINE")]
    pub(crate) without_engine: Vec<Engine>,
    /// e2e: only in this browser engine; can be given again
    #[arg(
        long,
        value_enum,
        value_name = "ENGINE",
        conflicts_with = "without_engine"
    )]
    pub(crate) engine: Vec<Engine>,
    /// e2e: every journey in every engine, also those that cannot differ
    #[arg(long)]
    pub(crate) every_engine: bool,
    /// e2e: every journey this often, with the passes and failures of each
    #[arg(long, value_name = "TIMES", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) repeat: Option<u32>,
    /// e2e: every journey at a server at which people sign in
    #[arg(long, value_enum, value_name = "MODE")]
    pub(crate) auth: Option<Auth>,
    /// e2e: keep pictures of what the journeys show, in target/screenshots
    #[arg(long)]
    pub(crate) pictures: bool,
    /// List the tests instead of running them
    #[arg(long)]
    pub(crate) list: bool,
    /// Only tests whose names hold this; what begins with `-` is the test runner's own option
    #[arg(last = true, value_name = "NAME")]
    pub(crate) names: Vec<String>,
}

impl Pick {
    /// The engines to run the journeys in, in the order of [`Engine::EACH`].
    pub(crate) fn engines(&self) -> Vec<Engine> {
        let wanted = |engine: &Engine| match self.engine.as_slice() {
            [] => !self.without_engine.contains(engine),
            chosen => chosen.contains(engine),
        };
        Engine::EACH.into_iter().filter(wanted).collect()
    }

    /// Whether single tests are asked for, by name or as a list.
    pub(crate) fn is_narrow(&self) -> bool {
        self.list || !self.names.is_empty()
    }

    /// The browsers that these layers open; a list opens none.
    pub(crate) fn browsers(&self, layers: &[Layer]) -> Vec<Engine> {
        let opens = |engine: &Engine| {
            layers.contains(&Layer::E2e) && self.engines().contains(engine)
                || layers.contains(&Layer::Web) && *engine == Engine::Chromium
        };
        let engines = Engine::EACH.into_iter().filter(|_| !self.list);
        engines.filter(opens).collect()
    }

    /// Whether these layers can do what is asked for.
    ///
    /// # Errors
    /// One sentence that says what to type instead.
    pub(crate) fn check(&self, layers: &[Layer]) -> Result<()> {
        if self.without_engine.contains(&Engine::Chromium) {
            bail!("Chromium cannot be left out: leave the layers out with --exclude web,e2e.");
        }
        let journeys = !self.engine.is_empty()
            || self.every_engine
            || self.repeat.is_some()
            || self.auth.is_some()
            || self.pictures;
        if journeys && !layers.contains(&Layer::E2e) {
            bail!(
                "--engine, --every-engine, --repeat, --auth and --pictures are for the layer e2e: \
                 name it as well."
            );
        }
        Ok(())
    }
}
