//! Runs the layers of checks one after the other and adds up what they counted.

mod count;
mod layer;

use crate::{browser::Engine, setup, steps};
use anyhow::{Result, bail};
use count::Count;
use layer::Layer;
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
    /// Leave a browser engine out (firefox, webkit); the closing counts say so
    #[arg(long, value_enum, value_name = "ENGINE")]
    without_engine: Vec<Engine>,
}

impl Options {
    /// The engines to test in.
    ///
    /// # Errors
    /// Without Chromium there is hardly a test left.
    fn engines(&self) -> Result<Vec<Engine>> {
        if self.without_engine.contains(&Engine::Chromium) {
            bail!("Chromium cannot be left out: leave the layers out with --exclude web,e2e.");
        }
        let wanted = |engine: &Engine| !self.without_engine.contains(engine);
        Ok(Engine::EACH.into_iter().filter(wanted).collect())
    }
}

struct Row {
    layer: Layer,
    count: Count,
    took: Duration,
    left_out: bool,
}

/// Runs them all, whatever fails, and fails in the end if anything did.
pub(crate) fn run(options: &Options) -> Result<()> {
    let chosen = |layer: &Layer| options.layers.is_empty() || options.layers.contains(layer);
    let layers: Vec<_> = Layer::EACH.into_iter().filter(chosen).collect();
    let engines = options.engines()?;
    setup::for_page()?;
    let runs = |layer| layers.contains(&layer) && !options.exclude.contains(&layer);
    if runs(Layer::E2e) {
        setup::for_browsers(&engines)?;
    } else if runs(Layer::Web) {
        setup::for_browsers(&[Engine::Chromium])?;
    }
    let rows: Vec<_> = layers
        .iter()
        .map(|layer| row(*layer, &engines, options.exclude.contains(layer)))
        .collect();
    close(&rows, &options.without_engine)
}

fn row(layer: Layer, engines: &[Engine], left_out: bool) -> Row {
    let begin = Instant::now();
    let count = if left_out {
        Count::LEFT_OUT
    } else {
        steps::step(&format!("test layer: {}", layer.name()));
        layer.run(engines).unwrap_or_else(|error| {
            steps::complain(&error);
            Count::BROKEN
        })
    };
    let took = begin.elapsed();
    if !left_out {
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
