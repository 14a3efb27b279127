//! Prints what an administrator of Microsoft 365 has to do, as scripts and as
//! text, for each cloud. Calls nobody.

mod cloud;
#[cfg(test)]
mod tests;

use super::{End, say};
use clap::{Args, Subcommand};
use cloud::Cloud;

/// When the texts were last compared with Microsoft's documents. A test fails
/// when that is half a year ago.
const AS_OF: &str = "2026-11-28";

/// What every script begins with: what it is good for, and the connection.
const HEAD: &str = include_str!("admin/head.ps1");
const ENABLE: &str = include_str!("admin/enable.ps1");
const DISABLE: &str = include_str!("admin/disable.ps1");
const GROUP: &str = include_str!("admin/group.ps1");
const WORKFLOWS: &str = include_str!("admin/workflows.md");

/// Print what an administrator of Microsoft 365 has to do.
#[derive(Args)]
pub(super) struct Admin {
    /// Where the organisation is.
    #[arg(long, value_enum, default_value = "public", global = true)]
    cloud: Cloud,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Clone, Subcommand)]
enum Verb {
    /// The PowerShell script that enables connectors for the organisation.
    Enable,
    /// The script that disables connectors and actionable messages; it says how to go back.
    Disable,
    /// The script for one group's connectors.
    Group {
        /// The group's mail address.
        #[arg(long)]
        group: String,
    },
    /// What Workflows need: the app, the policy, owners, hosts.
    Workflows,
}

impl Admin {
    pub(super) fn run(self) -> Result<(), End> {
        if let Verb::Group { group } = &self.verb
            && !group
                .chars()
                .all(|c| c.is_alphanumeric() || "@._-+".contains(c))
        {
            return Err(End::refused("--group takes a mail address."));
        }
        say(self.verb.text(self.cloud).trim_end())
    }
}

impl Verb {
    fn text(&self, cloud: Cloud) -> String {
        let (template, group) = match self {
            Self::Enable => (ENABLE, ""),
            Self::Disable => (DISABLE, ""),
            Self::Group { group } => (GROUP, group.as_str()),
            Self::Workflows => (WORKFLOWS, ""),
        };
        template
            .replace("{head}", HEAD.trim_end())
            .replace("{as-of}", AS_OF)
            .replace("{notice}", cloud.notice())
            .replace("{connect}", &cloud.connect())
            .replace("{audience}", cloud.audience())
            .replace("{hosts}", cloud.hosts())
            .replace("{group}", group)
    }
}
