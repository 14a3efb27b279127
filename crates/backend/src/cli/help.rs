//! The flags of `serve` for links to whoever helps.

use super::{End, say};
use crate::config::HelpLinks;
use clap::Args;
use url::Url;

/// Where people find help; the form shows those that are given.
#[derive(Args)]
pub(super) struct HelpOptions {
    /// Where the form's *Help* leads: how it is used; https.
    #[arg(long, env = "TEAMS_CONNECTOR_HELP_URL", value_name = "URL")]
    help_url: Option<Url>,
    /// Where the form's *Support* leads: who answers questions; https.
    #[arg(long, env = "TEAMS_CONNECTOR_SUPPORT_URL", value_name = "URL")]
    support_url: Option<Url>,
    /// Where the form's *Privacy* leads: what becomes of what people enter; https.
    #[arg(long, env = "TEAMS_CONNECTOR_PRIVACY_URL", value_name = "URL")]
    privacy_url: Option<Url>,
}

impl HelpOptions {
    pub(super) fn links(&self) -> HelpLinks {
        HelpLinks {
            help: self.help_url.clone(),
            support: self.support_url.clone(),
            privacy: self.privacy_url.clone(),
        }
    }
}

/// Says where each leads, as `config check` prints it.
pub(super) fn say_all(links: &HelpLinks) -> Result<(), End> {
    for (name, url) in [
        ("help-url", &links.help),
        ("support-url", &links.support),
        ("privacy-url", &links.privacy),
    ] {
        let leads = url.as_ref().map_or("(none)", Url::as_str);
        say(format!("{name} = {leads}"))?;
    }
    Ok(())
}
