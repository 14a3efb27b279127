//! The flags of `--auth-mode entra` and what they mean.

use super::word::one_of;
use super::{End, say, secrets};
use crate::people::SignIn;
use crate::right::EditBy;
use clap::{Args, ValueEnum};
use identity::{
    ACTIONS_CLIENT, Allowed, Authority, ClientId, Cloud, PAGE_SCOPE, Policy, TEAMS_CLIENTS,
    TenantId,
};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;
use url::Url;

/// Who of a tenant may change a connector.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum EditChoice {
    /// Everybody of the tenant who knows its id, as in Teams itself.
    Tenant,
    /// Who made it, alone.
    Owner,
}

/// For `--auth-mode entra`.
#[derive(Args)]
pub(super) struct SignInOptions {
    /// The application (client) id of the app's registration in Entra.
    #[arg(long, env = "TEAMS_CONNECTOR_AUTH_CLIENT_ID", value_name = "GUID")]
    auth_client_id: Option<ClientId>,
    /// The registration's application id URI; by default `api://<public host>/<client id>`.
    #[arg(long, env = "TEAMS_CONNECTOR_AUTH_APP_URI", value_name = "URI")]
    auth_app_uri: Option<String>,
    /// The tenants whose people may sign in, or `any`.
    #[arg(
        long,
        env = "TEAMS_CONNECTOR_ALLOWED_TENANTS",
        value_name = "GUIDS",
        value_delimiter = ','
    )]
    allowed_tenants: Vec<String>,
    /// The apps that may ask in a person's name, or `any` [default: Teams, Outlook and
    /// Microsoft 365].
    #[arg(
        long,
        env = "TEAMS_CONNECTOR_AUTH_CLIENTS",
        value_name = "GUIDS",
        value_delimiter = ','
    )]
    auth_clients: Vec<String>,
    /// Whose tokens.
    #[arg(
        long,
        env = "TEAMS_CONNECTOR_AUTH_CLOUD",
        value_name = "CLOUD",
        value_parser = one_of(Cloud::EACH.map(|cloud| cloud.name), Cloud::named),
        default_value = "public"
    )]
    auth_cloud: Cloud,
    /// The sign-in's address, instead of a known cloud's.
    #[arg(long, env = "TEAMS_CONNECTOR_AUTH_AUTHORITY", value_name = "URL")]
    auth_authority: Option<Url>,
    /// How far this clock and the sign-in's may be apart.
    #[arg(
        long,
        env = "TEAMS_CONNECTOR_AUTH_LEEWAY_SECONDS",
        value_name = "SECONDS",
        value_parser = clap::value_parser!(i64).range(0..=300),
        default_value_t = 300
    )]
    auth_leeway_seconds: i64,
    /// The app's client secret from a file, for signing in in a window where the host
    /// gives no token; none where the registration is a public client's.
    /// TEAMS_CONNECTOR_AUTH_CLIENT_SECRET holds the secret itself.
    #[arg(
        long,
        env = "TEAMS_CONNECTOR_AUTH_CLIENT_SECRET_FILE",
        value_name = "FILE"
    )]
    auth_client_secret_file: Option<PathBuf>,
    /// The scope of the tokens that buttons of a MessageCard bring; with it they act within
    /// the card. Needs --actions-url.
    #[arg(long, env = "TEAMS_CONNECTOR_AUTH_ACTIONS_SCOPE", value_name = "SCOPE")]
    auth_actions_scope: Option<String>,
    /// The application id URI in those tokens [default: that of --auth-app-uri].
    #[arg(long, env = "TEAMS_CONNECTOR_AUTH_ACTIONS_APP_URI", value_name = "URI")]
    auth_actions_app_uri: Option<String>,
    /// Who of a tenant may change a connector.
    #[arg(
        long,
        env = "TEAMS_CONNECTOR_EDIT_BY",
        value_enum,
        default_value = "tenant"
    )]
    edit_by: EditChoice,
    /// The tenant to whose people with the app's role `Operator` the operators' page is
    /// open; to nobody when absent.
    #[arg(long, env = "TEAMS_CONNECTOR_OPERATOR_TENANT", value_name = "GUID")]
    operator_tenant: Option<TenantId>,
}

impl SignInOptions {
    /// What they come to, or what is missing.
    pub(super) fn read(&self, public_url: Option<&str>, bind: SocketAddr) -> Result<SignIn, End> {
        let secret = self.auth_client_secret_file.as_deref();
        let secret = secrets::read("TEAMS_CONNECTOR_AUTH_CLIENT_SECRET", secret)?;
        let policy = self.policy(public_url, bind).map_err(End::refused)?;
        self.check_operators(&policy).map_err(End::refused)?;
        Ok(SignIn {
            actions: self.actions(&policy).map_err(End::refused)?,
            policy,
            edit_by: match self.edit_by {
                EditChoice::Tenant => EditBy::Tenant,
                EditChoice::Owner => EditBy::Owner,
            },
            client_secret: secret,
            operator_tenant: self.operator_tenant,
        })
    }

    fn policy(&self, public_url: Option<&str>, bind: SocketAddr) -> Result<Policy, String> {
        let client_id = self.auth_client_id.ok_or(
            "--auth-mode entra needs --auth-client-id: the application (client) id of the app's \
             registration in Entra.",
        )?;
        let tenants = self.tenants()?;
        let app_uri = match &self.auth_app_uri {
            Some(uri) => uri.clone(),
            None => app_uri(public_url, bind, client_id),
        };
        if app_uri.chars().any(char::is_uppercase) {
            return Err(
                "--auth-app-uri has capitals, with which sign-in fails on Android; \
                        write it in lower case, here and in the registration."
                    .into(),
            );
        }
        Ok(Policy {
            authority: self.authority()?,
            client_id,
            app_uri,
            tenants,
            clients: self.clients(client_id)?,
            scope: PAGE_SCOPE.into(),
            leeway: self.auth_leeway_seconds,
        })
    }

    /// The same for whoever presses a button within a card.
    fn actions(&self, page: &Policy) -> Result<Option<Policy>, String> {
        let Some(scope) = &self.auth_actions_scope else {
            return Ok(None);
        };
        let is_word = !scope.is_empty() && scope.bytes().all(|byte| byte.is_ascii_graphic());
        if !is_word || scope == PAGE_SCOPE {
            return Err(format!(
                "--auth-actions-scope is the name of a scope of its own, such as Actions.Press; \
                 {PAGE_SCOPE} is the page's."
            ));
        }
        let uri = self.auth_actions_app_uri.as_ref();
        Ok(Some(Policy {
            app_uri: uri.unwrap_or(&page.app_uri).clone(),
            clients: Allowed::Only(vec![ACTIONS_CLIENT]),
            scope: scope.clone(),
            ..page.clone()
        }))
    }

    /// The app itself asks when a person signs in in a window of its own.
    fn clients(&self, own: ClientId) -> Result<Allowed<ClientId>, String> {
        let mut clients = match self.auth_clients.is_empty() {
            true => Allowed::Only(TEAMS_CLIENTS.to_vec()),
            false => list("--auth-clients", &self.auth_clients)?,
        };
        if let Allowed::Only(ids) = &mut clients {
            ids.push(own);
        }
        Ok(clients)
    }

    fn tenants(&self) -> Result<Allowed<TenantId>, String> {
        if self.allowed_tenants.is_empty() {
            return Err(
                "--auth-mode entra needs --allowed-tenants: the ids of the tenants whose people \
                 may sign in."
                    .into(),
            );
        }
        let tenants = list("--allowed-tenants", &self.allowed_tenants)?;
        match &tenants {
            Allowed::Only(tenants) if tenants.contains(&TenantId::CONSUMERS) => Err(
                "--allowed-tenants names the tenant of personal accounts, which is nobody's; \
                 take it away."
                    .into(),
            ),
            _ => Ok(tenants),
        }
    }

    /// Nobody of another tenant can sign in, least of all to operate the server.
    fn check_operators(&self, policy: &Policy) -> Result<(), &'static str> {
        match self.operator_tenant {
            Some(tenant) if !policy.tenants.has(&tenant) => Err(
                "--operator-tenant names a tenant whose people may not sign in; name it in \
                 --allowed-tenants as well.",
            ),
            _ => Ok(()),
        }
    }

    fn authority(&self) -> Result<Authority, String> {
        let Some(address) = &self.auth_authority else {
            return Ok(self.auth_cloud.into());
        };
        Authority::at(address).map_err(|error| format!("--auth-authority: {error}."))
    }
}

/// Ids, or the word for all of them alone.
fn list<Id: FromStr<Err: std::fmt::Display>>(
    flag: &str,
    texts: &[String],
) -> Result<Allowed<Id>, String> {
    if texts == ["any"] {
        return Ok(Allowed::Any);
    }
    let ids = texts.iter().map(|text| text.trim().parse());
    let ids: Result<Vec<Id>, _> = ids.collect();
    let ids = ids.map_err(|error| format!("{flag}: {error}, or `any` alone."))?;
    Ok(Allowed::Only(ids))
}

/// By Microsoft's pattern for a page in Teams.
fn app_uri(public_url: Option<&str>, bind: SocketAddr, client_id: ClientId) -> String {
    let url = public_url.and_then(|url| Url::parse(url).ok());
    let host = url.as_ref().and_then(|url| {
        let port = url
            .port()
            .map_or_else(String::new, |port| format!(":{port}"));
        Some(format!("{}{port}", url.host_str()?))
    });
    let host = host.unwrap_or_else(|| bind.to_string());
    format!("api://{host}/{client_id}")
}

const NAMES: [&str; 12] = [
    "auth-client-id",
    "auth-app-uri",
    "allowed-tenants",
    "auth-clients",
    "auth-cloud",
    "auth-authority",
    "auth-leeway-seconds",
    "auth-client-secret",
    "auth-actions-scope",
    "auth-actions-app-uri",
    "edit-by",
    "operator-tenant",
];

/// Prints what is in force.
pub(super) fn say_all(sign_in: Option<&SignIn>) -> Result<(), End> {
    let values = match sign_in {
        Some(sign_in) => values(sign_in),
        None => NAMES.map(|_| "(with --auth-mode entra)".to_owned()),
    };
    for (name, value) in NAMES.iter().zip(values) {
        say(format!("{name} = {value}"))?;
    }
    Ok(())
}

fn values(sign_in: &SignIn) -> [String; NAMES.len()] {
    let policy = &sign_in.policy;
    let clouds = Cloud::EACH.into_iter();
    let cloud = clouds.map(|cloud| (cloud.name, Authority::from(cloud)));
    let mut cloud = cloud.filter(|(_, authority)| *authority == policy.authority);
    let actions = |part: fn(&Policy) -> &String| {
        let policy = sign_in.actions.as_ref();
        policy.map_or("none", |policy| part(policy)).to_owned()
    };
    [
        policy.client_id.to_string(),
        policy.app_uri.clone(),
        names(&policy.tenants),
        names(&policy.other_clients()),
        cloud.next().map_or("none", |(name, _)| name).to_owned(),
        policy.authority.to_string(),
        policy.leeway.to_string(),
        match sign_in.client_secret {
            Some(_) => "(given)".to_owned(),
            None => "none".to_owned(),
        },
        actions(|policy| &policy.scope),
        actions(|policy| &policy.app_uri),
        match sign_in.edit_by {
            EditBy::Tenant => "tenant".to_owned(),
            EditBy::Owner => "owner".to_owned(),
        },
        match sign_in.operator_tenant {
            Some(tenant) => tenant.to_string(),
            None => "none".to_owned(),
        },
    ]
}

fn names<Id: ToString>(allowed: &Allowed<Id>) -> String {
    match allowed {
        Allowed::Only(ids) => ids.iter().map(Id::to_string).collect::<Vec<_>>().join(","),
        Allowed::Any => "any".into(),
    }
}
