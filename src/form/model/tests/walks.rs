//! What follows from what, step by step.

use super::*;
use wire::{Edit, Refusal};

#[test]
fn save_is_possible_only_after_a_valid_choice() {
    for page in super::table::every_phase() {
        let lacks = page.lacks().is_some() || page.draft.name_problem().is_some();
        let expected = match page.phase {
            Phase::Editing => (page.draft.touched() || page.health != Health::Good) && !lacks,
            phase => phase == Phase::ConfirmingRemoval,
        };
        assert_eq!(page.can_save(), expected, "{:?}", page.phase);
    }
    let mut page = chosen();
    page.update(Msg::NameTyped("  ".into()));
    assert!(!page.can_save(), "an empty name");
    page.update(Msg::NameTyped("Orders".into()));
    assert!(page.can_save());
    let mut named = editing();
    named.update(Msg::NameTyped("Orders".into()));
    assert!(!named.can_save(), "nothing is chosen for the person");
}

#[test]
fn an_edit_is_prefilled_from_the_record_and_can_be_saved_once_changed() {
    let mut page = prefilling();
    let id = EntityId::try_from(known().entity_id.unwrap()).unwrap();
    let effect = send(&mut page, |s| Msg::SettingsRead(s, Ok(known())));
    assert!(effect == Some(Effect::Load(id.clone(), Some("de-de".into()))));
    send(&mut page, |s| Msg::Loaded(s, Ok(Some(record()))));
    assert_eq!(page.draft.notification_type, Some(NotificationType::Update));
    assert_eq!(page.draft.name, "Orders");
    assert!(!page.can_save(), "nothing was changed yet");
    page.update(Msg::TypeChosen(NotificationType::All));
    assert!(page.can_save());
    let effect = page.update(Msg::SaveRequested { webhook_url: None });
    assert!(matches!(effect, Some(Effect::Stage { entity_id, .. }) if entity_id == id));
    send(&mut page, |s| Msg::Staged(s, Ok(())));
    let effect = send(&mut page, |s| Msg::ReadBack(s, Ok(HostSettings::default())));
    let Some(Effect::Store(stored_id, save)) = effect else {
        panic!("nothing is stored")
    };
    assert_eq!(stored_id, id);
    assert_eq!(save.version, Some(4));
    assert_eq!(save.webhook_url, Some(URL.into()), "the one seen at load");
    assert_eq!(save.user_object_id, Some("3333".into()));
    assert_eq!(save.locale.as_deref(), Some("de-de"));
}

fn check_notice_after_load(loaded: Result<Option<Edit>, Failure>, expected: Option<Notice>) {
    let mut page = prefilling();
    send(&mut page, |s| Msg::SettingsRead(s, Ok(known())));
    send(&mut page, |s| Msg::Loaded(s, loaded));
    assert_eq!(page.notice, expected);
    assert_eq!(page.phase, Phase::Editing);
}

#[test]
fn what_could_not_be_loaded_is_said() {
    check_notice_after_load(Ok(Some(record())), None);
    check_notice_after_load(Ok(None), Some(Notice::Info(Text::RecordGone)));
    check_notice_after_load(
        Err(Failure::Offline),
        Some(Notice::Failure(Text::NotLoaded)),
    );
}

#[test]
fn what_could_not_be_loaded_can_be_loaded_again() {
    let mut page = prefilling();
    send(&mut page, |s| Msg::SettingsRead(s, Ok(known())));
    send(&mut page, |s| Msg::Loaded(s, Err(Failure::Offline)));
    assert!(page.update(Msg::Pressed) == Some(Effect::ReadSettings));
    send(&mut page, |s| Msg::SettingsRead(s, Ok(known())));
    send(&mut page, |s| Msg::Loaded(s, Ok(Some(record()))));
    assert_eq!((page.notice, page.draft.name.as_str()), (None, "Orders"));
}

#[test]
fn what_was_chosen_while_loading_is_kept() {
    let mut page = fresh();
    page.update(Msg::TypeChosen(NotificationType::All));
    assert!(!page.can_save(), "never while loading");
    page.update(Msg::Connected(facts(Frame::Settings)));
    send(&mut page, |s| Msg::SettingsRead(s, Ok(known())));
    send(&mut page, |s| Msg::Loaded(s, Ok(Some(record()))));
    assert_eq!(page.draft.notification_type, Some(NotificationType::All));
    assert_eq!(
        page.draft.name, "Orders",
        "what was not touched is filled in"
    );
    assert!(page.can_save());
}

#[test]
fn an_entity_id_of_another_program_starts_a_new_configuration() {
    let mut page = prefilling();
    let old = HostSettings {
        entity_id: Some("Create".into()),
        ..HostSettings::default()
    };
    let effect = send(&mut page, |s| Msg::SettingsRead(s, Ok(old)));
    assert!(effect.is_none());
    assert_eq!(page.phase, Phase::Editing);
}

fn not_saved(why: Text) -> Undone {
    let what = Text::NotSaved;
    Undone { what, why }
}

fn check_failed_save(mut page: ConfigPage, msg: impl FnOnce(Step) -> Msg, why: Text) {
    let draft = page.draft.meant();
    let effect = send(&mut page, msg);
    let unanswered = matches!(why, Text::Offline | Text::TooSlow);
    let what = if unanswered {
        Text::PerhapsNotSaved
    } else {
        Text::NotSaved
    };
    let undone = Undone { what, why };
    assert!(effect == Some(Effect::Fail(undone)));
    assert_eq!(page.phase, Phase::Editing);
    assert_eq!(page.notice, Some(Notice::Undone(undone)));
    assert_eq!(page.draft.meant(), draft, "the draft is kept");
    assert!(page.can_save(), "and can be saved again");
}

#[test]
fn a_failed_save_is_told_and_keeps_the_draft() {
    use SaveStep::{Reading, Staging, Storing};
    check_failed_save(
        saving(Staging),
        |s| Msg::Staged(s, Err(Failure::HostRefused)),
        Text::HostRefused,
    );
    check_failed_save(saving(Staging), Msg::TimedOut, Text::HostSilent);
    check_failed_save(
        saving(Storing),
        |s| Msg::Stored(s, Err(Failure::Offline)),
        Text::Offline,
    );
    check_failed_save(saving(Storing), Msg::TimedOut, Text::TooSlow);
    check_failed_save(saving(Reading), |_| Msg::Closing, Text::Closing);
    let refused = Failure::Refused(Some(Refusal::UnknownHost), None);
    check_failed_save(
        saving(Storing),
        |s| Msg::Stored(s, Err(refused)),
        Text::WebhookRefused,
    );
}

/// The field at fault says so until it is changed; Save is off as long.
#[test]
fn a_name_the_backend_refuses_is_told_at_the_field() {
    let mut page = saving(SaveStep::Storing);
    let effect = send(&mut page, |s| Msg::Stored(s, Err(Failure::NameRefused)));
    assert!(effect == Some(Effect::Fail(not_saved(Text::NameRefused))));
    assert_eq!(page.draft.name_problem(), Some(DraftProblem::NameRefused));
    assert!(!page.can_save(), "the same name again is refused again");
    page.update(Msg::NameTyped("Others".into()));
    assert_eq!(page.draft.name_problem(), None);
    assert!(page.can_save());
}

#[test]
fn what_the_backend_refuses_is_told_by_its_code() {
    let told = [
        (Code::WebhookRefused, Text::WebhookRefused),
        (Code::VersionConflict, Text::VersionConflict),
        (Code::Removed, Text::VersionConflict),
        (Code::Unauthorized, Text::NotAllowed),
        (Code::NotEnrolled, Text::NotEnrolled),
        (Code::QuotaReached, Text::QuotaReached),
        (Code::TooManyRequests, Text::TooManyRequests),
        (Code::Unavailable, Text::Unavailable),
        (Code::Internal, Text::Unavailable),
        (Code::TooSlow, Text::Unavailable),
    ];
    for code in Code::EACH {
        let own = told.iter().find(|(known, _)| *known == code);
        let expected = own.map_or(Text::Rejected, |(_, text)| *text);
        assert_eq!(Failure::Rejected(Some(code)).text(), expected, "{code:?}");
    }
    assert_eq!(
        Failure::Rejected(None).text(),
        Text::Rejected,
        "a newer one"
    );
}

#[test]
fn without_any_address_nothing_is_stored() {
    let mut page = chosen();
    page.update(Msg::SaveRequested {
        webhook_url: Some(" ".into()),
    });
    send(&mut page, |s| Msg::Staged(s, Ok(())));
    let effect = send(&mut page, |s| Msg::ReadBack(s, Err(Failure::HostSilent)));
    assert!(effect == Some(Effect::Fail(not_saved(Text::NoWebhook))));
}

#[test]
fn a_host_that_never_reads_back_still_saves_the_address_of_the_event() {
    let mut page = saving(SaveStep::Reading);
    let effect = send(&mut page, Msg::TimedOut);
    assert!(matches!(effect, Some(Effect::Store(_, save)) if save.webhook_url == Some(URL.into())));
}

#[test]
fn a_save_with_nothing_chosen_is_refused_with_the_reason() {
    let effect = editing().update(Msg::SaveRequested {
        webhook_url: Some(URL.into()),
    });
    assert!(effect == Some(Effect::Refuse(Text::ChooseFirst)));
}

#[test]
fn why_save_is_off_is_said_until_it_is_on() {
    let mut page = editing();
    assert_eq!(page.lacks(), Some(Text::ChooseFirst));
    page.update(Msg::NameTyped("Orders".into()));
    assert_eq!(page.lacks(), Some(Text::ChooseFirst), "a name is no choice");
    page.update(Msg::TypeChosen(NotificationType::Create));
    assert_eq!((page.lacks(), page.can_save()), (None, true));

    let mut again = reopened();
    assert_eq!(again.lacks(), Some(Text::Unchanged));
    again.update(Msg::ConfirmChosen(false));
    assert_eq!(again.lacks(), Some(Text::Unchanged), "a card is no change");
    again.update(Msg::NameTyped("Orders of today".into()));
    assert_eq!((again.lacks(), again.can_save()), (None, true));
}

/// Whatever happened before, a sentence beside one of the fields tells why.
#[test]
fn save_is_never_off_without_a_word() {
    let mut lost = reopened();
    lost.update(Msg::RemoveRequested);
    let mut failed = lost.clone();
    send(&mut failed, |s| Msg::Forgotten(s, Err(Failure::Offline)));
    send(&mut lost, |s| Msg::Forgotten(s, Ok(())));
    lost.update(Msg::AnswerLost);
    let mut pages = vec![editing(), chosen(), reopened(), failed, lost];
    pages.extend([super::tab::tab(), super::tab::again()]);
    for page in pages {
        let mut nameless = page.clone();
        nameless.draft.name.clear();
        for page in [page, nameless] {
            assert_eq!(page.phase, Phase::Editing);
            let address = page.draft.address.as_ref().and_then(Address::problem);
            let beside_others = page.draft.name_problem().is_some() || address.is_some();
            let is_said = page.lacks().is_some() || beside_others;
            assert_eq!(is_said, !page.can_save());
        }
    }
}

#[test]
fn save_pressed_twice_is_one_save() {
    let mut page = saving(SaveStep::Staging);
    let before = page.clone();
    let effect = page.update(Msg::SaveRequested { webhook_url: None });
    assert!(effect == Some(Effect::Join) && page == before);
}

#[test]
fn a_failed_removal_is_not_called_a_failed_save() {
    let mut page = removing();
    send(&mut page, |s| Msg::Forgotten(s, Err(Failure::Offline)));
    let undone = |what, why| Some(Notice::Undone(Undone { what, why }));
    let perhaps = Text::PerhapsNotRemoved;
    assert_eq!(page.notice, undone(perhaps, Text::Offline));
    page.update(Msg::RemoveRequested);
    let refused = Failure::Rejected(Some(Code::Internal));
    send(&mut page, |s| Msg::Forgotten(s, Err(refused)));
    assert_eq!(page.notice, undone(Text::NotRemoved, Text::Unavailable));
    let mut page = removed();
    page.update(Msg::AnswerLost);
    assert_eq!(page.notice, undone(perhaps, Text::HostSilent));
    assert_eq!(page.phase, Phase::ConfirmingRemoval);
}

#[test]
fn somebody_elses_change_is_told_and_the_next_save_decides() {
    let mut page = saving(SaveStep::Storing);
    page.identity.loaded(Some(4));
    send(&mut page, |s| {
        Msg::Stored(s, Err(Failure::Rejected(Some(Code::VersionConflict))))
    });
    let conflict = not_saved(Text::VersionConflict);
    assert_eq!(page.notice, Some(Notice::Undone(conflict)));
    page.update(Msg::SaveRequested {
        webhook_url: Some(URL.into()),
    });
    send(&mut page, |s| Msg::Staged(s, Ok(())));
    let effect = send(&mut page, |s| Msg::ReadBack(s, Ok(HostSettings::default())));
    assert!(matches!(effect, Some(Effect::Store(_, save)) if save.version.is_none()));
}

#[test]
fn a_host_that_answers_late_is_welcome() {
    let mut page = outside(WhyOutside::Silent);
    assert!(page.update(Msg::Connected(facts(Frame::Settings))) == Some(Effect::ReadSettings));
}

#[test]
fn the_later_read_wins_then_the_event_then_what_was_seen() {
    let check = |late, event, load, expected: Option<&str>| {
        let [late, event, load] =
            [late, event, load].map(|url: Option<&str>| url.map(Secret::from));
        let chosen = webhook_url(late.as_ref(), event.as_ref(), load.as_ref());
        assert_eq!(chosen.map(Secret::expose), expected);
    };
    check(Some("a"), Some("b"), Some("c"), Some("a"));
    check(None, Some("b"), Some("c"), Some("b"));
    check(Some(""), Some("  "), Some("c"), Some("c"));
    check(None, None, Some("c"), Some("c"));
    check(None, Some(""), None, None);
    check(None, None, None, None);
}

#[test]
fn only_a_name_nobody_gave_is_translated() {
    let german = || Msg::DefaultName("Aufgaben".into());
    let mut new = editing();
    new.update(german());
    assert_eq!(new.draft.name, "Aufgaben");
    assert!(!new.can_save(), "the person changed nothing");

    let mut typed = editing();
    typed.update(Msg::NameTyped("Task notifications".into()));
    typed.update(german());
    assert_eq!(typed.draft.name, "Task notifications");

    let mut saved = fresh();
    saved.update(Msg::Connected(facts(Frame::Settings)));
    send(&mut saved, |s| Msg::SettingsRead(s, Ok(known())));
    saved.update(german());
    assert_eq!(saved.draft.name, "Host's name");

    let mut saving = chosen();
    saving.update(Msg::SaveRequested { webhook_url: None });
    saving.update(german());
    assert_eq!(saving.draft.name, "Task notifications");
}
