//! The dialect of Office 365 connectors: MessageCard. It has neither columns nor the
//! reader's time, and Teams prints its own above each card.

use super::content::{Content, Fact, Link, Push, Value as Told};
use super::escape::{html, message_card as literal, message_card_link as link, plain};
use super::words::Language;
use serde_json::{Value, json};
use time::OffsetDateTime;
use wire::MOST_INPUT;

pub(super) fn render(content: &Content, language: Language) -> Value {
    let summary = mirrored(&plain(&content.summary), language);
    let mut card = json!({
        "@type": "MessageCard",
        "@context": "http://schema.org/extensions",
        "themeColor": "5B5FC7",
        "summary": summary,
        "sections": sections(content, language),
    });
    // Finds the event without anybody being shown its id.
    if let Some(id) = &content.event_id {
        card["correlationId"] = json!(id);
    }
    let buttons = content.buttons.iter().map(|button| push(button, language));
    let link = content.link.iter().map(|link| opens(link, language));
    let actions: Vec<_> = buttons.chain(link).collect();
    if !actions.is_empty() {
        card["potentialAction"] = json!(actions);
    }
    card
}

/// In the card itself where that may be; else on a page of ours.
fn push(button: &Push, language: Language) -> Value {
    let Some(target) = &button.post else {
        return opens(&button.link, language);
    };
    let name = mirrored(&plain(&button.link.label), language);
    let posts = |body: &str| {
        json!({
            "@type": "HttpPOST", "name": name, "target": target,
            "body": body, "bodyContentType": "application/json",
        })
    };
    let Some(input) = &button.input else {
        return posts("{}");
    };
    // The client puts in what was written, and need not escape it: one field has one end.
    json!({
        "@type": "ActionCard",
        "name": name,
        "inputs": [{
            "@type": "TextInput", "id": "input", "isMultiline": true,
            "title": mirrored(&plain(&input.title), language),
            "maxLength": MOST_INPUT, "isRequired": input.is_required,
        }],
        "actions": [posts(r#"{"input":"{{input.value}}"}"#)],
    })
}

fn opens(link: &Link, language: Language) -> Value {
    json!({
        "@type": "OpenUri",
        "name": mirrored(&plain(&link.label), language),
        "targets": [{"os": "default", "uri": link.url}],
    })
}

/// A text that begins at the right. The dialect has no word for the direction of a
/// whole card.
fn mirrored(text: &str, language: Language) -> String {
    if !language.is_mirrored() {
        return text.to_owned();
    }
    let lines = text
        .split("\n\n")
        .map(|line| format!("\u{2067}{line}\u{2069}"));
    lines.collect::<Vec<_>>().join("\n\n")
}

/// The card's own title takes no link, so the task's is a section's.
fn sections(content: &Content, language: Language) -> Vec<Value> {
    let shown = |text: &str| mirrored(text, language);
    let facts = content.facts.iter().chain(&content.rows);
    let facts: Vec<_> = facts.map(|one| fact(one, language)).collect();
    let title = match &content.link {
        Some(to) => link(&content.title, &to.url),
        None => literal(&content.title),
    };
    let mut first = json!({"activityTitle": shown(&title), "facts": facts});
    if let Some(kind) = content.kind {
        first["activitySubtitle"] = json!(shown(kind));
    }
    if let Some(text) = body(content) {
        first["text"] = json!(shown(&text));
    }
    let footer = footer(content).map(|text| json!({"activitySubtitle": shown(&text)}));
    std::iter::once(first).chain(footer).collect()
}

fn footer(content: &Content) -> Option<String> {
    let name = Some(literal(&content.footer)).filter(|name| !name.is_empty());
    let manage = content.manage.as_ref();
    let manage = manage.map(|to| link(&to.label, &to.url));
    let parts: Vec<_> = name.into_iter().chain(manage).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

fn fact(fact: &Fact, language: Language) -> Value {
    let value = match &fact.value {
        Told::Text(text) => literal(text),
        Told::Moment(at) => html(&moment(*at, language)),
    };
    let (name, value) = (
        mirrored(&literal(&fact.name), language),
        mirrored(&value, language),
    );
    json!({"name": name, "value": value})
}

/// As it was told, with its zone.
fn moment(at: OffsetDateTime, language: Language) -> String {
    let day = language.words().day(at.date());
    let (hour, minute) = (at.hour(), at.minute());
    let (hours, minutes, _) = at.offset().as_hms();
    let sign = if at.offset().is_negative() { '-' } else { '+' };
    let (hours, minutes) = (hours.unsigned_abs(), minutes.unsigned_abs());
    let zone = match at.offset().is_utc() {
        true => String::new(),
        false => format!("{sign}{hours:02}:{minutes:02}"),
    };
    format!("{day}, {hour:02}:{minute:02} UTC{zone}")
}

fn body(content: &Content) -> Option<String> {
    let lines = content.lines.iter().map(|line| literal(line));
    let text = content.text.iter().map(|text| literal(text));
    let all: Vec<_> = text.chain(lines).collect();
    (!all.is_empty()).then(|| all.join("\n\n"))
}
