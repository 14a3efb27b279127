//! Nobody is signed in: one sentence, one button, and nothing lost.

use super::*;

fn signed_out(page: &mut ConfigPage, why: SignIn) {
    assert!(page.update(Msg::SignedOut(why)).is_none());
}

#[test]
fn a_form_without_a_person_offers_to_sign_in_and_nothing_else() {
    let mut page = chosen();
    signed_out(&mut page, SignIn::Needed);
    assert_eq!(page.says(), Some(Notice::Failure(Text::SignedOut)));
    assert_eq!(page.offers(), Some(Text::SignIn));
    assert!(page.update(Msg::Pressed) == Some(Effect::SignIn));
    for (why, text) in [
        (SignIn::Closed, Text::SignInClosed),
        (SignIn::Foreign, Text::SignInForeign),
        (SignIn::Down, Text::SignInDown),
    ] {
        signed_out(&mut page, why);
        assert_eq!(page.says(), Some(Notice::Failure(text)));
        assert_eq!(page.offers(), Some(Text::SignIn));
    }
    assert!(page.update(Msg::SignedIn).is_none());
    assert_eq!((page.says(), page.offers()), (None, None));
    assert!(page.can_save(), "the draft stays");
}

/// The host hears once that it failed, and the next Save works.
#[test]
fn a_save_without_a_person_fails_and_can_be_repeated() {
    let mut page = saving(SaveStep::Storing);
    let effect = send(&mut page, |s| Msg::Stored(s, Err(Failure::SignedOut)));
    assert!(
        effect
            == Some(Effect::Fail(Undone {
                what: Text::NotSaved,
                why: Text::SignInFirst,
            }))
    );
    assert_eq!(page.offers(), Some(Text::SignIn));
    assert!(page.update(Msg::SignedIn).is_none());
    assert_eq!((page.says(), page.offers()), (None, None));
    assert!(page.can_save());
    let effect = page.update(Msg::SaveRequested { webhook_url: None });
    assert!(matches!(effect, Some(Effect::Stage { .. })));
}

#[test]
fn what_could_not_be_read_is_read_once_somebody_is_signed_in() {
    let mut page = prefilling();
    send(&mut page, |s| Msg::SettingsRead(s, Ok(known())));
    assert!(send(&mut page, |s| Msg::Loaded(s, Err(Failure::SignedOut))).is_none());
    assert_eq!(page.says(), Some(Notice::Failure(Text::SignedOut)));
    assert_eq!(page.offers(), Some(Text::SignIn));
    assert!(page.update(Msg::SignedIn) == Some(Effect::ReadSettings));
}

/// The host's token came late: nothing is begun twice.
#[test]
fn somebody_signed_in_while_the_record_is_read_changes_nothing() {
    let mut page = prefilling();
    send(&mut page, |s| Msg::SettingsRead(s, Ok(known())));
    signed_out(&mut page, SignIn::Needed);
    assert_eq!(page.offers(), None);
    assert!(page.update(Msg::SignedIn).is_none());
    send(&mut page, |s| Msg::Loaded(s, Ok(Some(record()))));
    assert_eq!((page.says(), page.offers()), (None, None));
}
