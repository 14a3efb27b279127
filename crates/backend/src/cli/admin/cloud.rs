//! What differs from one of Microsoft's clouds to the next, as data.

use clap::ValueEnum;

/// Where an organisation is.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Cloud {
    /// Everybody's.
    Public,
    /// The United States' government community.
    Gcc,
    /// The same, high.
    GccHigh,
    /// The United States' Department of Defense.
    Dod,
    /// China, operated by 21Vianet.
    China,
}

impl Cloud {
    /// How Exchange Online is connected to, with modern authentication.
    pub(super) fn connect(self) -> String {
        let name = match self {
            Self::Public | Self::Gcc => return "Connect-ExchangeOnline".to_owned(),
            Self::GccHigh => "O365USGovGCCHigh",
            Self::Dod => "O365USGovDoD",
            Self::China => "O365China",
        };
        format!("Connect-ExchangeOnline -ExchangeEnvironmentName {name}")
    }

    /// What one should know before.
    pub(super) fn notice(self) -> &'static str {
        match self {
            Self::Public | Self::China => "Connectors are on unless someone turned them off.",
            Self::Gcc => "Connectors are off by default here; custom connectors are not available.",
            Self::GccHigh => {
                "Connectors are off by default here; custom connectors are not available."
            }
            Self::Dod => "Custom connectors are not available here.",
        }
    }

    /// Whom a token for a Workflow that asks for a sign-in is for; the slash counts.
    pub(super) fn audience(self) -> &'static str {
        match self {
            Self::Public => "https://service.flow.microsoft.com/",
            Self::Gcc => "https://gov.service.flow.microsoft.us/",
            Self::GccHigh => "https://high.service.flow.microsoft.us/",
            Self::Dod => "https://service.flow.appsplatform.us/",
            Self::China => "https://service.powerautomate.cn/",
        }
    }

    /// The hosts of Workflows, which the server has to reach.
    pub(super) fn hosts(self) -> &'static str {
        match self {
            Self::Public => "*.environment.api.powerplatform.com",
            Self::Gcc => "*.environment.api.gov.powerplatform.microsoft.us",
            Self::GccHigh => "*.environment.api.high.powerplatform.microsoft.us",
            Self::Dod => "*.environment.api.appsplatform.us",
            Self::China => "*.environment.api.powerplatform.partner.microsoftonline.cn",
        }
    }
}
