//! Signing in: by the host's token, in a window, and every way in which it fails. The
//! draft stays, and nothing is stored for the wrong organisation.

mod fails;
mod window;

use crate::support::{Run, World, journey, stays_equal};
use anyhow::{Result, ensure};
use libtest_mimic::Trial;

/// As the simulator is called to play a client that gives no token.
const NO_TOKEN: &str = "sso=refused";

pub(crate) fn trials(run: Run) -> Vec<Trial> {
    let run = run.signing();
    let mut trials = vec![
        journey(run, "signed_in_at_load", at_load),
        journey(run, "signed_in_renewed", renewed),
        journey(run, "signed_in_keys_rotate", keys_rotate),
        journey(run, "signed_in_tab", crate::status::shows),
    ];
    trials.extend(fails::trials(run));
    trials
}

/// What only some releases do in their own way.
pub(crate) fn trials_of_release(run: Run) -> Vec<Trial> {
    let run = run.signing();
    vec![
        journey(run, "signed_in_at_load", at_load),
        window::opened_by_the_sdk(run),
    ]
}

pub(crate) use window::{sign_in_by, trial_behind_tls};

/// The token is there without a word, every call carries it, and no place keeps it.
async fn at_load(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let page = simulator.open().await?;
    page.part_says("#who", "Signed in: member").await?;
    stays_equal("the notice", &page.notice().await?, &String::new())?;
    page.choose("Create").await?;
    page.rename("Paper orders").await?;
    simulator.save().await?;
    let id = saved_id(world).await?;
    ensure!(
        world.backend.record(&id).await?.is_some(),
        "it is not stored"
    );
    let page = world.simulator.configure().await?;
    stays_equal("the name", &page.name().await?, &"Paper orders".to_owned())?;
    keeps_no_token(world).await
}

/// Neither storages nor addresses nor the document nor the console.
pub(super) async fn keeps_no_token(world: &World) -> Result<()> {
    let page = crate::support::ConfigPage::new(world.simulator.browser());
    let script = "arguments[0](JSON.stringify([{...localStorage}, {...sessionStorage}, location.href,
        document.cookie, document.documentElement.outerHTML, performance.getEntries().map(it => it.name)]))";
    let seen: String = page.ask(script).await?;
    let said = [seen, world.said()].concat();
    ensure!(said.contains("configure"), "nothing was looked at");
    // A token's first letters are always these.
    ensure!(!said.contains("eyJ"), "a token is kept or written");
    Ok(())
}

/// The id that the host was given last.
pub(super) async fn saved_id(world: &World) -> Result<String> {
    let kept = world.simulator.committed().await?;
    let newest = kept.last().map(|kept| kept["entityId"].clone());
    Ok(newest
        .and_then(|id| id.as_str().map(str::to_owned))
        .unwrap_or_default())
}

/// The server takes the old token no longer, and nobody notices: it was restarted where
/// its clock is two hours on, and the host gives a fresh one of that time.
async fn renewed(world: &mut World) -> Result<()> {
    let page = world.simulator.open().await?;
    page.part_says("#who", "Signed in: member").await?;
    page.choose("Create").await?;
    // The key that signed the page's token is taken back.
    world.simulator.issuer("keys", "\"replace\"").await?;
    world.backend.kill().await?;
    world.backend.restart().await?;
    world.simulator.save().await?;
    let id = saved_id(world).await?;
    ensure!(
        world.backend.record(&id).await?.is_some(),
        "it is not stored"
    );
    Ok(())
}

/// While the form is filled in, the issuer begins to sign with another key: the one before
/// goes on counting.
async fn keys_rotate(world: &mut World) -> Result<()> {
    let page = world.simulator.open().await?;
    page.part_says("#who", "Signed in: member").await?;
    page.choose("Create").await?;
    world.simulator.issuer("keys", "\"rotate\"").await?;
    world.simulator.save().await?;
    page.says("Saved.").await?;
    let kept = world.simulator.committed().await?;
    stays_equal("the host's connectors", &kept.len(), &1)
}
