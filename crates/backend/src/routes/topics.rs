//! `/api/v1/topics`: which there are, what an operator declares, and how much would come.

use super::proof::Proof;
use super::{Shared, body};
use crate::problem::Failure;
use crate::right::Right;
use crate::store::{Declare, Known, Standing, Wish};
use crate::text::clean;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, RawQuery, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;
use std::collections::HashSet;
use wire::topic::{COUNTED_DAYS, MOST_DECLARED, MOST_OF_CONNECTOR, MOST_SHOWN, MOST_TITLE};
use wire::{DeclareTopics, EntityId, Matches, NotificationType, Topic, TopicTitle, Topics, paths};

const MOST_BYTES: usize = 8 * 1024 * 1024;

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route(paths::TOPICS, get(list).put(declare))
        .route(paths::TOPIC_MATCHES, get(matches))
}

/// What a person typed, and who asks.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Search {
    search: String,
    locale: String,
    connector: Option<String>,
}

async fn list(
    State(app): State<Shared>,
    headers: HeaderMap,
    search: Result<Query<Search>, QueryRejection>,
) -> Result<Json<Topics>, Failure> {
    let search = search.map(|Query(search)| search).unwrap_or_default();
    let tenant = tenant(&app, &headers, search.connector.as_deref()).await?;
    let known = app.store.topics(tenant.as_deref()).await?;
    Ok(Json(found(&known, &search)))
}

/// Those whose title or path has what was typed; what begins with it comes first.
fn found(known: &[Known], search: &Search) -> Topics {
    let typed = search.search.trim().to_lowercase();
    let mut found: Vec<_> = known
        .iter()
        .filter_map(|known| {
            let title = title(known, &search.locale);
            let (folded, path) = (title.to_lowercase(), known.topic.to_lowercase());
            let begins = folded.starts_with(&typed) || path.starts_with(&typed);
            let has = begins || folded.contains(&typed) || path.contains(&typed);
            has.then_some((!begins, folded, title, known))
        })
        .collect();
    found.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
    let all = found.len();
    found.truncate(MOST_SHOWN);
    let topics = found.into_iter().map(|(_, _, title, known)| TopicTitle {
        topic: known.topic.clone(),
        title: title.to_owned(),
    });
    Topics {
        topics: topics.collect(),
        all: all as u64,
    }
}

/// In the reader's language, else in English, else its path.
fn title<'a>(known: &'a Known, locale: &str) -> &'a str {
    let lower = locale.to_lowercase();
    let base = lower.split(['-', '_']).next().unwrap_or_default();
    let said = |tag: &str| {
        let mut titles = known.titles.iter();
        titles.find(|(known, _)| known.to_lowercase() == tag)
    };
    let title = said(&lower).or_else(|| said(base)).or_else(|| said("en"));
    title.map_or(&known.topic, |(_, title)| title)
}

/// Whose topics the caller may see: its own tenant's. Who knows no more than an id asks
/// for the connector that has it.
async fn tenant(
    app: &Shared,
    headers: &HeaderMap,
    connector: Option<&str>,
) -> Result<Option<String>, Failure> {
    let right = app.right(headers).await?;
    match &right {
        Right::Member(member) => return Ok(Some(member.tenant.to_string())),
        Right::Enrolled(tenant) => return Ok(tenant.clone()),
        Right::ById => {}
    }
    let id = connector.and_then(|id| EntityId::try_from(id.to_owned()).ok());
    let id = id.ok_or_else(Failure::not_enrolled)?;
    match app.store.standing(&id, &right).await? {
        Standing::Foreign => Err(Failure::not_enrolled()),
        Standing::Free | Standing::NotOwner => {
            let tenant = app.store.tenant_of(&id).await?;
            tenant.ok_or_else(Failure::not_enrolled)
        }
    }
}

/// Whoever may report of them.
async fn declare(State(app): State<Shared>, request: Request) -> Result<StatusCode, Failure> {
    let (parts, content) = request.into_parts();
    let proof = Proof::of(&app, &parts.headers).await?;
    body::is_json(&parts.headers)?;
    let bytes = body::read(content, MOST_BYTES, app.config.limits.read).await?;
    proof.covers(&app, &bytes)?;
    let DeclareTopics { mut topics } = body::parse(&bytes)?;
    if topics.len() > MOST_DECLARED {
        let detail = format!("Declare at most {MOST_DECLARED}.");
        return Err(Failure::invalid("topics", &detail));
    }
    let mut met = HashSet::new();
    for (number, declared) in topics.iter_mut().enumerate() {
        let at = format!("topics[{number}]");
        proof.may_report(&at, [declared.topic.as_str()])?;
        if !met.insert(declared.topic.clone()) {
            return Err(Failure::invalid(
                &at,
                "It is declared twice; name each once.",
            ));
        }
        for (tag, title) in &mut declared.titles {
            *title = checked(&at, tag, title)?;
        }
    }
    let tenant = proof.tenant();
    app.store.write_or_shed(Declare { tenant, topics }).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn checked(at: &str, tag: &str, title: &str) -> Result<String, Failure> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let text = clean::line(title);
    let good = (2..=35).contains(&tag.len()) && tag.bytes().all(plain);
    match good && (1..=MOST_TITLE).contains(&text.chars().count()) {
        true => Ok(text),
        false => {
            let detail = format!(
                "Write titles of 1 to {MOST_TITLE} characters by language, such as \
                 {{\"en\": \"Alpha\"}}."
            );
            Err(Failure::invalid(&format!("{at}.titles"), &detail))
        }
    }
}

async fn matches(
    State(app): State<Shared>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Json<Matches>, Failure> {
    let query = query.unwrap_or_default();
    let each = || url::form_urlencoded::parse(query.as_bytes());
    let first = |name: &str| each().find(|(key, _)| key == name).map(|(_, value)| value);
    let tenant = tenant(&app, &headers, first("connector").as_deref()).await?;
    let choice = first("notificationType");
    let choice = choice.and_then(|choice| NotificationType::from_code(&choice));
    let notification_type = choice
        .ok_or_else(|| Failure::invalid("notificationType", "Send Create, Update or All."))?;
    let topics = each().filter(|(key, _)| key == "topic");
    let topics = topics.map(|(_, topic)| Topic::try_from(topic.into_owned()));
    let topics: Vec<_> = topics
        .take(MOST_OF_CONNECTOR)
        .collect::<Result<_, _>>()
        .map_err(|error| Failure::invalid("topic", &error.to_string()))?;
    let wish = Wish {
        notification_type,
        topics,
        tenant,
    };
    Ok(Json(Matches {
        events: app.store.matches(&wish).await?,
        days: COUNTED_DAYS,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn known(topic: &str, titles: &[(&str, &str)]) -> Known {
        let titles = titles
            .iter()
            .map(|(tag, title)| ((*tag).into(), (*title).into()));
        Known {
            topic: topic.into(),
            titles: titles.collect::<BTreeMap<_, _>>(),
        }
    }

    fn titles(known: &[Known], typed: &str, locale: &str) -> Vec<String> {
        let search = Search {
            search: typed.into(),
            locale: locale.into(),
            connector: None,
        };
        let found = found(known, &search).topics.into_iter();
        found.map(|topic| topic.title).collect()
    }

    #[test]
    fn a_title_is_in_the_readers_language() {
        let all = [known(
            "p/a",
            &[("en", "Orders"), ("de", "Aufträge"), ("pt-BR", "Pedidos")],
        )];
        for (locale, title) in [
            ("de-at", "Aufträge"),
            ("pt-br", "Pedidos"),
            ("fr-fr", "Orders"),
            ("", "Orders"),
        ] {
            assert_eq!(titles(&all, "", locale), [title], "{locale}");
        }
        assert_eq!(titles(&[known("p/a", &[])], "", "de"), ["p/a"]);
    }

    #[test]
    fn what_begins_with_what_was_typed_comes_first() {
        let all = [
            known("a/1", &[("en", "My alpha")]),
            known("b/2", &[("en", "Alpha")]),
            known("alpine/3", &[("en", "Skis")]),
            known("c/4", &[("en", "Beta")]),
        ];
        assert_eq!(titles(&all, " ALP", "en"), ["Alpha", "Skis", "My alpha"]);
        assert_eq!(titles(&all, "gamma", "en"), Vec::<String>::new());
    }

    #[test]
    fn of_ten_thousand_the_first_are_told_and_all_are_counted() {
        let all: Vec<_> = (0..10_000)
            .map(|number| known(&format!("project/{number}"), &[("en", "Project")]))
            .collect();
        let begin = std::time::Instant::now();
        let found = found(&all, &Search::default());
        println!("10,000 topics: {} µs", begin.elapsed().as_micros());
        assert_eq!((found.topics.len(), found.all), (MOST_SHOWN, 10_000));
    }
}
