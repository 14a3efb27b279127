//! One visit to one page, and what was seen of it. Judges nothing.

use crate::{
    browser::{Condition, Driver, pretend},
    front::{Answer, Front},
    machine,
};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::{Value, json};
use thirtyfour::WebDriver;

/// Where every page is, as ours is.
const ADDRESS: &str = "/configure";

/// What the host page tells; times are milliseconds since the frame was opened.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Seen {
    /// First contentful paint of the page.
    pub(crate) paint: Option<f64>,
    /// When the page had registered its save handler.
    pub(crate) listens: Option<f64>,
    /// When a click had switched Save on.
    pub(crate) ready: f64,
    /// How long each task took that was longer than 50 ms.
    pub(crate) long_tasks: Vec<f64>,
    /// What was loaded, the document first.
    pub(crate) loads: Vec<Load>,
}

/// One request of the page.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Load {
    /// Its path.
    pub(crate) name: String,
    /// When it was sent.
    pub(crate) asked: f64,
    /// When the first byte came.
    pub(crate) answered: f64,
    /// When the last byte came.
    pub(crate) ended: f64,
    /// Its body as it travelled.
    pub(crate) bytes: u64,
}

/// A visit with what the browser spent on it.
#[derive(Clone, Debug)]
pub(crate) struct Visit {
    pub(crate) seen: Seen,
    /// Milliseconds the main thread ran scripts.
    pub(crate) script: f64,
    /// Milliseconds the main thread was busy.
    pub(crate) busy: f64,
    /// Kilobytes after a collection: scripts' heap, the elements', and buffers
    /// such as WebAssembly's memory.
    pub(crate) memory: f64,
    /// What was answered meanwhile.
    pub(crate) answers: Vec<Answer>,
}

/// Visits once with nothing cached; `again` visits a second time right after,
/// for what a repeat visit transfers.
pub(crate) async fn visit(
    driver: &Driver,
    place: &Place,
    condition: Condition,
) -> Result<(Visit, Vec<Answer>)> {
    let browser = driver.browser().await?;
    let seen = async {
        let first = open(&browser, place, condition).await?;
        let again = match condition {
            Condition::Free => open(&browser, place, condition).await?.answers,
            Condition::Slow4g => Vec::new(),
        };
        anyhow::Ok((first, again))
    };
    let seen = seen.await;
    browser.quit().await?; // also after a failure
    seen
}

/// Where a page is served.
pub(crate) struct Place {
    /// Such as `http://localhost:40002`.
    pub(crate) origin: String,
    pub(crate) front: Front,
}

async fn open(browser: &WebDriver, place: &Place, condition: Condition) -> Result<Visit> {
    browser.goto(format!("{}/bench/host", place.origin)).await?;
    machine::at_rest().await?;
    pretend(browser, condition).await?;
    place.front.take();
    let before = metrics(browser).await?;
    let seen = ask_host(browser).await?;
    let after = metrics(browser).await?;
    let spent = |name: &str| (metric(&after, name) - metric(&before, name)) * 1000.0;
    Ok(Visit {
        seen,
        script: spent("ScriptDuration"),
        busy: spent("TaskDuration"),
        memory: memory(browser).await?,
        answers: place.front.take(),
    })
}

async fn ask_host(browser: &WebDriver) -> Result<Seen> {
    let script = "const [address, done] = arguments;
        window.visit(address).then((seen) => done(seen), (error) => done(String(error)));";
    let told = browser
        .execute_async(script, vec![json!(ADDRESS)])
        .await
        .context("Save was not switched on within a minute")?;
    match told.json() {
        Value::String(error) => bail!("the host page failed: {error}"),
        seen => Ok(serde_json::from_value(seen.clone())?),
    }
}

async fn metrics(browser: &WebDriver) -> Result<Value> {
    let cdp = browser.cdp();
    Ok(cdp.send_raw("Performance.getMetrics", json!({})).await?)
}

fn metric(metrics: &Value, name: &str) -> f64 {
    let all = metrics["metrics"].as_array();
    let found = all.and_then(|all| all.iter().find(|each| each["name"] == name));
    found.and_then(|each| each["value"].as_f64()).unwrap_or(0.0)
}

async fn memory(browser: &WebDriver) -> Result<f64> {
    let cdp = browser.cdp();
    cdp.send_raw("HeapProfiler.collectGarbage", json!({}))
        .await?;
    let usage = cdp.send_raw("Runtime.getHeapUsage", json!({})).await?;
    let parts = ["usedSize", "embedderHeapUsedSize", "backingStorageSize"];
    let bytes = parts.iter().filter_map(|part| usage[part].as_f64());
    Ok(bytes.sum::<f64>() / 1024.0)
}
