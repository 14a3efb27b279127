//! Every message, with every answer it may carry: the rows of the table.

use super::*;
use super::{
    answers::{self, TAKEN},
    each::of_each,
    health::{moved, off},
    tab::WORKFLOW,
};
use wire::{Day, Edit, Refusal};

/// Makes the message that fits the page, if it awaits one.
type Make = fn(&ConfigPage) -> Msg;

const DAY: Day = Day::new(2026, 5, 22);
pub(super) const OTHER: &str = "https://other.example/";
fn good() -> Verdict {
    Verdict::Good(answers::of_family("Workflow"))
}

/// The address was meant so.
fn meant(address: &str) -> Verdict {
    answers::repaired("Workflow", address)
}

fn code_of(page: &ConfigPage) -> String {
    let trial = page.trial.as_ref();
    trial.map_or_else(|| "ABAB".into(), |trial| trial.code.clone())
}

fn late(page: &ConfigPage) -> Step {
    page.late.unwrap_or(Step(u32::MAX))
}

const NONE: HostSettings = HostSettings {
    entity_id: None,
    config_name: None,
    webhook_url: None,
    app_type: None,
    user_object_id: None,
};

of_each! { Msg => Make;
    HostMissing {
        "no host": |_| Msg::HostMissing,
    }
    Connected {
        "connected, to configure": |_| Msg::Connected(facts(Frame::Settings)),
        "connected, to remove": |_| Msg::Connected(facts(Frame::Remove)),
        "connected, neither": |_| Msg::Connected(facts(Frame::Content)),
    }
    SettingsRead {
        "settings: none": |p| Msg::SettingsRead(p.step, Ok(NONE)),
        "settings: ours": |p| Msg::SettingsRead(p.step, Ok(known())),
        "settings: refused": |p| Msg::SettingsRead(p.step, Err(Failure::HostRefused)),
        "settings, late: none": |p| Msg::SettingsRead(late(p), Ok(NONE)),
        "settings, late: ours": |p| Msg::SettingsRead(late(p), Ok(known())),
        "settings, late: refused": |p| Msg::SettingsRead(late(p), Err(Failure::HostRefused)),
    }
    Loaded {
        "loaded: a record": |p| Msg::Loaded(p.step, Ok(Some(record()))),
        "loaded: one that ended": |p| Msg::Loaded(p.step, Ok(Some(Edit { ended_since: Some(DAY), ..record() }))),
        "loaded: one that is off": |p| Msg::Loaded(p.step, Ok(Some(answers::turned_off(off())))),
        "loaded: there is none": |p| Msg::Loaded(p.step, Ok(None)),
        "loaded: offline": |p| Msg::Loaded(p.step, Err(Failure::Offline)),
        "loaded: signed out": |p| Msg::Loaded(p.step, Err(Failure::SignedOut)),
    }
    Pressed {
        "presses the button": |_| Msg::Pressed,
    }
    TurnedOn {
        "turned on": |_| Msg::TurnedOn(Ok(())),
        "turned on: offline": |_| Msg::TurnedOn(Err(Failure::Offline)),
    }
    SignedOut {
        "signed out": |_| Msg::SignedOut(SignIn::Needed),
        "the sign-in was closed": |_| Msg::SignedOut(SignIn::Closed),
    }
    SignedIn {
        "signed in": |_| Msg::SignedIn,
    }
    TypeChosen {
        "chooses": |_| Msg::TypeChosen(NotificationType::All),
    }
    NameTyped {
        "types a name": |_| Msg::NameTyped("Orders of today".into()),
        "empties the name": |_| Msg::NameTyped(" ".into()),
    }
    AddressTyped {
        "types an address": |_| Msg::AddressTyped(OTHER.into()),
        "empties the address": |_| Msg::AddressTyped(" ".into()),
    }
    AddressStands {
        "the address stands": |_| Msg::AddressStands(WORKFLOW.into()),
        "another address stands": |_| Msg::AddressStands(OTHER.into()),
    }
    AddressJudged {
        "the address is good": |_| Msg::AddressJudged(WORKFLOW.into(), good()),
        "the address is bad": |_| Msg::AddressJudged(WORKFLOW.into(), Verdict::Bad(Some(Refusal::Port), None)),
        "the address is not judged in time": |_| Msg::AddressJudged(WORKFLOW.into(), Verdict::Unknown),
        "the address was repaired": |_| Msg::AddressJudged(WORKFLOW.into(), meant(OTHER)),
        "another address was repaired": |_| Msg::AddressJudged(OTHER.into(), meant(OTHER)),
        "the host's address is stored": |_| Msg::AddressJudged(URL.into(), good()),
        "the host's address is another": |_| Msg::AddressJudged(URL.into(), moved()),
        "another address is good": |_| Msg::AddressJudged(OTHER.into(), good()),
    }
    ConfirmChosen {
        "declines the confirmation": |_| Msg::ConfirmChosen(false),
    }
    TestRequested {
        "asks for a test card": |_| Msg::TestRequested,
    }
    Tested {
        "tested: taken": |p| Msg::Tested(code_of(p), Ok(TAKEN)),
        "tested: offline": |p| Msg::Tested(code_of(p), Err(Failure::Offline)),
        "tested: another card": |_| Msg::Tested("WXYZ".into(), Ok(TAKEN)),
    }
    CodeTyped {
        "types the code": |p| Msg::CodeTyped(code_of(p)),
        "types another code": |_| Msg::CodeTyped("WXYZ".into()),
    }
    DefaultName {
        "the language is known": |_| Msg::DefaultName("Aufgaben".into()),
    }
    SaveRequested {
        "Save, with an address": |_| Msg::SaveRequested { webhook_url: Some(URL.into()) },
        "Save, without one": |_| Msg::SaveRequested { webhook_url: None },
    }
    Staged {
        "staged": |p| Msg::Staged(p.step, Ok(())),
        "staged: refused": |p| Msg::Staged(p.step, Err(Failure::HostRefused)),
    }
    ReadBack {
        "read back: nothing": |p| Msg::ReadBack(p.step, Ok(NONE)),
        "read back: ours": |p| Msg::ReadBack(p.step, Ok(known())),
        "read back: refused": |p| Msg::ReadBack(p.step, Err(Failure::HostRefused)),
    }
    Stored {
        "stored": |p| Msg::Stored(p.step, Ok(Saved { version: 9 })),
        "stored: signed out": |p| Msg::Stored(p.step, Err(Failure::SignedOut)),
        "stored: offline": |p| Msg::Stored(p.step, Err(Failure::Offline)),
        "stored: broken": |p| Msg::Stored(p.step, Err(Failure::Rejected(Some(Code::Internal)))),
        "stored: the name refused": |p| Msg::Stored(p.step, Err(Failure::NameRefused)),
        "stored: another was faster": |p| Msg::Stored(p.step, Err(Failure::Rejected(Some(Code::VersionConflict)))),
        "stored: the address is bad": |p| Msg::Stored(p.step, Err(Failure::Refused(Some(Refusal::Port), None))),
        "stored: the address ended": |p| Msg::Stored(p.step, Err(Failure::Refused(Some(Refusal::Ended), Some(DAY)))),
        "stored: removed elsewhere": |p| Msg::Stored(p.step, Err(Failure::Rejected(Some(Code::Removed)))),
    }
    AnswerLost {
        "the answer is lost": |_| Msg::AnswerLost,
    }
    RemoveRequested {
        "Remove": |_| Msg::RemoveRequested,
    }
    Forgotten {
        "forgotten": |p| Msg::Forgotten(p.step, Ok(())),
        "forgotten: offline": |p| Msg::Forgotten(p.step, Err(Failure::Offline)),
        "forgotten: broken": |p| Msg::Forgotten(p.step, Err(Failure::Rejected(Some(Code::Internal)))),
    }
    TimedOut {
        "timed out": |p| Msg::TimedOut(p.step),
    }
    Closing {
        "closing": |_| Msg::Closing,
    }
}
