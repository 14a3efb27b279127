//! A cell of the table in words: where a message leads, what the page asks for,
//! and everything else it changes.

use super::*;
use wire::{SaveConnector, Secret, TestCard};

/// The cell of a message that does not fit.
pub(super) const NOTHING: &str = "nothing";

/// What a message did to a page. Nothing that changed is left out.
pub(super) fn cell(before: &ConfigPage, after: &ConfigPage, effect: Option<&Effect>) -> String {
    let mut words = Vec::new();
    if before.phase != after.phase {
        words.push(format!("→ {}", phase(after.phase)));
    }
    words.extend(effect.map(asked));
    words.extend(changes(before, after, effect));
    if words.is_empty() {
        assert!(before == after, "something else was changed");
        words.push(NOTHING.into());
    }
    words.join("; ")
}

fn phase(phase: Phase) -> String {
    match phase {
        Phase::Saving(step) => format!("saving, {step:?}"),
        Phase::Outside(why) => format!("outside, {why:?}"),
        other => other.name().into(),
    }
}

/// The effect with all that it carries.
fn asked(effect: &Effect) -> String {
    match effect {
        Effect::ReadSettings => "READ SETTINGS".into(),
        Effect::Load(id, locale) => format!("LOAD {} in {}", name(id), plain(locale.as_deref())),
        Effect::SignIn => "SIGN IN".into(),
        Effect::TurnOn(id) => format!("TURN ON {}", name(id)),
        Effect::Seen(id) => format!("SEEN {}", name(id)),
        Effect::Stage {
            entity_id,
            config_name,
            content_url,
        } => format!("STAGE {} “{config_name}” at {content_url}", name(entity_id)),
        Effect::ReadBack => "READ BACK".into(),
        Effect::Store(id, record) => format!("STORE {}: {}", name(id), stored(record)),
        Effect::Forget(id) => format!("FORGET {}", name(id)),
        Effect::Abandon(id) => format!("ABANDON {}", name(id)),
        Effect::Await(typed) => format!("AWAIT {}", source(Some(typed))),
        Effect::Judge(id, typed) => format!("JUDGE {} for {}", source(Some(typed)), name(id)),
        Effect::Test(id, card) => format!("TEST {}: {}", name(id), shown(card)),
        Effect::Succeed => "SUCCEED".into(),
        Effect::Fail(undone) => format!("FAIL {}", not_done(*undone)),
        Effect::Refuse(why) => format!("REFUSE {why:?}"),
        Effect::Join => "JOIN".into(),
    }
}

/// Taken apart by name, so that a new field needs a word here.
fn stored(record: &SaveConnector) -> String {
    let SaveConnector {
        notification_type,
        topics,
        config_name,
        content_url,
        webhook_url,
        app_type,
        user_object_id,
        locale,
        version,
        editor,
        confirm,
        alone,
        seen,
    } = record;
    let editor = editor.as_ref().map(name);
    let mut words = vec![
        format!(
            "{notification_type:?} “{}” at {content_url}",
            config_name.as_str()
        ),
        format!("to {}", source(webhook_url.as_ref())),
        format!("from {}", plain(editor.as_deref())),
        format!("in {}", plain(locale.as_deref())),
        format!("app {}", plain(app_type.as_deref())),
        format!(
            "user {}",
            plain(user_object_id.as_ref().map(Secret::expose))
        ),
        version.map_or("no version".into(), |version| format!("version {version}")),
    ];
    words.extend(topics.iter().map(|topics| format!("about {topics:?}")));
    words.extend(confirm.then(|| "confirmed".into()));
    words.extend(alone.then(|| "alone".into()));
    words.extend(seen.then(|| "seen".into()));
    words.join(", ")
}

fn shown(card: &TestCard) -> String {
    let TestCard {
        notification_type,
        config_name,
        locale,
        webhook_url,
        code,
    } = card;
    format!(
        "{} “{}” in {} to {} with {}",
        debug(*notification_type),
        plain(config_name.as_ref().map(wire::ConfigName::as_str)),
        plain(locale.as_deref()),
        source(webhook_url.as_ref()),
        plain(code.as_deref()),
    )
}

/// Taken apart by name, so that a new field needs a word here.
fn changes(before: &ConfigPage, after: &ConfigPage, effect: Option<&Effect>) -> Vec<String> {
    let ConfigPage {
        phase: _,
        draft,
        notice,
        facts,
        content_url,
        page_id,
        trials,
        trial,
        identity,
        at_load,
        webhook_url_in_event,
        health,
        signed_out,
        step: _, // goes up whenever something is asked or answered
        late,
    } = after;
    assert!(before.content_url == *content_url && before.page_id == *page_id);
    let mut words = fields(&before.draft, draft);
    let mut changed = |is: bool, word: String| words.extend(is.then_some(word));
    changed(before.notice != *notice, says(*notice, effect));
    let host = format!("host {:?} {}", facts.frame, facts.locale);
    changed(before.facts != *facts, host);
    changed(before.trial != *trial, tried(trial.as_ref()));
    changed(before.trials != *trials, format!("{trials} tests"));
    changed(before.identity != *identity, known_as(after));
    let has = source(at_load.webhook_url.as_ref());
    changed(before.at_load != *at_load, format!("host has {has}"));
    let has = source(webhook_url_in_event.as_ref());
    changed(
        before.webhook_url_in_event != *webhook_url_in_event,
        format!("event has {has}"),
    );
    changed(before.health != *health, arrive(health));
    let signed = signed_out.map_or("signed in".into(), |why| format!("signed out: {why:?}"));
    changed(before.signed_out != *signed_out, signed);
    let late_is = late.map_or("over", |_| "welcome");
    changed(before.late != *late, format!("late answers {late_is}"));
    let save = if after.can_save() { "on" } else { "off" };
    changed(
        before.can_save() != after.can_save(),
        format!("Save {save}"),
    );
    words.retain(|word| !word.is_empty());
    words
}

/// The notice, unless it says what the host is told too.
fn says(notice: Option<Notice>, effect: Option<&Effect>) -> String {
    match notice {
        None => "no notice".into(),
        Some(Notice::Info(text)) => format!("info {text:?}"),
        Some(Notice::Failure(text)) => format!("failure {text:?}"),
        Some(Notice::Undone(undone)) if effect == Some(&Effect::Fail(undone)) => String::new(),
        Some(Notice::Undone(undone)) => format!("undone {}", not_done(undone)),
    }
}

fn not_done(Undone { what, why }: Undone) -> String {
    format!("{what:?}: {why:?}")
}

fn fields(before: &Draft, after: &Draft) -> Vec<String> {
    let mut words = Vec::new();
    let mut changed = |is: bool, word: String| words.extend(is.then_some(word));
    let choice = after.notification_type;
    changed(
        before.notification_type != choice,
        format!("choice {}", debug(choice)),
    );
    changed(before.name != after.name, format!("name “{}”", after.name));
    let address = after.address.as_ref().map(|address| {
        let kept = if address.kept { "kept, " } else { "" };
        let ended = address.ended.map(|day| format!("ended {day}, "));
        let ended = ended.unwrap_or_default();
        let typed = source(Some(&address.typed));
        format!("address {kept}{ended}{typed} {}", judged(&address.verdict))
    });
    changed(before.address != after.address, address.unwrap_or_default());
    changed(
        before.confirm != after.confirm,
        format!("confirm {}", after.confirm),
    );
    let touched = |draft: &Draft| {
        let fields = [
            draft.type_touched,
            draft.name_touched,
            draft.address_touched,
        ];
        let named = fields.into_iter().zip(["type", "name", "address"]);
        let names: Vec<_> = named.filter_map(|(is, name)| is.then_some(name)).collect();
        names.join(", ")
    };
    changed(
        touched(before) != touched(after),
        format!("touched: {}", touched(after)),
    );
    if words.is_empty() && before != after {
        words.push("name given".into()); // it is the default no longer
    }
    words
}

/// Without what the form does not show.
fn judged(verdict: &Verdict) -> String {
    let Verdict::Good(checked) = verdict else {
        return format!("{verdict:?}");
    };
    let (family, ended) = (&checked.family, checked.since);
    let (to, moved) = (checked.destination, checked.stored == Some(false));
    format!("Good {{ family: {family:?}, destination: {to:?}, ended: {ended:?}, moved: {moved} }}")
}

fn arrive(health: &Health) -> String {
    match health {
        Health::Good => "all good".into(),
        Health::Off(Off { since, why }) => format!("off since {since}: {why}"),
        Health::Moved => "moved".into(),
    }
}

fn tried(trial: Option<&Trial>) -> String {
    trial.map_or("no test".into(), |trial| {
        let seen = if trial.seen { ", seen" } else { "" };
        format!("test {} {:?}{seen}", trial.code, trial.says())
    })
}

/// Everything that is shown, in words.
pub(super) fn face(page: &ConfigPage) -> String {
    let mut words = vec![page.phase.name().to_owned()];
    let flags = [
        (page.is_ready(), "ready"),
        (page.is_busy(), "busy"),
        (page.is_editable(), "editable"),
        (page.can_save(), "Save on"),
        (page.names_what_stops(), "names what stops"),
    ];
    words.extend(
        flags
            .iter()
            .filter(|(is, _)| *is)
            .map(|(_, word)| (*word).into()),
    );
    words.push(says(page.says(), None));
    words.extend(page.offers().map(|text| format!("offers {text:?}")));
    words.extend(page.lacks().map(|text| format!("lacks {text:?}")));
    words.extend(
        page.draft
            .address
            .as_ref()
            .map(|address| format!("address {:?} “{}”", address.says(), address.family())),
    );
    words.extend(page.trial.as_ref().map(|trial| {
        let asks = if trial.awaits_code() {
            ", asks for the code"
        } else {
            ""
        };
        format!("test {:?} {:?}{asks}", trial.says(), trial.steps())
    }));
    words.join("; ")
}

fn known_as(page: &ConfigPage) -> String {
    let identity = &page.identity;
    let unsaid = if identity.is_unsaid() { "unsaid, " } else { "" };
    let open = identity.clone().orphan().map(|_| ", perhaps stored");
    let (id, version) = (name(&identity.id()), debug(identity.version()));
    format!(
        "id {unsaid}{id}, version {version}{}",
        open.unwrap_or_default()
    )
}

fn name(id: &EntityId) -> String {
    let known = known().entity_id;
    match id.as_str() {
        id if Some(id) == known.as_deref() => "known".into(),
        id if id == page_id().as_str() => "this page".into(),
        id if id == EntityId::from_random([7; 16]).as_str() => "minted".into(),
        other => other.into(),
    }
}

/// Which address it is.
fn source(url: Option<&Secret>) -> &str {
    match url.map(Secret::expose) {
        None | Some("") => "-",
        Some(URL) => "HOST'S",
        Some(super::tab::WORKFLOW) => "TYPED",
        Some(other) => other,
    }
}

fn plain(text: Option<&str>) -> &str {
    text.unwrap_or("-")
}

fn debug(value: Option<impl std::fmt::Debug>) -> String {
    value.map_or("-".into(), |value| format!("{value:?}"))
}
