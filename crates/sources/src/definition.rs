//! What an operator writes down about a source, checked when it is read.

use crate::proof::Scheme;
use crate::reading::{Expression, Reading};
use crate::shipped::SHIPPED;
use secrecy::SecretString;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Every source, by the name in its address.
#[derive(Default)]
pub struct Sources(BTreeMap<String, Source>);

/// One system that calls.
pub struct Source {
    pub(crate) scheme: Scheme,
    pub(crate) secret: SecretString,
    pub(crate) delivery_id: Option<Expression>,
    pub(crate) reading: Reading,
    tenant: Option<String>,
}

/// Reads what a `secret-file` names.
pub type Secrets<'a> = &'a dyn Fn(&str) -> Result<SecretString, String>;

/// Why a file of sources is not used.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {why}")]
pub struct Broken {
    /// Such as `github.event.title`.
    pub place: String,
    /// One sentence.
    pub why: String,
}

/// A source as it is written. With `like` everything that is left out is as it is there.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Written {
    like: Option<String>,
    secret_file: Option<String>,
    tenant: Option<String>,
    proof: Option<Scheme>,
    delivery_id: Option<String>,
    when: Option<String>,
    #[serde(default)]
    event: BTreeMap<String, String>,
}

impl Sources {
    /// Reads a file of sources in TOML.
    ///
    /// # Errors
    ///
    /// Tells the first place that is not as it should be.
    pub fn read(text: &str, secrets: Secrets<'_>) -> Result<Self, Broken> {
        let written: BTreeMap<String, Written> = parse("the file", text)?;
        let each = written.into_iter().map(|(name, written)| {
            let source = Source::read(&name, written, secrets)?;
            Ok((name, source))
        });
        each.collect::<Result<_, _>>().map(Self)
    }

    /// The one with this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Source> {
        self.0.get(name)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Source)> {
        self.0.iter().map(|(name, source)| (name.as_str(), source))
    }
}

impl Source {
    /// The only tenant to which its events go; everybody when absent.
    #[must_use]
    pub fn tenant(&self) -> Option<&str> {
        self.tenant.as_deref()
    }

    fn read(name: &str, written: Written, secrets: Secrets<'_>) -> Result<Self, Broken> {
        let broken = |part: &str, why: &str| Broken {
            place: format!("{name}{part}"),
            why: why.to_owned(),
        };
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if !(1..=64).contains(&name.len()) || !name.bytes().all(plain) {
            let why = "name a source with 1 to 64 small letters, digits and hyphens";
            return Err(broken("", why));
        }
        let written = written.whole(name)?;
        let scheme = written
            .proof
            .ok_or_else(|| broken(".proof", "say how its sender proves itself"))?;
        let file = written
            .secret_file
            .ok_or_else(|| broken(".secret-file", "name the file with its secret"))?;
        let secret = secrets(&file).map_err(|why| broken(".secret-file", &why))?;
        scheme
            .takes(&secret)
            .map_err(|why| broken(".secret-file", why))?;
        let expression =
            |part: &str, text: String| Expression::compile(&text).map_err(|why| broken(part, &why));
        let delivery_id = written.delivery_id;
        let delivery_id = delivery_id.map(|text| expression(".delivery-id", text));
        let when = written.when.map(|text| expression(".when", text));
        let reading = Reading::compile(when.transpose()?, written.event)
            .map_err(|(part, why)| broken(&format!(".event.{part}"), &why))?;
        Ok(Self {
            scheme,
            secret,
            delivery_id: delivery_id.transpose()?,
            reading,
            tenant: written.tenant,
        })
    }
}

impl Written {
    /// With what the shipped one has where this one says nothing.
    fn whole(self, name: &str) -> Result<Self, Broken> {
        let Some(like) = &self.like else {
            return Ok(self);
        };
        let shipped = SHIPPED.iter().find(|(shipped, _)| shipped == like);
        let Some((_, text)) = shipped else {
            let names: Vec<_> = SHIPPED.iter().map(|(name, _)| *name).collect();
            return Err(Broken {
                place: format!("{name}.like"),
                why: format!("choose one of {}", names.join(", ")),
            });
        };
        let base: Self = parse(like, text)?;
        let mut event = base.event;
        event.extend(self.event);
        Ok(Self {
            like: None,
            secret_file: self.secret_file,
            tenant: self.tenant,
            proof: self.proof.or(base.proof),
            delivery_id: self.delivery_id.or(base.delivery_id),
            when: self.when.or(base.when),
            event,
        })
    }
}

fn parse<T: serde::de::DeserializeOwned>(place: &str, text: &str) -> Result<T, Broken> {
    toml::from_str(text).map_err(|error| Broken {
        place: place.to_owned(),
        why: error.message().to_owned(),
    })
}
