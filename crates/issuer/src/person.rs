//! Who signs in at the pretend issuer, and what a token says of them.

use serde_json::{Value, json};

/// The version of a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Version {
    /// What Entra issues unless the app asks for more.
    V1,
    /// What an app asks for with `requestedAccessTokenVersion: 2`.
    #[default]
    V2,
}

/// Somebody with an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    /// By which they are chosen.
    pub name: &'static str,
    /// The organisation in which they sign in.
    pub tenant: &'static str,
    /// Their id there.
    pub object: &'static str,
    /// A guest's home organisation.
    pub home: Option<&'static str>,
    /// What their organisation lets them do in the app.
    pub roles: &'static [&'static str],
}

/// The organisation whose Teams is simulated.
pub const TENANT: &str = "22222222-2222-4222-8222-222222222222";
/// Another organisation that may use the server.
pub const OTHER_TENANT: &str = "44444444-4444-4444-8444-444444444444";
/// An organisation that may not.
pub const STRANGE_TENANT: &str = "66666666-6666-4666-8666-666666666666";
/// The app's registration.
pub const CLIENT_ID: &str = "aaaaaaaa-0000-4000-8000-000000000000";
/// Teams on the web, as Microsoft registered it.
pub const TEAMS: &str = "5e3ce6c0-2b1f-4285-8d4b-75ee78787346";
/// Microsoft's service that calls when a card's button is pressed, as it registered it.
pub const ACTIONS: &str = "48af08dc-f6d2-435f-b2a7-069abd99c086";
/// The right to press, as the pretend registration calls it.
pub const ACTIONS_SCOPE: &str = "Actions.Press";

/// The role of whoever operates the server, as the app's registration names it.
pub const OPERATOR: &str = "Operator";

/// Everybody, with some who share a tenant.
pub const EVERYBODY: [Person; 7] = [
    Person {
        name: "member",
        tenant: TENANT,
        object: "33333333-3333-4333-8333-333333333333",
        home: None,
        roles: &[],
    },
    Person {
        name: "colleague",
        tenant: TENANT,
        object: "33333333-3333-4333-8333-333333333334",
        home: None,
        roles: &[],
    },
    Person {
        name: "guest",
        tenant: TENANT,
        object: "33333333-3333-4333-8333-333333333335",
        home: Some(STRANGE_TENANT),
        roles: &[],
    },
    Person {
        name: "other",
        tenant: OTHER_TENANT,
        object: "55555555-5555-4555-8555-555555555555",
        home: None,
        roles: &[],
    },
    Person {
        name: "stranger",
        tenant: STRANGE_TENANT,
        object: "77777777-7777-4777-8777-777777777777",
        home: None,
        roles: &[],
    },
    Person {
        name: "operator",
        tenant: TENANT,
        object: "33333333-3333-4333-8333-333333333336",
        home: None,
        roles: &[OPERATOR],
    },
    Person {
        name: "impostor",
        tenant: OTHER_TENANT,
        object: "55555555-5555-4555-8555-555555555556",
        home: None,
        roles: &[OPERATOR],
    },
];

impl Person {
    /// Who is called so.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        EVERYBODY.into_iter().find(|person| person.name == name)
    }

    /// What a token says that is issued now, in seconds since 1970, for an app at this
    /// application id URI.
    #[must_use]
    pub fn claims(&self, version: Version, issuer: &str, app_uri: &str, now: i64) -> Value {
        let mut claims = json!({
            "iss": issuer,
            "tid": self.tenant,
            "oid": self.object,
            "scp": "access_as_user",
            "iat": now,
            "nbf": now,
            "exp": now + 75 * 60,
            "sub": format!("pairwise-of-{}", self.name),
            "uti": format!("uti-{}-{now}", self.name),
            "name": self.name,
        });
        let address = format!("{}@example.com", self.name);
        let more = match version {
            Version::V1 => json!({
                "ver": "1.0", "aud": app_uri, "appid": TEAMS, "appidacr": "0",
                "upn": address, "unique_name": address,
            }),
            Version::V2 => json!({
                "ver": "2.0", "aud": CLIENT_ID, "azp": TEAMS, "azpacr": "0",
                "preferred_username": address,
            }),
        };
        let of_guest = self
            .home
            .map(|home| json!({"idp": format!("https://sts.windows.net/{home}/"), "acct": 1}));
        // Who has no role has no claim.
        let with_roles = (!self.roles.is_empty()).then(|| json!({"roles": self.roles}));
        for more in [Some(more), of_guest, with_roles].into_iter().flatten() {
            for (name, value) in more.as_object().into_iter().flatten() {
                claims[name] = value.clone();
            }
        }
        claims
    }
}
