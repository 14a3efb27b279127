//! The dialect of Workflows: an Adaptive Card 1.4 in the message wrapper. No
//! call-back buttons, only links. What came with 1.5 is passed over by older clients.

use super::content::{Content, Fact, Link, Value as Told};
use super::escape::{adaptive as literal, plain};
use super::words::Language;
use crate::clock::{Millis, rfc3339};
use serde_json::{Value, json};
use time::OffsetDateTime;

pub(super) fn render(content: &Content, language: Language) -> Value {
    let mut card = json!({
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "lang": language.tag(),
        "fallbackText": plain(&content.summary),
        "body": body(content),
    });
    if language.is_mirrored() {
        card["rtl"] = json!(true);
    }
    let actions: Vec<_> = content
        .buttons
        .iter()
        .map(|button| &button.link)
        .chain(&content.link)
        .map(opens)
        .collect();
    if !actions.is_empty() {
        card["actions"] = json!(actions);
    }
    json!({
        "type": "message",
        "attachments": [{
            "contentType": "application/vnd.microsoft.card.adaptive",
            "contentUrl": null,
            "content": card,
        }],
    })
}

fn opens(link: &Link) -> Value {
    json!({"type": "Action.OpenUrl", "title": plain(&link.label), "url": link.url})
}

fn body(content: &Content) -> Vec<Value> {
    let kind = content.kind.map(|kind| {
        json!({
            "type": "TextBlock", "text": kind,
            "size": "small", "weight": "bolder", "isSubtle": true, "wrap": true,
        })
    });
    let mut body: Vec<_> = kind.into_iter().chain([title(content)]).collect();
    // Finds the event without anybody being shown its id.
    if let Some(id) = &content.event_id {
        body[0]["id"] = json!(id);
    }
    for text in content.text.iter().chain(&content.lines) {
        body.push(json!({"type": "TextBlock", "text": literal(text), "wrap": true}));
    }
    body.extend(side_by_side(&content.facts));
    if !content.rows.is_empty() {
        let rows: Vec<_> = content.rows.iter().map(row).collect();
        body.push(json!({"type": "FactSet", "facts": rows}));
    }
    body.push(footer(content));
    body
}

/// A link around the title, not in it: the parsers of Markdown do not agree on what
/// may stand in a link's text.
fn title(content: &Content) -> Value {
    let text = json!({
        "type": "TextBlock", "text": literal(&content.title), "style": "heading",
        "size": "large", "weight": "bolder", "wrap": true,
    });
    let mut title = match &content.link {
        Some(link) => linked(text, link),
        None => text,
    };
    if content.kind.is_some() {
        title["spacing"] = json!("none");
    }
    title
}

fn linked(mut text: Value, link: &Link) -> Value {
    text["color"] = json!("accent");
    json!({"type": "Container", "selectAction": opens(link), "items": [text]})
}

/// Rows of three, which a phone has room for; four are two and two.
fn side_by_side(facts: &[Fact]) -> impl Iterator<Item = Value> {
    let wide = if facts.len() == 4 { 2 } else { 3 };
    facts.chunks(wide).map(move |row| {
        let mut columns: Vec<_> = row.iter().map(column).collect();
        if facts.len() > wide {
            let empty = || json!({"type": "Column", "width": "stretch", "items": []});
            columns.resize_with(wide, empty);
        }
        json!({"type": "ColumnSet", "columns": columns})
    })
}

fn column(fact: &Fact) -> Value {
    let mut value = json!({
        "type": "TextBlock", "text": told(&fact.value), "spacing": "none", "wrap": true,
    });
    if fact.stands_out {
        value["color"] = json!("attention");
        value["weight"] = json!("bolder");
    }
    json!({
        "type": "Column", "width": "stretch", "items": [subtle(&literal(&fact.name)), value],
    })
}

fn row(fact: &Fact) -> Value {
    json!({"title": literal(&fact.name), "value": told(&fact.value)})
}

fn footer(content: &Content) -> Value {
    let name = Some(literal(&content.footer)).filter(|name| !name.is_empty());
    // Our own words, and an address without a sign that any Markdown knows.
    let manage = content.manage.as_ref();
    let manage = manage.map(|link| format!("[{}]({})", link.label, link.url));
    let parts = [name, Some(local(&rfc3339(content.at))), manage];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    let mut footer = subtle(&parts.join(" · "));
    footer["separator"] = json!(true);
    footer["spacing"] = json!("medium");
    footer
}

fn subtle(text: &str) -> Value {
    json!({"type": "TextBlock", "text": text, "isSubtle": true, "size": "small", "wrap": true})
}

fn told(value: &Told) -> String {
    match value {
        Told::Text(text) => literal(text),
        Told::Moment(at) => local(&rfc3339(millis(*at))),
    }
}

fn millis(at: OffsetDateTime) -> Millis {
    at.unix_timestamp().saturating_mul(1000)
}

/// In the reader's own time, as the client writes it. The compact style would be in
/// the client's own language, whatever the card's.
fn local(utc: &str) -> String {
    format!("{{{{DATE({utc}, SHORT)}}}} {{{{TIME({utc})}}}}")
}
