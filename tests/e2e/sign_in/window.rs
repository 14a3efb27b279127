//! Signing in in a window, where the host gives no token.

use super::{NO_TOKEN, keeps_no_token, saved_id};
use crate::foreign::WORKFLOW;
use crate::support::{
    Backend, ConfigPage, Front, Host, Origin, Run, Simulator, World, entra, eventually, journey,
    origin, stays_equal,
};
use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use testkit::free_port;
use thirtyfour::{By, WebDriver};

/// Releases that open the window themselves, on this machine without TLS.
pub(super) fn opened_by_the_sdk(run: Run) -> Trial {
    journey(run, "sign_in_window", async |world: &mut World| {
        let simulator = &world.simulator;
        simulator.begin(NO_TOKEN).await?;
        let page = simulator.opened_page().await?;
        page.says("Sign in to load").await?;
        page.choose("Create").await?;
        page.rename("Paper orders").await?;
        press_in_window(simulator.browser(), &page, &["cancel"]).await?;
        page.says("finish signing in").await?;
        press_in_window(simulator.browser(), &page, &["other"]).await?;
        page.says("This account may not be used here").await?;
        stays_equal("the name", &page.name().await?, &"Paper orders".to_owned())?;
        press_in_window(simulator.browser(), &page, &["colleague"]).await?;
        page.part_says("#who", "Signed in: colleague").await?;
        simulator.reaches("valid").await?;
        keeps_no_token(world).await?;
        simulator.save().await?;
        let id = saved_id(world).await?;
        ensure!(
            world.backend.record(&id).await?.is_some(),
            "it is not stored"
        );
        Ok(())
    })
}

/// Presses the page's button, and in the window that opens each of these, one after the other.
async fn press_in_window(
    browser: &WebDriver,
    page: &ConfigPage<'_>,
    buttons: &[&str],
) -> Result<()> {
    sign_in_by("#again", browser, page, buttons).await
}

/// The same by a button of this selector.
pub(crate) async fn sign_in_by(
    opens: &str,
    browser: &WebDriver,
    page: &ConfigPage<'_>,
    buttons: &[&str],
) -> Result<()> {
    browser.enter_default_frame().await?;
    let own = browser.window().await?;
    page.part_says(opens, "Sign in").await?;
    page.press(opens).await?;
    let all = async || Ok(browser.windows().await?);
    let open = eventually("a window opens", all, |all| all.len() == 2).await?;
    let other = open
        .into_iter()
        .find(|one| *one != own)
        .context("it is there")?;
    browser.switch_to_window(other).await?;
    for button in buttons {
        let there = async || Ok(browser.find(By::Id(*button)).await.is_ok());
        eventually(button, there, |there| *there).await?;
        browser.find(By::Id(*button)).await?.click().await?;
    }
    let all = async || Ok(browser.windows().await?);
    eventually("the window closes", all, |all| all.len() == 1).await?;
    browser.switch_to_window(own).await?;
    Ok(())
}

/// The shipped SDK asks the host for the window, and takes an address with TLS alone.
pub(crate) fn trial_behind_tls() -> Trial {
    journey(
        Run::with_names().signing(),
        "sign_in_window_tls",
        async |world: &mut World| {
            let data = tempfile::tempdir()?;
            let (port, issuer) = origin()?;
            let front = free_port()?;
            let public = format!("https://localhost:{front}");
            let backend = Backend::start_signing(data.path(), &public, &issuer).await?;
            let _host = Host::start(port, &backend, data.path()).await?;
            let teams = format!("127.0.0.1:{port}");
            let _front = Front::start(front, teams, backend.address().to_owned()).await?;
            let browser = world.simulator.browser().clone();
            let simulator = Simulator::new(browser, Origin(public), "shipped");
            entra::wait_for(&issuer).await?;
            let choices = format!("{NO_TOKEN}&window=consent&profile=tab");
            simulator.begin(&choices).await?;
            let page = simulator.opened_page().await?;
            page.choose("Create").await?;
            page.rename("Paper orders").await?;
            page.type_in("#webhook-url", WORKFLOW).await?;
            page.toggle_confirmation().await?;
            press_in_window(simulator.browser(), &page, &["member", "accept"]).await?;
            page.part_says("#who", "Signed in: member").await?;
            simulator.reaches("valid").await?;
            simulator.save().await?;
            let kept = simulator.committed().await?;
            let id = kept[0]["entityId"].as_str().unwrap_or_default();
            ensure!(backend.record(id).await?.is_some(), "it is not stored");
            Ok(())
        },
    )
}
