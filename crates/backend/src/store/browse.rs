//! Connectors page by page, as an operator looks for them: by what a person may
//! remember, by state. Opens no address.

use super::cursor::{Cursor, Paged};
use super::inventory::Described;
use super::roster::{self, Sought};
use super::{Store, StoreError};
use sqlx::Row as _;
use std::collections::HashMap;
use wire::HealthState;
use wire::admin::StateCounts;

/// Which connectors, and from where on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Look {
    /// A part of the name, the host or the tenant, or the beginning of an entity id.
    pub(crate) text: Option<String>,
    pub(crate) state: Option<HealthState>,
    pub(crate) after: Option<Cursor>,
}

/// A connector's health in one word, as `history::health` says it.
macro_rules! state {
    () => {
        "CASE WHEN c.stopped_by IS NOT NULL OR w.state = 'disabled' THEN 'disabled'
             WHEN w.failing_since IS NOT NULL AND w.reason IS NOT NULL THEN 'failing'
             WHEN w.last_success_at IS NOT NULL THEN 'ok' ELSE 'unproven' END"
    };
}

/// `?1` has patterns, one of which must fit; `?2` a state.
macro_rules! fitting {
    () => {
        concat!(
            "FROM connectors c JOIN webhooks w ON w.id = c.webhook_id
             WHERE (?1 IS NULL OR EXISTS (SELECT 1 FROM json_each(?1) p
                 WHERE c.config_name LIKE p.value ESCAPE '\\' OR w.host LIKE p.value ESCAPE '\\'
                     OR c.tenant LIKE p.value ESCAPE '\\'
                     OR c.entity_id LIKE substr(p.value, 2) ESCAPE '\\'))
             AND (?2 IS NULL OR ?2 = ",
            state!(),
            ")"
        )
    };
}

impl Store {
    /// At most so many that fit, the oldest first, and how many there are on all pages.
    pub(crate) async fn browse(
        &self,
        look: &Look,
        most: usize,
    ) -> Result<(Paged<Described>, u64), StoreError> {
        let patterns = look.text.as_deref().map(patterns);
        let patterns = patterns.map(|all| serde_json::to_string(&all).unwrap_or_default());
        let state = look.state.map(HealthState::code);
        let after = look.after.clone().unwrap_or_else(Cursor::oldest);
        const FOUND: &str = concat!(
            "SELECT c.id, c.created_at ",
            fitting!(),
            " AND (c.created_at > ?3 OR (c.created_at = ?3 AND c.id > ?4))
              ORDER BY c.created_at, c.id LIMIT ?5"
        );
        let found = sqlx::query(FOUND)
            .bind(&patterns)
            .bind(state)
            .bind(after.at)
            .bind(&after.id)
            .bind(i64::try_from(most + 1).unwrap_or(i64::MAX))
            .fetch_all(&self.readers)
            .await?;
        const COUNT: &str = concat!("SELECT COUNT(*) AS total ", fitting!());
        let count = sqlx::query(COUNT).bind(&patterns).bind(state);
        let total: i64 = count.fetch_one(&self.readers).await?.get("total");
        let found = found.iter().map(|row| Cursor {
            at: row.get("created_at"),
            id: row.get("id"),
        });
        let page = Paged::of(found.collect(), most, Cursor::clone);
        let entries = self.described(&page.entries).await?;
        let next = page.next;
        Ok((Paged { entries, next }, total.unsigned_abs()))
    }

    /// The one in this row, if it is there.
    pub(crate) async fn listed(&self, row: &str) -> Result<Option<Described>, StoreError> {
        let row = Cursor {
            id: row.to_owned(),
            ..Cursor::oldest()
        };
        Ok(self.described(&[row]).await?.pop())
    }

    /// In the order of the rows. What was removed meanwhile is left out.
    async fn described(&self, rows: &[Cursor]) -> Result<Vec<Described>, StoreError> {
        let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
        let all = Sought::default();
        let entries = roster::select(&self.readers, &all, Some(&ids), i64::MAX, self.now()).await?;
        let described = self.inventory(&entries).await?;
        let mut by_row: HashMap<_, _> = described
            .into_iter()
            .map(|each| (each.row.clone(), each))
            .collect();
        Ok(ids.iter().filter_map(|id| by_row.remove(id)).collect())
    }

    /// How many connectors are in each state.
    pub(crate) async fn state_counts(&self) -> Result<StateCounts, StoreError> {
        const COUNTS: &str = concat!(
            "SELECT ",
            state!(),
            " AS health, COUNT(*) AS count
              FROM connectors c JOIN webhooks w ON w.id = c.webhook_id GROUP BY health"
        );
        let rows = sqlx::query(COUNTS).fetch_all(&self.readers).await?;
        let mut counts = StateCounts::default();
        for row in &rows {
            let count = row.get::<i64, _>("count").unsigned_abs();
            *match HealthState::from_code(row.get("health")) {
                Some(HealthState::Ok) => &mut counts.ok,
                Some(HealthState::Failing) => &mut counts.failing,
                Some(HealthState::Disabled) => &mut counts.disabled,
                Some(HealthState::Unproven) | None => &mut counts.unproven,
            } += count;
        }
        Ok(counts)
    }
}

/// What a text is looked for as. The database folds only the letters of ASCII.
fn patterns(text: &str) -> Vec<String> {
    let mut first = text.chars();
    let capital = first.next().map(|c| c.to_uppercase().to_string());
    let capital = capital.unwrap_or_default() + first.as_str();
    let cases = [
        text.to_owned(),
        text.to_lowercase(),
        text.to_uppercase(),
        capital,
    ];
    cases.map(|text| format!("%{}%", literal(&text))).into()
}

/// No character of it stands for others.
fn literal(text: &str) -> String {
    let each = text.chars().flat_map(|c| {
        let marked = matches!(c, '%' | '_' | '\\');
        marked.then_some('\\').into_iter().chain([c])
    });
    each.collect()
}
