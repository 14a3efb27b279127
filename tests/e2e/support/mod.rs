//! A world of its own for each journey, and what a person can see and press in it.

mod backend;
mod config_page;
mod driver;
mod eventually;
mod simulator;
mod world;

pub(crate) use config_page::ConfigPage;
pub(crate) use eventually::{eventually, stays_equal};
pub(crate) use simulator::{Message, Simulator};
pub(crate) use world::World;

use anyhow::Result;
use libtest_mimic::{Failed, Trial};

/// A test of one journey with one release of the SDK.
pub(crate) fn journey<J>(name: &'static str, sdk: &'static str, walk: J) -> Trial
where
    J: AsyncFnOnce(&mut World) -> Result<()> + Send + 'static,
{
    titled(format!("{name}::{sdk}"), sdk, walk)
}

/// A test with a title of its own.
pub(crate) fn titled<J>(title: String, sdk: &'static str, walk: J) -> Trial
where
    J: AsyncFnOnce(&mut World) -> Result<()> + Send + 'static,
{
    Trial::test(title.clone(), move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()?;
        let told = runtime.block_on(World::walk(&title, sdk, walk));
        told.map_err(|error| Failed::from(format!("{error:?}")))
    })
}
