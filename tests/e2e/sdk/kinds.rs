//! The kinds of host that a release of the SDK meets, and what each says to it.

use crate::support::{Message, Simulator, stays_equal};
use anyhow::{Context, Result};
use serde_json::Value;

/// The newest form of a runtime; a release is told none above what it announces.
const RUNTIME: u64 = 4;

/// A kind of host, by its word in the simulator's address.
pub(super) struct Kind {
    word: &'static str,
    client: &'static str,
    version: &'static str,
    /// It says to 2.x what it supports; 1.x would take that for a version.
    has_runtime: bool,
}

const fn kind(
    word: &'static str,
    client: &'static str,
    version: &'static str,
    has_runtime: bool,
) -> Kind {
    Kind {
        word,
        client,
        version,
        has_runtime,
    }
}

/// The default.
pub(super) const TODAY: Kind = kind("today", "web", "2.0.1", true);
pub(super) const V1: Kind = kind("v1", "web", "2.0.1", false);
pub(super) const MOBILE: Kind = kind("mobile", "android", "2.1.1", false);
pub(super) const DESKTOP: Kind = kind("desktop", "desktop", "2.0.1", true);

impl Kind {
    /// The host is of this kind for the page that is opened next.
    pub(super) async fn next(&self, simulator: &Simulator) -> Result<()> {
        simulator.fault("client", self.word).await
    }

    /// The page that is open was told this kind, in a form that its release knows, and
    /// was answered its success if that was promised.
    pub(super) async fn was_met(&self, simulator: &Simulator) -> Result<()> {
        let wire = simulator.wire().await?;
        let began = wire.iter().rposition(|line| line.name == "initialize");
        let wire = &wire[began.context("no page said initialize")?..];
        let told = last(wire, "answer initialize").context("initialize was not answered")?;
        let form = self.form(&wire[0].args);
        let mut expected = vec![Value::from("settings"), self.client.into()];
        expected.extend(form.map(Value::from));
        expected.push(self.version.into());
        stays_equal(self.word, &in_short(&told.args), &expected)?;
        let answered = last(wire, "answer appInitialization.success").is_some();
        stays_equal("a success that is answered", &answered, &form.is_some())
    }

    /// Which form of the runtime this release gets; before 2.7.0 none was announced.
    fn form(&self, introduced: &Value) -> Option<u64> {
        let version = introduced[0].as_str().unwrap_or_default();
        let announced = introduced[1].as_u64().unwrap_or(1);
        (self.has_runtime && !version.starts_with("1.")).then(|| announced.min(RUNTIME))
    }
}

fn last<'a>(wire: &'a [Message], name: &str) -> Option<&'a Message> {
    wire.iter().rfind(|line| line.name == name)
}

/// The arguments with the runtime's form in the runtime's place.
fn in_short(told: &Value) -> Vec<Value> {
    let form = |told: &Value| {
        let runtime: Option<Value> = told.as_str().and_then(|it| serde_json::from_str(it).ok());
        runtime.map(|runtime| runtime["apiVersion"].clone())
    };
    let told = told.as_array().into_iter().flatten();
    told.map(|told| {
        form(told)
            .filter(|it| !it.is_null())
            .unwrap_or(told.clone())
    })
    .collect()
}
