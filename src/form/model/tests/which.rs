//! Which configuration the page is about, whatever the host says of it and
//! when: nothing is called removed or saved that is not.

use super::*;

fn known_id() -> EntityId {
    EntityId::try_from(known().entity_id.unwrap()).unwrap()
}

/// Opened in a frame whose host has not said what is configured.
pub(super) fn unsaid(frame: Frame) -> ConfigPage {
    let mut page = fresh();
    page.update(Msg::Connected(facts(frame)));
    send(&mut page, Msg::TimedOut);
    assert_eq!(page.notice, Some(Notice::Failure(Text::SettingsUnread)));
    page
}

/// The record that a save with this draft sends, once the host has taken it.
fn stores(page: &mut ConfigPage) -> (EntityId, Box<wire::SaveConnector>) {
    page.update(Msg::SaveRequested {
        webhook_url: Some(URL.into()),
    });
    send(page, |s| Msg::Staged(s, Ok(())));
    match send(page, |s| Msg::ReadBack(s, Ok(HostSettings::default()))) {
        Some(Effect::Store(id, save)) => (id, save),
        _ => panic!("nothing is stored"),
    }
}

fn undone(what: Text, why: Text) -> Undone {
    Undone { what, why }
}

#[test]
fn nothing_is_removed_as_long_as_nobody_knows_what() {
    for frame in [Frame::Settings, Frame::Remove] {
        let mut page = unsaid(frame);
        assert!(page.update(Msg::RemoveRequested) == Some(Effect::ReadSettings));
        let mut knows = page.clone();
        let effect = send(&mut knows, |s| Msg::SettingsRead(s, Ok(known())));
        assert!(effect == Some(Effect::Forget(known_id())));
        assert_eq!(knows.phase, Phase::Removing);

        let why = undone(Text::NotRemoved, Text::HostSilent);
        let refuses = |step| Msg::SettingsRead(step, Err(Failure::HostRefused));
        for msg in [refuses(page.step()), Msg::TimedOut(page.step())] {
            let mut silent = page.clone();
            assert!(silent.update(msg) == Some(Effect::Fail(why)));
            assert_eq!(silent.notice, Some(Notice::Undone(why)));
        }
        assert!(page.update(Msg::Closing).is_some_and(|effect| {
            effect == Effect::Fail(undone(Text::NotRemoved, Text::Closing))
        }));
    }
}

/// Teams asks a removal as soon as the page is there; the settings may take longer.
#[test]
fn a_removal_asked_while_loading_waits_for_the_settings() {
    for frame in [Frame::Settings, Frame::Remove] {
        let mut page = fresh();
        page.update(Msg::Connected(facts(frame)));
        let first = page.step();
        assert!(page.update(Msg::RemoveRequested) == Some(Effect::ReadSettings));
        assert_eq!(page.phase, Phase::Removing);
        assert!(page.update(Msg::TimedOut(first)).is_none(), "its own limit");
        let effect = send(&mut page, |s| Msg::SettingsRead(s, Ok(known())));
        assert!(effect == Some(Effect::Forget(known_id())));
        assert!(send(&mut page, |s| Msg::Forgotten(s, Ok(()))) == Some(Effect::Succeed));
    }
}

#[test]
fn a_removal_asked_while_the_record_loads_needs_no_record() {
    let mut page = prefilling();
    send(&mut page, |s| Msg::SettingsRead(s, Ok(known())));
    let asked = page.step();
    assert!(page.update(Msg::RemoveRequested) == Some(Effect::Forget(known_id())));
    let loaded = Msg::Loaded(asked, Ok(Some(record())));
    assert!(page.update(loaded).is_none());
    let mut failed = page.clone();
    send(&mut failed, |s| Msg::Forgotten(s, Err(Failure::Offline)));
    assert_eq!(
        failed.offers(),
        Some(Text::LoadAgain),
        "nothing is filled in"
    );
    assert!(send(&mut page, |s| Msg::Forgotten(s, Ok(()))) == Some(Effect::Succeed));
}

#[test]
fn where_nothing_was_configured_there_is_nothing_to_remove() {
    let mut page = unsaid(Frame::Settings);
    page.update(Msg::RemoveRequested);
    let none = Ok(HostSettings::default());
    let effect = send(&mut page, |s| Msg::SettingsRead(s, none));
    assert!(matches!(effect, Some(Effect::Forget(_))));
    assert!(send(&mut page, |s| Msg::Forgotten(s, Ok(()))) == Some(Effect::Succeed));
}

#[test]
fn a_late_word_of_the_host_is_welcome_until_a_save_begins() {
    let mut page = prefilling();
    let asked = page.step();
    send(&mut page, Msg::TimedOut);
    page.update(Msg::TypeChosen(NotificationType::All));
    let mut late = page.clone();
    let effect = late.update(Msg::SettingsRead(asked, Ok(known())));
    assert!(effect == Some(Effect::Load(known_id(), page.locale())));
    send(&mut late, |s| Msg::Loaded(s, Ok(Some(record()))));
    assert_eq!(late.draft.notification_type, Some(NotificationType::All));
    assert_eq!((late.draft.name.as_str(), late.notice), ("Orders", None));
    let (id, save) = stores(&mut late);
    assert_eq!((id, save.version), (known_id(), Some(4)));

    let (minted, save) = stores(&mut page);
    assert!(page.update(Msg::SettingsRead(asked, Ok(known()))).is_none());
    assert_ne!(minted, known_id());
    assert!(save.alone, "what the host forgot is replaced");
}

#[test]
fn the_frames_own_word_stands_in_for_the_settings() {
    let mut page = fresh();
    page.update(Msg::Connected(HostFacts {
        entity_id: known().entity_id,
        ..facts(Frame::Settings)
    }));
    let refused = Err(Failure::HostRefused);
    let effect = send(&mut page, |s| Msg::SettingsRead(s, refused));
    assert!(effect == Some(Effect::Load(known_id(), page.locale())));
}

#[test]
fn only_where_the_host_is_silent_a_save_replaces_others() {
    let mut new = chosen();
    assert!(!stores(&mut new).1.alone);
    assert!(!stores(&mut reopened()).1.alone);
}

#[test]
fn a_record_that_was_not_seen_is_not_overwritten_untold() {
    let mut page = prefilling();
    send(&mut page, |s| Msg::SettingsRead(s, Ok(known())));
    send(&mut page, |s| Msg::Loaded(s, Err(Failure::Offline)));
    page.update(Msg::TypeChosen(NotificationType::All));
    let (_, save) = stores(&mut page);
    assert_eq!(save.version, Some(0), "no record has it");
    let conflict = Failure::Rejected(Some(Code::VersionConflict));
    send(&mut page, |s| Msg::Stored(s, Err(conflict)));
    assert_eq!(stores(&mut page).1.version, None, "the person was told");
}

#[test]
fn what_may_be_stored_is_not_called_unsaved() {
    for (failure, what) in [
        (Failure::Offline, Text::PerhapsNotSaved),
        (Failure::Closing, Text::PerhapsNotSaved),
        (Failure::Rejected(Some(Code::Internal)), Text::NotSaved),
    ] {
        let mut page = saving(SaveStep::Storing);
        let effect = send(&mut page, |s| Msg::Stored(s, Err(failure)));
        assert!(effect == Some(Effect::Fail(undone(what, failure.text()))));
    }
    let mut page = saving(SaveStep::Reading);
    let effect = page.update(Msg::Closing);
    let nothing = undone(Text::NotSaved, Text::Closing);
    assert!(effect == Some(Effect::Fail(nothing)));
}

/// A first save that may be stored although the host was told that it failed.
fn perhaps() -> ConfigPage {
    let mut page = saving(SaveStep::Storing);
    send(&mut page, Msg::TimedOut);
    page
}

#[test]
fn a_first_save_that_nobody_will_know_of_is_taken_back_when_the_page_goes() {
    let mut page = perhaps();
    let id = page.identity.id();
    assert!(page.update(Msg::Closing) == Some(Effect::Abandon(id)));
    assert!(page.update(Msg::Closing).is_none(), "once");

    let mut torn = saving(SaveStep::Storing);
    assert!(matches!(torn.update(Msg::Closing), Some(Effect::Fail(_))));
    assert!(matches!(
        torn.update(Msg::Closing),
        Some(Effect::Abandon(_))
    ));

    let mut repeated = perhaps();
    stores(&mut repeated);
    send(&mut repeated, |s| Msg::Stored(s, Ok(Saved { version: 2 })));
    assert!(repeated.update(Msg::Closing).is_none(), "it is saved now");
}

#[test]
fn what_others_may_know_of_is_never_taken_back() {
    let mut silent = unsaid(Frame::Settings);
    silent.update(Msg::TypeChosen(NotificationType::All));
    for mut page in [silent, reopened()] {
        stores(&mut page);
        send(&mut page, Msg::TimedOut);
        assert!(page.update(Msg::Closing).is_none());
    }
}

#[test]
fn where_nothing_can_be_configured_nothing_is_asked() {
    let mut page = fresh();
    assert!(page.update(Msg::Connected(facts(Frame::Content))).is_none());
    assert_eq!(page.phase, Phase::Outside(WhyOutside::NoHost));
    assert!(page.is_ready() && !page.can_save());
}

#[test]
fn a_removal_names_what_it_stops_once_that_was_read() {
    assert!(confirming().names_what_stops());
    assert!(!unsaid(Frame::Remove).names_what_stops());
    let mut unread = fresh();
    unread.update(Msg::Connected(facts(Frame::Remove)));
    send(&mut unread, |s| Msg::SettingsRead(s, Ok(known())));
    send(&mut unread, |s| Msg::Loaded(s, Err(Failure::Offline)));
    assert_eq!(unread.phase, Phase::ConfirmingRemoval);
    assert!(!unread.names_what_stops(), "known of, not read");
    assert!(!editing().names_what_stops());
}

#[test]
fn a_failed_removal_changes_nothing_that_could_be_saved() {
    let mut page = reopened();
    page.update(Msg::RemoveRequested);
    send(&mut page, |s| Msg::Forgotten(s, Err(Failure::TooSlow)));
    assert_eq!(page.phase, Phase::Editing);
    assert!(!page.can_save());
}
