//! The parts of a torture run, each a scenario with its own server and
//! receiver. A part that breaks is a broken row; the others still run.

use crate::row::{Row, broken};
use crate::setting::Setting;
use crate::{
    backlog, backup, broken, hanging, intake, jump, kills, pace, recovery, replay, saves, schedule,
    slow, storage, tokens,
};
use clap::builder::PossibleValue;
use std::pin::Pin;

type Rows<'a> = Pin<Box<dyn Future<Output = anyhow::Result<Vec<Row>>> + 'a>>;

/// One scenario.
pub(crate) struct Part {
    name: &'static str,
    /// The promises it measures, and how.
    about: &'static str,
    measure: for<'a> fn(&'a Setting) -> Rows<'a>,
}

/// Written as `part!(module, "promises: how")`.
macro_rules! part {
    ($module:ident, $about:literal) => {
        Part {
            name: stringify!($module),
            about: $about,
            measure: |setting| Box::pin($module::run(setting)),
        }
    };
}

/// In the order in which they run.
pub(crate) const EACH: [Part; 15] = [
    part!(
        kills,
        "kept, sent-once, nothing-stuck, pace: SIGKILL under load"
    ),
    part!(
        recovery,
        "goes-on, nothing-stuck: what a killed server held, and news"
    ),
    part!(intake, "one-event: the same call many times at once"),
    part!(
        schedule,
        "ten-attempts, waits-as-asked, switched-off: days of failures"
    ),
    part!(
        broken,
        "no-false-success, broken-receivers, poison-card: channels that answer wrongly, slowly or never"
    ),
    part!(pace, "pace: more than a day of events"),
    part!(
        hanging,
        "others-go-on: a hanging channel beside healthy ones"
    ),
    part!(slow, "others-go-on: many slow channels beside healthy ones"),
    part!(replay, "replay: dead letters sent again"),
    part!(storage, "full-disk: a full disk"),
    part!(saves, "honest-save: SIGKILL while a form is saved"),
    part!(
        backlog,
        "long-queue, clean-removal: a very long queue, and a removal from it"
    ),
    part!(backup, "backup: backups under load"),
    part!(jump, "clock-jumps: a wall clock that jumps"),
    part!(tokens, "forged-token: a million changed tokens"),
];

/// For the command line: each part by its name.
pub(crate) fn names() -> Vec<PossibleValue> {
    let value = |part: &Part| PossibleValue::new(part.name).help(part.about);
    EACH.iter().map(value).collect()
}

impl Part {
    /// Whether it is among these names; all are when none is given.
    pub(crate) fn is_wanted(&self, only: &[String]) -> bool {
        only.is_empty() || only.iter().any(|name| name == self.name)
    }

    /// Runs it and prints its rows.
    pub(crate) async fn run(&self, setting: &Setting) -> Vec<Row> {
        println!("-- {}", self.name);
        let rows = match (self.measure)(setting).await {
            Ok(rows) => rows,
            Err(error) => vec![broken(self.name, &error)],
        };
        rows.iter().for_each(Row::print);
        rows
    }
}
