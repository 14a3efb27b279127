//! What assistive technology is told of the form: names, groups, and what is wrong.

use crate::support::{ConfigPage, World, eventually};
use anyhow::Result;

/// What assistive technology is told of the form.
const TOLD: &str = "const name = document.getElementById('config-name'), types = document.getElementById('types');
    const described = (by) => document.getElementById(by.getAttribute('aria-describedby')).textContent;
    arguments[0]([types.querySelector('legend').textContent, described(types), name.labels[0].textContent,
        described(name), name.getAttribute('aria-invalid')]);";

pub(super) async fn fields_say_what_is_wrong(world: &mut World) -> Result<()> {
    let page = world.simulator.open().await?;
    let legend = "Post to this channel when a task is:";
    let choose = "Choose at least one event to save.";
    let name = "Name (shown in Teams and on cards)";
    told(&page, &[legend, choose, name, "", "false"]).await?;
    page.choose("Create").await?;
    page.rename(" ").await?;
    told(&page, &[legend, "", name, "Enter a name.", "true"]).await?;
    page.rename("Paper orders").await?;
    told(&page, &[legend, "", name, "", "false"]).await
}

async fn told(page: &ConfigPage<'_>, expected: &[&str]) -> Result<()> {
    let look = async || page.ask::<Vec<String>>(TOLD).await;
    let wanted = |seen: &Vec<String>| seen == expected;
    eventually("assistive technology is told", look, wanted)
        .await
        .map(drop)
}
