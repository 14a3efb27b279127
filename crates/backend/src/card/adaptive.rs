//! The dialect of Workflows: an Adaptive Card 1.4 in the message wrapper. No
//! call-back buttons, only links.

use super::content::Content;
use super::escape::adaptive as literal;
use super::words::Language;
use serde_json::{Value, json};

pub(super) fn render(content: &Content, language: Language) -> Value {
    let mut card = json!({
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "lang": language.tag(),
        "fallbackText": content.title,
        "body": body(content),
    });
    if let Some((label, url)) = &content.link {
        card["actions"] = json!([{"type": "Action.OpenUrl", "title": label, "url": url}]);
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

fn body(content: &Content) -> Vec<Value> {
    let mut body = vec![json!({
        "type": "TextBlock", "text": content.title,
        "weight": "bolder", "size": "medium", "wrap": true,
    })];
    if !content.name.is_empty() {
        body.push(subtle(&content.name));
    }
    if !content.facts.is_empty() {
        let fact = |(name, value): &(&str, String)| json!({"title": name, "value": literal(value)});
        let facts: Vec<_> = content.facts.iter().map(fact).collect();
        body.push(json!({"type": "FactSet", "facts": facts}));
    }
    for text in content.text.iter().chain(&content.lines) {
        body.push(json!({"type": "TextBlock", "text": literal(text), "wrap": true}));
    }
    body.push(subtle(&content.footer));
    body
}

fn subtle(text: &str) -> Value {
    json!({
        "type": "TextBlock", "text": literal(text),
        "isSubtle": true, "size": "small", "wrap": true,
    })
}
