//! What else `send-event` can tell: who did it, what changed, what is to be known.

use crate::cli::word::one_of;
use clap::Args;
use wire::{Action, Change, Field, Importance};

/// More flags of `send-event`.
#[derive(Args)]
pub(super) struct Details {
    /// Who did it.
    #[arg(long, allow_hyphen_values = true)]
    pub(super) actor: Option<String>,
    /// When it is due: 2026-12-04, or 2026-12-04T15:00:00Z.
    #[arg(long)]
    pub(super) due: Option<String>,
    /// How much it matters.
    #[arg(long, value_parser = one_of(Importance::EACH.map(Importance::code), Importance::from_code))]
    pub(super) importance: Option<Importance>,
    /// What else is to be known, up to ten times.
    #[arg(long = "field", value_name = "NAME=VALUE", value_parser = field, allow_hyphen_values = true)]
    pub(super) fields: Vec<Field>,
    /// What is different now, up to ten times; either value may be empty.
    #[arg(long = "change", value_name = "FIELD=FROM->TO", value_parser = change, allow_hyphen_values = true)]
    pub(super) changes: Vec<Change>,
    /// What it is about, such as project/alpha, up to eight times.
    #[arg(long = "topic", value_name = "PATH", allow_hyphen_values = true)]
    pub(super) topics: Vec<String>,
    /// A button on the card, up to three times.
    #[arg(long = "action", value_name = "ID=TITLE", value_parser = action, allow_hyphen_values = true)]
    pub(super) actions: Vec<Action>,
}

fn action(text: &str) -> Result<Action, String> {
    let (id, title) = text.split_once('=').ok_or("write ID=TITLE")?;
    Ok(Action {
        id: id.to_owned(),
        title: title.to_owned(),
        input: None,
    })
}

fn field(text: &str) -> Result<Field, String> {
    let (name, value) = text.split_once('=').ok_or("write NAME=VALUE")?;
    Ok(Field {
        name: name.to_owned(),
        value: value.to_owned(),
        short: true,
    })
}

fn change(text: &str) -> Result<Change, String> {
    let both = text.split_once('=').and_then(|(field, values)| {
        let (from, to) = values.split_once("->")?;
        Some((field, from, to))
    });
    let (field, from, to) = both.ok_or("write FIELD=FROM->TO")?;
    let value = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    Ok(Change {
        field: field.to_owned(),
        from: value(from),
        to: value(to),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Alone {
        #[command(flatten)]
        details: Details,
    }

    #[test]
    fn a_change_has_a_field_and_two_values() {
        let both = change("Status=Open -> Done").expect("it is one");
        assert_eq!(both.field, "Status");
        assert_eq!(both.from.as_deref(), Some("Open"));
        assert_eq!(both.to.as_deref(), Some("Done"));
        assert_eq!(change("Due=->2026-12-04").expect("it is one").from, None);
        for text in ["Status", "Status=Done", "Open->Done"] {
            assert!(change(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_field_keeps_what_follows_its_first_sign() {
        let both = field("Formula=a=b").expect("it is one");
        assert_eq!(
            (both.name.as_str(), both.value.as_str()),
            ("Formula", "a=b")
        );
        assert!(field("Formula").is_err());
    }

    #[test]
    fn an_unknown_importance_is_told_the_known_ones() {
        let importance = |word| Alone::try_parse_from(["send-event", "--importance", word]);
        let high = importance("high").expect("it is one").details.importance;
        assert_eq!(high, Some(Importance::High));
        let says = importance("High").err().expect("it is another").to_string();
        assert!(
            says.contains("[possible values: low, normal, high, urgent]"),
            "{says}"
        );
    }
}
