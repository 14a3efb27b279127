//! The model's tests: pages in every phase, the table of message × phase ×
//! profile, and the walk-throughs.

mod answers;
mod cells;
mod each;
mod ended;
mod health;
mod messages;
mod scenes;
mod secrets;
mod signing;
mod tab;
mod table;
mod trial;
mod walks;
mod which;

use super::*;
use answers::record;
use wire::{Code, NotificationType, Saved};

const URL: &str = "https://contoso.webhook.office.com/webhookb2/secret";

fn fresh() -> ConfigPage {
    let minted = EntityId::from_random([7; 16]);
    ConfigPage::new(
        minted,
        page_id(),
        "https://app.example/configure".into(),
        "Task notifications",
        None,
    )
}

fn page_id() -> EntityId {
    EntityId::from_random([0xab; 16])
}

fn facts(frame: Frame) -> HostFacts {
    HostFacts {
        frame,
        entity_id: None,
        locale: "de-de".into(),
    }
}

fn known() -> HostSettings {
    HostSettings {
        entity_id: Some("0123456789abcdef0123456789abcdef".into()),
        config_name: Some("Host's name".into()),
        webhook_url: Some(URL.into()),
        app_type: Some("teams".into()),
        user_object_id: Some("3333".into()),
    }
}

/// Sends messages that answer whatever is being waited for.
fn send(page: &mut ConfigPage, msg: impl FnOnce(Step) -> Msg) -> Option<Effect> {
    let step = page.step();
    page.update(msg(step))
}

fn editing() -> ConfigPage {
    let mut page = fresh();
    page.update(Msg::Connected(facts(Frame::Settings)));
    send(&mut page, |s| {
        Msg::SettingsRead(s, Ok(HostSettings::default()))
    });
    assert_eq!(page.phase, Phase::Editing);
    page
}

fn chosen() -> ConfigPage {
    let mut page = editing();
    page.update(Msg::TypeChosen(NotificationType::Create));
    page
}

/// With what the host and the backend kept; nothing is changed yet.
fn reopened() -> ConfigPage {
    let mut page = fresh();
    open_stored(&mut page, Frame::Settings);
    page
}

/// The host knows the id, the backend the rest.
fn open_stored(page: &mut ConfigPage, frame: Frame) {
    page.update(Msg::Connected(facts(frame)));
    send(page, |s| Msg::SettingsRead(s, Ok(known())));
    send(page, |s| Msg::Loaded(s, Ok(Some(record()))));
}

fn saving(step: SaveStep) -> ConfigPage {
    save(chosen(), step)
}

/// A save that came as far as this step.
fn save(mut page: ConfigPage, step: SaveStep) -> ConfigPage {
    page.update(Msg::SaveRequested {
        webhook_url: Some(URL.into()),
    });
    if step != SaveStep::Staging {
        send(&mut page, |s| Msg::Staged(s, Ok(())));
    }
    if step == SaveStep::Storing {
        send(&mut page, |s| Msg::ReadBack(s, Ok(HostSettings::default())));
    }
    assert_eq!(page.phase, Phase::Saving(step));
    page
}

fn saved() -> ConfigPage {
    let mut page = saving(SaveStep::Storing);
    send(&mut page, |s| Msg::Stored(s, Ok(Saved { version: 1 })));
    page
}

fn confirming() -> ConfigPage {
    let mut page = fresh();
    open_stored(&mut page, Frame::Remove);
    page
}

fn removing() -> ConfigPage {
    let mut page = confirming();
    page.update(Msg::RemoveRequested);
    page
}

fn removed() -> ConfigPage {
    let mut page = removing();
    send(&mut page, |s| Msg::Forgotten(s, Ok(())));
    page
}

fn outside(why: WhyOutside) -> ConfigPage {
    let mut page = fresh();
    match why {
        WhyOutside::NoHost => page.update(Msg::HostMissing),
        WhyOutside::Silent => send(&mut page, Msg::TimedOut),
    };
    assert_eq!(page.phase, Phase::Outside(why));
    page
}

fn prefilling() -> ConfigPage {
    let mut page = fresh();
    page.update(Msg::Connected(facts(Frame::Settings)));
    page
}
