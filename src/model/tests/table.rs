//! Every phase × message.

use super::*;

pub(super) fn every_phase() -> Vec<ConfigPage> {
    vec![
        fresh(),
        outside(WhyOutside::NoHost),
        outside(WhyOutside::Silent),
        prefilling(),
        editing(),
        chosen(),
        confirming(),
        saving(SaveStep::Staging),
        saving(SaveStep::Reading),
        saving(SaveStep::Storing),
        saved(),
        removing(),
        removed(),
    ]
}

fn every_message(step: Step) -> Vec<(&'static str, Msg)> {
    vec![
        ("host missing", Msg::HostMissing),
        ("connected", Msg::Connected(facts(Frame::Settings))),
        (
            "settings read",
            Msg::SettingsRead(step, Ok(HostSettings::default())),
        ),
        ("loaded", Msg::Loaded(step, Ok(None))),
        ("load again", Msg::LoadAgain),
        ("type chosen", Msg::TypeChosen(NotificationType::All)),
        ("name typed", Msg::NameTyped("x".into())),
        ("address typed", Msg::AddressTyped(URL.into())),
        ("address stands", Msg::AddressStands(URL.into())),
        ("confirm", Msg::ConfirmChosen(false)),
        ("test", Msg::TestRequested),
        ("code typed", Msg::CodeTyped("ABCD".into())),
        ("save", Msg::SaveRequested { webhook_url: None }),
        ("staged", Msg::Staged(step, Ok(()))),
        (
            "read back",
            Msg::ReadBack(step, Ok(HostSettings::default())),
        ),
        ("stored", Msg::Stored(step, Ok(Saved { version: 9 }))),
        ("answer lost", Msg::AnswerLost),
        ("remove", Msg::RemoveRequested),
        ("forgotten", Msg::Forgotten(step, Ok(()))),
        ("timed out", Msg::TimedOut(step)),
        ("closing", Msg::Closing),
    ]
}

/// Where each message leads from each phase: a letter per phase, `.` = stays.
/// o outside, p prefilling, e editing, c confirming, t staging, r reading,
/// s storing, S saved, m removing, R removed.
#[test]
pub(super) fn every_phase_meets_every_message() {
    // columns: connecting, no host, silent, prefilling, editing, chosen, confirming,
    //          staging, reading, storing, saved, removing, removed
    let table = [
        ("host missing", "o............"),
        ("connected", "p.p.........."),
        ("settings read", "...e........."),
        ("loaded", "...e........."),
        ("load again", "............."),
        ("type chosen", "..........e.."),
        ("name typed", "..........e.."),
        ("address typed", "..........e.."),
        ("address stands", "............."),
        ("confirm", "............."),
        ("test", "............."),
        ("code typed", "............."),
        ("save", ".....t....t.."),
        ("staged", ".......r....."),
        ("read back", "........s...."),
        ("stored", ".........S..."),
        ("answer lost", "..........e.c"),
        ("remove", "....mmm...m.m"),
        ("forgotten", "...........R."),
        ("timed out", "o..e...ese.c."),
        ("closing", ".......eee.c."),
    ];
    for (row, (name, expected)) in table.into_iter().enumerate() {
        for (column, mut page) in every_phase().into_iter().enumerate() {
            let before = page.phase;
            let (message, msg) = every_message(page.step()).swap_remove(row);
            assert_eq!(message, name);
            page.update(msg);
            let letter = expected.as_bytes()[column];
            let after = if letter == b'.' {
                letter_of(before)
            } else {
                char::from(letter)
            };
            assert_eq!(letter_of(page.phase), after, "{name} in {before:?}");
        }
    }
}

fn letter_of(phase: Phase) -> char {
    match phase {
        Phase::Connecting => 'k',
        Phase::Outside(_) => 'o',
        Phase::Prefilling => 'p',
        Phase::Editing => 'e',
        Phase::ConfirmingRemoval => 'c',
        Phase::Saving(SaveStep::Staging) => 't',
        Phase::Saving(SaveStep::Reading) => 'r',
        Phase::Saving(SaveStep::Storing) => 's',
        Phase::Saved => 'S',
        Phase::Removing => 'm',
        Phase::Removed => 'R',
    }
}

#[test]
fn an_answer_that_comes_late_changes_nothing() {
    for page in every_phase() {
        let stale = Step(page.step().0.wrapping_sub(1));
        for (name, msg) in every_message(stale) {
            let stamped = matches!(
                msg,
                Msg::SettingsRead(..)
                    | Msg::Loaded(..)
                    | Msg::Staged(..)
                    | Msg::ReadBack(..)
                    | Msg::Stored(..)
                    | Msg::Forgotten(..)
                    | Msg::TimedOut(..)
            );
            let mut after = page.clone();
            let effect = after.update(msg);
            assert!(
                !stamped || (after == page && effect.is_none()),
                "{name} in {:?}",
                page.phase
            );
        }
    }
}

#[test]
fn every_request_gets_an_answer_or_work_that_leads_to_one() {
    for page in every_phase() {
        for msg in [
            Msg::SaveRequested { webhook_url: None },
            Msg::RemoveRequested,
        ] {
            let effect = page.clone().update(msg);
            assert!(
                effect.is_some(),
                "a request got nothing in {:?}",
                page.phase
            );
        }
        let waits = matches!(page.phase, Phase::Saving(_) | Phase::Removing);
        let answered = matches!(page.clone().update(Msg::Closing), Some(Effect::Fail(_)));
        assert_eq!(waits, answered, "closing in {:?}", page.phase);
    }
}
