//! The page in every phase, as a connector's form and as a channel tab's: the
//! columns of the table.

use super::*;
use super::{
    answers::{self, GOOD, TAKEN},
    each::of_each,
    health::{moved, turned_off},
    tab::{WORKFLOW, again, tab},
    which::unsaid,
};
use SaveStep::{Reading, Staging, Storing};
use wire::{Day, Posted, Refusal, Tested};

/// Whose form it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Profile {
    Connector,
    Tab,
}
use Profile::{Connector, Tab};

of_each! { Phase => (Profile, ConfigPage);
    Connecting {
        "connecting": (Connector, fresh()),
        "connecting, an address typed": (Tab, typed(new_tab())),
    }
    Outside {
        "outside: no host": (Connector, outside(WhyOutside::NoHost)),
        "outside: silent": (Connector, outside(WhyOutside::Silent)),
        "outside, a tab": (Tab, told(new_tab(), |_| Msg::HostMissing)),
    }
    Prefilling {
        "reading the settings": (Connector, prefilling()),
        "loading the record": (Connector, loading(fresh())),
        "loading, an address typed": (Tab, typed(loading(new_tab()))),
    }
    Editing {
        "new": (Connector, editing()),
        "new, chosen": (Connector, chosen()),
        "new, signed out": (Connector, told(chosen(), |_| Msg::SignedOut(SignIn::Needed))),
        "new, the sign-in was down": (Connector, told(chosen(), |_| Msg::SignedOut(SignIn::Down))),
        "again, signed out": (Connector, told(loading(fresh()), |s| Msg::Loaded(s, Err(Failure::SignedOut)))),
        "not saved, signed out": (Connector, told(saving(Storing), |s| Msg::Stored(s, Err(Failure::SignedOut)))),
        "new, nameless": (Connector, nameless(chosen())),
        "again": (Connector, reopened()),
        "again, off": (Connector, turned_off(Frame::Settings, fresh())),
        "again, not turned on": (Connector, told(turned_off(Frame::Settings, fresh()), |_| Msg::TurnedOn(Err(Failure::Offline)))),
        "again, moved": (Connector, told(reopened(), |_| Msg::AddressJudged(URL.into(), moved()))),
        "again, changed": (Connector, changed(reopened())),
        "settings unread": (Connector, changed(unsaid(Frame::Settings))),
        "record unread": (Connector, told(loading(fresh()), |s| Msg::Loaded(s, Err(Failure::Offline)))),
        "perhaps stored": (Connector, told(saving(Storing), Msg::TimedOut)),
        "new, no address": (Tab, tab()),
        "new, address typed": (Tab, typed(tab())),
        "new, address good": (Tab, judged(GOOD)),
        "new, address bad": (Tab, judged(Verdict::Bad(Some(Refusal::Port), None))),
        "new, address unchecked": (Tab, judged(Verdict::Unknown)),
        "again, address kept": (Tab, again()),
        "again, a tab that is off": (Tab, turned_off(Frame::Settings, new_tab())),
        "again, address replaced": (Tab, replaced()),
        "new, address of a family": (Tab, judged(of_a_family())),
        "new, its address taken back": (Tab, told(judged(of_a_family()), |_| Msg::AddressTyped(Secret::default()))),
        "a test on its way": (Tab, tested(None)),
        "a test that was taken": (Tab, tested(Some(Posted::Unknown))),
    }
    ConfirmingRemoval {
        "confirming": (Connector, confirming()),
        "confirming, off": (Connector, turned_off(Frame::Remove, fresh())),
        "confirming, settings unread": (Connector, unsaid(Frame::Remove)),
        "confirming, a tab": (Tab, confirming_tab()),
    }
    Saving {
        "staging": (Connector, saving(Staging)),
        "reading": (Connector, saving(Reading)),
        "storing": (Connector, saving(Storing)),
        "reading, no address came": (Connector, without_address()),
        "reading, an edit": (Connector, save(changed(reopened()), Reading)),
        "storing, an edit": (Connector, save(changed(reopened()), Storing)),
        "reading, the host unknown": (Connector, save(changed(unsaid(Frame::Settings)), Reading)),
        "staging a tab": (Tab, save(judged(GOOD), Staging)),
        "reading a tab": (Tab, save(judged(GOOD), Reading)),
        "storing a tab": (Tab, save(judged(GOOD), Storing)),
        "reading, address kept": (Tab, save(changed(again()), Reading)),
        "storing, off": (Tab, save(turned_off(Frame::Settings, new_tab()), Storing)),
        "storing, address kept": (Tab, save(changed(again()), Storing)),
        "reading, address replaced": (Tab, save(replaced(), Reading)),
    }
    Saved {
        "saved": (Connector, saved()),
        "saved, a tab": (Tab, saved_tab()),
        "saved, of a family": (Tab, saved_of_a_family()),
    }
    Removing {
        "removing": (Connector, removing()),
        "removing, reading the settings": (Connector, told(unsaid(Frame::Remove), |_| Msg::RemoveRequested)),
        "removing, while editing": (Connector, told(reopened(), |_| Msg::RemoveRequested)),
        "removing a tab": (Tab, told(again(), |_| Msg::RemoveRequested)),
    }
    Removed {
        "removed": (Connector, removed()),
        "removed, a tab": (Tab, removed_tab()),
    }
}

/// The page after one more message.
fn told(mut page: ConfigPage, msg: impl FnOnce(Step) -> Msg) -> ConfigPage {
    send(&mut page, msg);
    page
}

fn new_tab() -> ConfigPage {
    let mut page = fresh();
    page.draft.address = Some(Address::default());
    page
}

fn loading(mut page: ConfigPage) -> ConfigPage {
    page.update(Msg::Connected(facts(Frame::Settings)));
    told(page, |s| Msg::SettingsRead(s, Ok(known())))
}

fn typed(page: ConfigPage) -> ConfigPage {
    told(page, |_| Msg::AddressTyped(WORKFLOW.into()))
}

fn judged(verdict: Verdict) -> ConfigPage {
    told(typed(tab()), |_| {
        Msg::AddressJudged(WORKFLOW.into(), verdict)
    })
}

fn replaced() -> ConfigPage {
    told(typed(again()), |_| {
        Msg::AddressJudged(WORKFLOW.into(), GOOD)
    })
}

fn changed(page: ConfigPage) -> ConfigPage {
    told(page, |_| Msg::TypeChosen(NotificationType::Create))
}

fn of_a_family() -> Verdict {
    answers::mixed("Logic Apps workflow", Day::new(2025, 11, 30))
}

fn nameless(page: ConfigPage) -> ConfigPage {
    told(page, |_| Msg::NameTyped(String::new()))
}

fn tested(posted: Option<Posted>) -> ConfigPage {
    let mut page = judged(GOOD);
    page.update(Msg::TestRequested);
    let result = posted.map(|posted| Tested { posted, ..TAKEN });
    if let (Some(result), Some(trial)) = (result, page.trial.clone()) {
        page.update(Msg::Tested(trial.code, Ok(result)));
    }
    page
}

fn confirming_tab() -> ConfigPage {
    let mut page = new_tab();
    open_stored(&mut page, Frame::Remove);
    page
}

fn without_address() -> ConfigPage {
    let mut page = chosen();
    page.update(Msg::SaveRequested { webhook_url: None });
    told(page, |s| Msg::Staged(s, Ok(())))
}

fn saved_tab() -> ConfigPage {
    told(save(judged(GOOD), Storing), |s| {
        Msg::Stored(s, Ok(Saved { version: 1 }))
    })
}

/// The verdict stays, the address does not.
fn saved_of_a_family() -> ConfigPage {
    told(save(judged(of_a_family()), Storing), |s| {
        Msg::Stored(s, Ok(Saved { version: 1 }))
    })
}

fn removed_tab() -> ConfigPage {
    let page = told(again(), |_| Msg::RemoveRequested);
    told(page, |s| Msg::Forgotten(s, Ok(())))
}
