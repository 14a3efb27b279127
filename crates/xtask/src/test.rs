//! Runs the layers of checks one after the other and adds up what they counted.

mod count;
mod layer;

use crate::{setup, steps};
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
    setup::for_page()?;
    if layers
        .iter()
        .any(|layer| layer.needs_browser() && !options.exclude.contains(layer))
    {
        setup::for_browsers()?;
    }
    let rows: Vec<_> = layers
        .into_iter()
        .map(|layer| row(layer, options.exclude.contains(&layer)))
        .collect();
    close(&rows)
}

fn row(layer: Layer, left_out: bool) -> Row {
    let begin = Instant::now();
    let count = if left_out {
        Count::LEFT_OUT
    } else {
        steps::step(&format!("test layer: {}", layer.name()));
        layer.run().unwrap_or_else(|error| {
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

fn close(rows: &[Row]) -> Result<()> {
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
    println!("{sum}");
    if sum.failed > 0 {
        bail!("Not everything passed.");
    }
    Ok(())
}
