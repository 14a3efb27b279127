//! Every message in every scene, for both profiles. What follows is kept in
//! `snapshots`; what must hold whatever follows is beside it.

use super::scenes::Profile;
use super::*;
use std::fmt::Write as _;

/// A connector's page in every phase.
pub(super) fn every_phase() -> Vec<ConfigPage> {
    let scenes = scenes_of(Profile::Connector);
    scenes.into_iter().map(|(_, page)| page).collect()
}

fn scenes_of(profile: Profile) -> Vec<(&'static str, ConfigPage)> {
    let scenes = scenes::list().into_iter();
    scenes
        .filter(|(.., (of, _))| *of == profile)
        .map(|(phase, name, (_, page))| {
            assert_eq!(scenes::variant(&page.phase), phase, "{name}");
            (name, page)
        })
        .collect()
}

/// One row: the scenes by what the message does in them, in words. In those
/// that are not named it changes nothing.
fn row(make: impl Fn(&ConfigPage) -> Msg, scenes: &[(&'static str, ConfigPage)]) -> String {
    let mut outcomes: Vec<(String, Vec<&str>)> = Vec::new();
    for (name, before) in scenes {
        let mut after = before.clone();
        let effect = after.update(make(before));
        let cell = cells::cell(before, &after, effect.as_ref());
        match outcomes.iter_mut().find(|(outcome, _)| *outcome == cell) {
            Some((_, names)) => names.push(name),
            None => outcomes.push((cell, vec![name])),
        }
    }
    outcomes
        .iter()
        .filter(|(outcome, _)| outcome != cells::NOTHING)
        .fold(String::new(), |mut text, (outcome, names)| {
            let _ = writeln!(text, "  {outcome}\n      in {}", names.join(" | "));
            text
        })
}

fn table(profile: Profile) -> String {
    let scenes = scenes_of(profile);
    let names: Vec<_> = scenes.iter().map(|(name, _)| *name).collect();
    let mut table = format!("scenes: {}\n\n", names.join(" | "));
    for (message, name, make) in messages::list() {
        let make = |page: &ConfigPage| {
            let msg = make(page);
            assert_eq!(messages::variant(&msg), message, "{name}");
            msg
        };
        let _ = writeln!(table, "{name}\n{}", row(make, &scenes));
    }
    table
}

#[test]
fn every_message_in_every_phase_of_a_connector() {
    insta::assert_snapshot!("connector", table(Profile::Connector));
}

#[test]
fn every_message_in_every_phase_of_a_tab() {
    insta::assert_snapshot!("tab", table(Profile::Tab));
}

/// What a person and the host are shown in each scene.
#[test]
fn what_every_scene_shows() {
    let scenes = scenes::list().into_iter();
    let lines = scenes.map(|(_, name, (_, page))| format!("{name}\n  {}", cells::face(&page)));
    insta::assert_snapshot!("shown", lines.collect::<Vec<_>>().join("\n"));
}

/// Every scene with every message.
fn every_cell(mut check: impl FnMut(&str, &ConfigPage, &ConfigPage, Option<Effect>)) {
    for (_, scene, (_, before)) in scenes::list() {
        for (_, name, make) in messages::list() {
            let mut after = before.clone();
            let effect = after.update(make(&before));
            check(&format!("{name} in {scene}"), &before, &after, effect);
        }
    }
}

#[test]
fn an_answer_that_comes_late_changes_nothing() {
    let mut stamped = 0;
    for (_, scene, (_, page)) in scenes::list() {
        let mut other = page.clone();
        other.step = Step(page.step.0.wrapping_sub(1));
        other.late = None;
        for (_, name, make) in messages::list() {
            let msg = make(&other);
            if !is_stamped(&msg) {
                continue;
            }
            stamped += 1;
            let mut after = page.clone();
            let effect = after.update(msg);
            let unmoved = after == page && effect.is_none();
            // What was given up and is still welcome has a stamp of its own.
            assert!(
                unmoved || page.late == Some(other.step),
                "{name} in {scene}"
            );
        }
    }
    assert!(stamped > 100, "{stamped}");
}

fn is_stamped(msg: &Msg) -> bool {
    matches!(
        msg,
        Msg::SettingsRead(..)
            | Msg::Loaded(..)
            | Msg::Staged(..)
            | Msg::ReadBack(..)
            | Msg::Stored(..)
            | Msg::Forgotten(..)
            | Msg::TimedOut(..)
    )
}

/// Who waits for nothing waits for ever; who is asked twice answers twice.
#[test]
fn what_is_waited_for_was_asked_for() {
    every_cell(|cell, before, after, effect| {
        let asks = matches!(
            effect,
            Some(
                Effect::ReadSettings
                    | Effect::Load(..)
                    | Effect::Stage { .. }
                    | Effect::ReadBack
                    | Effect::Store(..)
                    | Effect::Forget(_)
            )
        );
        let waits = after.is_busy() || after.phase == Phase::Prefilling;
        let stepped = before.step != after.step;
        assert_eq!(asks, waits && stepped, "{cell}");
    });
}

/// A request is answered once: when its work ends, or at once where it begins none.
#[test]
fn every_request_gets_one_answer() {
    every_cell(|cell, before, after, effect| {
        let ends = matches!(effect, Some(Effect::Succeed | Effect::Fail(_)));
        assert_eq!(ends, before.is_busy() && !after.is_busy(), "{cell}");
    });
    for (_, scene, (_, page)) in scenes::list() {
        let save = Msg::SaveRequested { webhook_url: None };
        for msg in [save, Msg::RemoveRequested] {
            let mut after = page.clone();
            let at_once = matches!(after.update(msg), Some(Effect::Refuse(_) | Effect::Join));
            assert!(at_once != (after.step != page.step), "a request in {scene}");
        }
        let answered = matches!(page.clone().update(Msg::Closing), Some(Effect::Fail(_)));
        assert_eq!(page.is_busy(), answered, "closing in {scene}");
    }
}
