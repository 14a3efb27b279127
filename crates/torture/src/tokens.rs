//! Tokens with bytes changed, a million of them, and how long one look takes. Needs
//! no server.

use crate::chance::Chance;
use crate::row::{Row, at_most, exactly};
use crate::setting::Setting;
use crate::time::p99;
use anyhow::Context as _;
use identity::{Allowed, Authority, Cloud, Issuer, KeySet, Policy, TenantId, Version, verify};
use serde_json::json;
use std::collections::HashMap;
use std::time::{Duration, Instant};

const CHANGED: u64 = 1_000_000;
const LOOKS: usize = 20_000;
const NOW: i64 = 1_800_000_000;
const TENANT: &str = "72f988bf-86f1-41af-91ab-2d7cd011db47";
const APP: &str = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";

/// A token that is good, and what it is good for.
struct Scene {
    keys: HashMap<Issuer, KeySet>,
    policy: Policy,
    good: String,
}

pub(crate) async fn run(setting: &Setting) -> anyhow::Result<Vec<Row>> {
    let scene = Scene::set()?;
    let seed = setting.seed;
    let measured = tokio::task::spawn_blocking(move || (scene.accepted(seed), scene.looks()));
    let (accepted, looks) = measured.await?;
    Ok(vec![
        exactly(
            "forged-token",
            "accepted of 1,000,000 tokens with bytes changed",
            accepted,
            0,
        ),
        at_most(
            "forged-token",
            "p99 of one look at a token, in us",
            p99(looks).as_micros(),
            100,
        ),
    ])
}

impl Scene {
    fn set() -> anyhow::Result<Self> {
        let tenant: TenantId = TENANT.parse()?;
        let issuer = Issuer {
            tenant,
            version: Version::V2,
        };
        let authority = Authority::from(Cloud::EACH[0]);
        let iss = authority
            .issuer(&issuer)
            .context("every cloud has version 2.0")?;
        let key = issuer::Key::generate();
        let keys = json!({"keys": [key.published()]}).to_string();
        let policy = Policy {
            authority,
            client_id: APP.parse()?,
            app_uri: format!("api://connector.example.com/{APP}"),
            tenants: Allowed::Only(vec![tenant]),
            clients: Allowed::Any,
            scope: identity::PAGE_SCOPE.into(),
            leeway: 300,
        };
        let good = key.token(&json!({
            "ver": "2.0", "iss": iss, "tid": TENANT, "oid": TENANT, "aud": APP, "azp": APP,
            "scp": "access_as_user", "nbf": NOW, "exp": NOW + 3600,
        }));
        let keys = [(issuer, KeySet::read(keys.as_bytes())?)].into();
        Ok(Self { keys, policy, good })
    }

    fn passes(&self, token: &str) -> bool {
        verify(token, &self.keys, &self.policy, NOW).is_ok()
    }

    /// How many pass of those with one to three bytes changed.
    fn accepted(&self, seed: u64) -> usize {
        let mut chance = Chance::new(seed);
        let changed = (0..CHANGED).map(|_| self.changed(&mut chance));
        changed.filter(|token| self.passes(token)).count()
    }

    /// One bit of a letter is another letter of ASCII.
    fn changed(&self, chance: &mut Chance) -> String {
        loop {
            let mut bytes = self.good.clone().into_bytes();
            for _ in 0..=chance.below(3) {
                let at = usize::try_from(chance.below(bytes.len() as u64)).unwrap_or(0);
                bytes[at] ^= 1 << chance.below(7);
            }
            match String::from_utf8(bytes) {
                Ok(text) if text != self.good => return text,
                _ => {}
            }
        }
    }

    /// Of the good token, which is looked at to the end.
    fn looks(&self) -> Vec<Duration> {
        let look = |_| {
            let begun = Instant::now();
            assert!(self.passes(&self.good), "an honest token passes");
            begun.elapsed()
        };
        (0..LOOKS).map(look).collect()
    }
}
