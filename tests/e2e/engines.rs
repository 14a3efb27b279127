//! The journeys whose truth cannot depend on the browser's engine, each with the reason.
//! They run in Chromium alone, and in every engine with `--every-engine`. A journey that
//! is not here runs in all of them.

use libtest_mimic::Failed;

/// The page only passes on what the host says, in messages that the SDK makes.
const HOST: &str = "the host's message decides, and the SDK hands it over in every engine";
/// The program compares an HTTP status or a field; the engine's own part, an answer that
/// is refused, cut or given up, has journeys of its own in every engine.
const ANSWER: &str = "the backend's answer decides, and reading a status is no engine's matter";
/// Another person or the backend itself is at work.
const STORE: &str = "what the store holds decides, and no browser is asked for it";
/// A timer of the page runs out, and nothing else happens.
const TIMER: &str = "a timer of the page runs out, and every engine has timers";
/// Sentences are data: what an engine does with them is seen in German and Arabic.
const WORDS: &str = "another row of the same table; de and ar show the engine's part";
/// The order of what the page says to its host.
const ORDER: &str = "the program's own order of messages, the same code in every engine";

/// axe reads the document and the styles that were computed; the room that each engine
/// leaves is measured by `access_keyboard`, `access_tab_keyboard` and `status_shows`.
const AXE: &str = "axe reads document and styles, and the room is measured in other journeys";
/// What each engine makes of a call that hangs, breaks or is not answered is seen where
/// a connector is saved: `fault_backend_hangs`, `_dies_after_commit`, `_down`.
const SAME_CALL: &str = "the same broken call is seen in every engine when a connector is saved";
/// The pretend Teams around the page; where the focus goes is seen in every engine.
const SIMULATOR: &str = "a developer's tool shows it, and the product has no part in it";

const ONE_IS_ENOUGH: &[(&str, &str)] = &[
    ("access_opening", AXE),
    ("access_removing", AXE),
    ("access_saving", AXE),
    ("access_tab", AXE),
    ("apps_blocked", SIMULATOR),
    ("apps_connector", SIMULATOR),
    ("apps_tab", SIMULATOR),
    ("changed_address_repaired", STORE),
    ("dialog_mirrored", SIMULATOR),
    ("disabled_address_revived", STORE),
    ("disabled_tab_revived", STORE),
    ("everything_reset", SIMULATOR),
    ("fault_all_silent", TIMER),
    ("fault_backend_400", ANSWER),
    ("fault_backend_500", ANSWER),
    ("fault_backend_hangs_after_commit", SAME_CALL),
    ("fault_backend_slow", TIMER),
    ("fault_content_frame", HOST),
    ("fault_content_url_replaced", HOST),
    ("fault_get_late", HOST),
    ("fault_get_null", HOST),
    ("fault_get_silent", TIMER),
    ("fault_get_too_late", TIMER),
    ("fault_init_silent", TIMER),
    ("fault_load_failed", ANSWER),
    ("fault_locale_while_saving", HOST),
    ("fault_record_missing", STORE),
    ("fault_refused_twice", HOST),
    ("fault_removal_backend_400", ANSWER),
    ("fault_removal_backend_500", ANSWER),
    ("fault_removal_backend_down", SAME_CALL),
    ("fault_removal_backend_hangs", SAME_CALL),
    ("fault_removal_backend_slow", TIMER),
    ("fault_removal_dies_after_commit", SAME_CALL),
    ("fault_removal_ignored", HOST),
    ("fault_removal_of_what_is_gone", STORE),
    ("fault_removal_of_what_nobody_names", HOST),
    ("fault_removed_while_editing", STORE),
    ("fault_save_twice", HOST),
    ("fault_saved_unread", ANSWER),
    ("fault_set_refused", HOST),
    ("fault_set_silent", TIMER),
    ("fault_settings_forgotten", HOST),
    ("fault_settings_late", HOST),
    ("fault_settings_too_late", HOST),
    ("fault_settings_unread", TIMER),
    ("fault_slow_store_is_awaited", TIMER),
    ("fault_tab_503", ANSWER),
    ("fault_tab_dies_after_commit", SAME_CALL),
    ("fault_tab_down", SAME_CALL),
    ("fault_tab_hangs", SAME_CALL),
    ("fault_tab_unchecked", ANSWER),
    ("fault_theme_while_saving", HOST),
    ("fault_two_people", STORE),
    ("fault_webhook_after_set", HOST),
    ("fault_webhook_always", HOST),
    ("fault_webhook_changed", HOST),
    ("fault_webhook_moved", HOST),
    ("fault_webhook_never", HOST),
    ("faults_in_force", SIMULATOR),
    ("killed_backend", STORE),
    ("language_en", WORDS),
    ("language_es", WORDS),
    ("language_fr", WORDS),
    ("language_it", WORDS),
    ("language_ja", WORDS),
    ("language_ko", WORDS),
    ("language_nl", WORDS),
    ("language_pl", WORDS),
    ("language_pt_br", WORDS),
    ("language_zh_cn", WORDS),
    (
        "sample_addresses_are_absolute_and_ours_no_manifest_yet",
        HOST,
    ),
    ("sample_an_edit_reads_and_prefills", ORDER),
    ("sample_handlers_are_registered_when_allowed", ORDER),
    ("sample_settings_are_read_after_they_were_taken", ORDER),
    ("sample_success_is_told_inside_the_save", ORDER),
    ("sample_the_id_is_not_the_choice", STORE),
    ("sample_the_removal_is_answered", ORDER),
    ("sample_the_save_event_address_counts", HOST),
    ("signed_in_elsewhere", STORE),
    ("signed_in_keys_rotate", ANSWER),
    ("signed_in_renewed", ANSWER),
    ("signed_in_tab", ANSWER),
    ("signed_out_blocked", HOST),
    ("signed_out_clock", ANSWER),
    ("signed_out_consent", HOST),
    ("signed_out_expired", ANSWER),
    ("signed_out_in_between", ANSWER),
    ("signed_out_silent", TIMER),
    ("signed_out_stranger", ANSWER),
    ("status_access", AXE),
    ("status_outside", HOST),
    ("status_phases", AXE),
    ("status_trouble", ANSWER),
    ("status_confirmed", ANSWER),
    ("tab_refusals", ANSWER),
    ("tab_replaced_address", STORE),
    ("tab_shared_address", STORE),
    ("tab_test_refused", ANSWER),
    ("tab_test_unseen", ANSWER),
];

/// Whether the journey of this title runs, when not every engine was asked for.
pub(crate) fn is_needed(title: &str) -> bool {
    match title.rsplit_once('-') {
        Some((journey, "firefox" | "webkit")) => {
            ONE_IS_ENOUGH.iter().all(|(name, _)| *name != journey)
        }
        _ => true,
    }
}

/// Every row is a journey's: a name that was changed would bring it back unseen.
pub(crate) fn check(titles: &[String]) -> Result<(), Failed> {
    let is_there = |name: &&str| titles.contains(&format!("{name}-chromium"));
    let names = ONE_IS_ENOUGH.iter().map(|(name, _)| *name);
    let stale: Vec<_> = names.filter(|name| !is_there(name)).collect();
    match stale.is_empty() {
        true => Ok(()),
        false => Err(format!("no journey has this name: {}", stale.join(", ")).into()),
    }
}
