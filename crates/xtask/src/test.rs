//! Runs the layers of checks one after the other and adds up what they counted.

mod count;
mod layer;
mod pick;
pub(crate) mod runner;

use crate::{browser::Engine, setup, steps};
use anyhow::{Result, bail};
use count::Count;
use layer::Layer;
use pick::Pick;
use std::time::{Duration, Instant};

/// What to run.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Only these layers; all of them when none is named
    #[arg(value_enum)]
    layers: Vec<Layer>,
    /// All but these layers; the closing counts say so
    #[arg(long, value_enum, value_delimiter = ',', conflicts_with = "layers")]
    exclude: Vec<Layer>,
    #[command(flatten)]
    pick: Pick,
}

impl Options {
    /// The layers that were named, or all of them.
    fn layers(&self) -> Vec<Layer> {
        let named = |layer: &Layer| self.layers.is_empty() || self.layers.contains(layer);
        Layer::EACH.into_iter().filter(named).collect()
    }

    /// The layers that run.
    fn running(&self) -> Vec<Layer> {
        let runs = |layer: &Layer| !self.exclude.contains(layer);
        self.layers().into_iter().filter(runs).collect()
    }
}

/// Walks the journeys of this name in Chromium and keeps their pictures.
pub(crate) fn picture(journey: &str) -> Result<()> {
    let pick = Pick {
        engine: vec![Engine::Chromium],
        pictures: true,
        names: vec![journey.to_owned()],
        ..Pick::default()
    };
    setup::for_page()?;
    setup::for_browsers(&pick.engines())?;
    let count = Layer::E2e.run(&pick)?;
    if count.failed > 0 || count.passed == 0 {
        bail!("The journey that is pictured does not pass; the reason is above.");
    }
    Ok(())
}

struct Row {
    layer: Layer,
    count: Count,
    took: Duration,
    left_out: bool,
}

/// Runs them all, whatever fails, and fails in the end if anything did.
pub(crate) fn run(options: &Options) -> Result<()> {
    let pick = &options.pick;
    pick.check(&options.running())?;
    setup::for_page()?;
    setup::for_browsers(&pick.browsers(&options.running()))?;
    let layers = options.layers();
    let rows: Vec<_> = layers
        .iter()
        .map(|layer| row(*layer, pick, options.exclude.contains(layer)))
        .collect();
    if pick.list {
        return listed(&rows);
    }
    close(&rows, &pick.without_engine)?;
    if pick.is_narrow() && rows.iter().all(|row| row.count.passed == 0) {
        bail!("No test has that name: `cargo xtask test --list` names them all.");
    }
    Ok(())
}

fn row(layer: Layer, pick: &Pick, left_out: bool) -> Row {
    let begin = Instant::now();
    let count = if left_out {
        Count::LEFT_OUT
    } else {
        steps::step(&format!("test layer: {}", layer.name()));
        layer.run(pick).unwrap_or_else(|error| {
            steps::complain(&error);
            Count::BROKEN
        })
    };
    let took = begin.elapsed();
    if !left_out && !pick.list {
        steps::note(&format!(
            "{}: {count} in {:.0} s",
            layer.name(),
            took.as_secs_f32()
        ));
    }
    Row {
        layer,
        count,
        took,
        left_out,
    }
}

/// The lists are printed; a layer that could not make its list is a failure.
fn listed(rows: &[Row]) -> Result<()> {
    if rows.iter().any(|row| row.count.failed > 0) {
        bail!("Not every layer could list its tests; the reason is above.");
    }
    Ok(())
}

fn close(rows: &[Row], without: &[Engine]) -> Result<()> {
    let mut sum = Count::default();
    println!(
        "\n{:<8} {:>7} {:>7} {:>7} {:>8}",
        "layer", "passed", "failed", "skipped", "seconds"
    );
    for row in rows {
        let Count {
            passed,
            failed,
            skipped,
        } = row.count;
        let (name, took) = (row.layer.name(), row.took.as_secs());
        let remark = if row.left_out {
            "  left out by --exclude"
        } else {
            ""
        };
        println!("{name:<8} {passed:>7} {failed:>7} {skipped:>7} {took:>8}{remark}");
        sum += row.count;
    }
    for engine in without {
        println!("excluded: {}", engine.name());
    }
    println!("{sum}");
    if sum.failed > 0 {
        bail!("Not everything passed.");
    }
    Ok(())
}

#[cfg(test)]
mod tests;
