//! Prints what was measured; decides nothing.

use crate::{
    browser::Condition,
    compare::Verdict,
    figures::Figures,
    front::Answer,
    pages::Page,
    visit::{Load, Visit},
};

/// The medians of every page under one condition, as a Markdown table; what the
/// columns mean is in docs/performance.md.
pub(crate) fn print(condition: Condition, figures: &[Figures]) {
    println!("\n{}\n", condition.name());
    println!(
        "| {:<7} | {:>7} | {:>3} | {:>5} | {:>7} | {:>5} | {:>9} | {:>6} | {:>5} | {:>9} | {:>6} |",
        "page",
        "bytes",
        "req",
        "FCP",
        "listens",
        "ready",
        "ours is",
        "script",
        "busy",
        "long",
        "KB"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    let ours = figures.iter().find(|each| each.page == Page::Ours);
    for each in figures {
        let ratio = ours.map_or("–".to_owned(), |ours| {
            let (listens, ready) = (ours.listens / each.listens, ours.ready / each.ready);
            format!("{listens:.2} {ready:.2}")
        });
        println!(
            "| {:<7} | {:>7.0} | {:>3.0} | {:>5.0} | {:>7.0} | {:>5.0} | {:>9} | {:>6.0} | {:>5.0} | {:>9} | {:>6.0} |",
            each.page.name(),
            each.bytes,
            each.requests,
            each.paint,
            each.listens,
            each.ready,
            ratio,
            each.script,
            each.busy,
            format!("{:.0}, {:.0}", each.long_tasks, each.long_total),
            each.memory,
        );
    }
}

/// Each promise and whether it holds.
pub(crate) fn print_verdicts(verdicts: &[Verdict]) {
    println!();
    for verdict in verdicts {
        let mark = if verdict.held { "holds " } else { "MISSED" };
        println!("{mark}  {}", verdict.text);
    }
}

/// What one visit loaded, and when.
pub(crate) fn print_waterfall(page: Page, visit: &Visit) {
    println!("\n{} loads (ms: asked, first byte, last byte)", page.name());
    for load in &visit.seen.loads {
        let Load {
            name,
            asked,
            answered,
            ended,
            bytes,
        } = load;
        println!("{asked:>7.0} {answered:>7.0} {ended:>7.0} {bytes:>8} bytes  {name}");
    }
    let Visit { seen, .. } = visit;
    let paint = seen.paint.unwrap_or(f64::NAN);
    let listens = seen.listens.unwrap_or(f64::NAN);
    println!(
        "painted {paint:.0}, listens {listens:.0}, ready {:.0}; long tasks {:.0?}",
        seen.ready, seen.long_tasks
    );
}

/// What a second visit transferred.
pub(crate) fn print_repeat(page: Page, answers: &[Answer]) {
    println!("\nA repeat visit to {} asks for:", page.name());
    for answer in answers {
        println!(
            "{:>4} {:>8} bytes  {}",
            answer.status, answer.bytes, answer.what
        );
    }
}
