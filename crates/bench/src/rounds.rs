//! Visits every page in every round, so that whatever else the machine does
//! hits all alike, and tells what came of it.

use crate::{
    Options,
    backend::Backend,
    browser::{Condition, Driver},
    compare::{repeat, verdicts},
    figures::{Figures, typical},
    front::{Answer, Front},
    pages::Page,
    table,
    visit::{Place, Visit, visit},
};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use tokio::net::TcpListener;

/// A page where it can be visited, and what was seen of it.
struct Contestant {
    page: Page,
    place: Place,
    visits: BTreeMap<&'static str, Vec<Visit>>,
    again: Vec<Answer>,
    _backend: Backend,
}

/// Measures and prints; `false` when a promise is not kept.
pub(crate) async fn run(options: &Options) -> Result<bool> {
    let mut contestants = Vec::new();
    for page in Page::ALL.into_iter().filter(|page| options.has(*page)) {
        contestants.push(Contestant::new(page).await?);
    }
    let driver = Driver::start()?;
    for round in 0..options.runs {
        eprintln!("round {} of {}", round + 1, options.runs);
        // Nobody is always the first.
        contestants.rotate_left(1);
        for condition in Condition::ALL {
            for contestant in &mut contestants {
                contestant.visit(&driver, condition).await?;
            }
        }
    }
    contestants.sort_by_key(|contestant| contestant.page);
    Ok(tell(&contestants, options))
}

impl Options {
    fn has(&self, page: Page) -> bool {
        self.only.is_empty() || self.only.contains(&page)
    }
}

impl Contestant {
    async fn new(page: Page) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let origin = format!("http://localhost:{}", listener.local_addr()?.port());
        let backend = Backend::start(&page.folder(), &origin).await?;
        let front = Front::start(listener, backend.address.clone())?;
        Ok(Self {
            page,
            place: Place { origin, front },
            visits: BTreeMap::new(),
            again: Vec::new(),
            _backend: backend,
        })
    }

    async fn visit(&mut self, driver: &Driver, condition: Condition) -> Result<()> {
        let (visit, again) = visit(driver, &self.place, condition)
            .await
            .with_context(|| format!("the page {} failed", self.page.name()))?;
        self.visits.entry(condition.name()).or_default().push(visit);
        if !again.is_empty() {
            self.again = again;
        }
        Ok(())
    }

    fn seen(&self, condition: Condition) -> &[Visit] {
        self.visits.get(condition.name()).map_or(&[], Vec::as_slice)
    }
}

fn tell(contestants: &[Contestant], options: &Options) -> bool {
    let mut held = true;
    for condition in Condition::ALL {
        let figures: Vec<_> = contestants
            .iter()
            .map(|each| Figures::of(each.page, each.seen(condition)))
            .collect();
        table::print(condition, &figures);
        let verdicts = verdicts(condition, &figures);
        table::print_verdicts(&verdicts);
        held &= verdicts.iter().all(|verdict| verdict.held);
        if options.waterfall {
            print_waterfalls(contestants, condition);
        }
    }
    for ours in contestants.iter().filter(|each| each.page == Page::Ours) {
        table::print_repeat(ours.page, &ours.again);
        let verdict = repeat(&ours.again);
        held &= verdict.held;
        table::print_verdicts(&[verdict]);
    }
    held
}

fn print_waterfalls(contestants: &[Contestant], condition: Condition) {
    for each in contestants {
        if let Some(visit) = typical(each.seen(condition)) {
            table::print_waterfall(each.page, visit);
        }
    }
}
