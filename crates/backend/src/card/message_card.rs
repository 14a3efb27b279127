//! The dialect of Office 365 connectors: MessageCard.

use super::content::Content;
use super::escape::message_card as literal;
use serde_json::{Value, json};

pub(super) fn render(content: &Content) -> Value {
    let facts: Vec<_> = content
        .facts
        .iter()
        .map(|(name, value)| json!({"name": name, "value": literal(value)}))
        .collect();
    let mut section = json!({"facts": facts});
    if !content.name.is_empty() {
        section["activitySubtitle"] = json!(literal(&content.name));
    }
    if let Some(text) = body(content) {
        section["text"] = json!(text);
    }
    let footer = json!({"text": literal(&content.footer)});
    let mut card = json!({
        "@type": "MessageCard",
        "@context": "http://schema.org/extensions",
        "themeColor": "5B5FC7",
        "summary": content.summary,
        "title": content.title,
        "sections": [section, footer],
    });
    if let Some((label, url)) = &content.link {
        card["potentialAction"] = json!([{
            "@type": "OpenUri",
            "name": label,
            "targets": [{"os": "default", "uri": url}],
        }]);
    }
    card
}

fn body(content: &Content) -> Option<String> {
    let lines = content.lines.iter().map(|line| literal(line));
    let text = content.text.iter().map(|text| literal(text));
    let all: Vec<_> = text.chain(lines).collect();
    (!all.is_empty()).then(|| all.join("\n\n"))
}
