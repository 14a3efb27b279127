//! A host or a backend that misbehaves while a new connector is saved.

use super::witness::{
    Told, ends_as, entity_id, fill_in, filled_in, heard, keeps_the_draft, reads, saved_as_typed,
    saves_as_typed, stored,
};
use crate::support::{Simulator, World, eventually, stays_equal, text_is};
use anyhow::{Context, Result, ensure};

/// A fault by its words in the simulator's address, and what follows from it.
pub(super) struct Fault {
    pub(super) name: &'static str,
    address: &'static str,
    ends: End,
}

enum End {
    /// The save succeeds all the same.
    Saved,
    /// It fails, with these words, and works once the fault is lifted.
    Failed {
        says: &'static str,
        /// What the store holds then.
        stored: bool,
        /// The control that lifts it, and its value.
        lift: (&'static str, &'static str),
    },
}

const fn saved(name: &'static str, address: &'static str) -> Fault {
    let ends = End::Saved;
    Fault {
        name,
        address,
        ends,
    }
}

const fn fails(
    name: &'static str,
    address: &'static str,
    says: &'static str,
    lift: (&'static str, &'static str),
) -> Fault {
    let stored = false;
    let ends = End::Failed { says, stored, lift };
    Fault {
        name,
        address,
        ends,
    }
}

/// It fails although the backend did what was asked.
const fn stores(name: &'static str, address: &'static str, says: &'static str) -> Fault {
    let (stored, lift) = (true, BACKEND);
    let ends = End::Failed { says, stored, lift };
    Fault {
        name,
        address,
        ends,
    }
}

const BACKEND: (&str, &str) = ("backend", "ok");

pub(super) const FAULTS: &[Fault] = &[
    saved("fault_webhook_always", "webhook=always"),
    saved("fault_webhook_after_set", "webhook=after-set"),
    saved("fault_webhook_changed", "webhook=changed"),
    fails(
        "fault_webhook_never",
        "webhook=never",
        "no webhook link",
        ("webhook", "always"),
    ),
    fails(
        "fault_set_refused",
        "set=refused",
        "couldn’t save",
        ("set", "ok"),
    ),
    fails(
        "fault_set_silent",
        "set=silent",
        "didn’t respond",
        ("set", "ok"),
    ),
    saved("fault_get_late", "get=late&late=1000"),
    saved("fault_get_too_late", "get=late&late=4000"),
    saved("fault_get_silent", "get=silent"),
    saved("fault_get_null", "get=null"),
    saved("fault_save_twice", "save=twice"),
    fails(
        "fault_refused_twice",
        "save=twice&set=refused",
        "couldn’t save",
        ("set", "ok"),
    ),
    saved("fault_theme_while_saving", "midsave=theme"),
    saved("fault_locale_while_saving", "midsave=locale"),
    fails(
        "fault_backend_down",
        "backend=down",
        "can’t be reached",
        BACKEND,
    ),
    fails(
        "fault_backend_slow",
        "backend=slow&delay=8000",
        "in time",
        BACKEND,
    ),
    fails("fault_backend_400", "backend=400", "didn’t accept", BACKEND),
    fails("fault_backend_500", "backend=500", "has a problem", BACKEND),
    fails("fault_backend_hangs", "backend=hangs", "in time", BACKEND),
    fails(
        "fault_all_silent",
        "get=silent&backend=hangs",
        "in time",
        BACKEND,
    ),
    stores(
        "fault_backend_dies_after_commit",
        "backend=dies-after-commit",
        "can’t be reached",
    ),
    stores(
        "fault_backend_hangs_after_commit",
        "backend=hangs-after-commit",
        "in time",
    ),
];

pub(super) async fn walk(world: &mut World, fault: &'static Fault) -> Result<()> {
    let simulator = &world.simulator;
    let page = filled_in(simulator, fault.address).await?;
    let pressed = if fault.address.contains("save=twice") {
        2
    } else {
        1
    };
    let End::Failed {
        says,
        stored: held,
        lift,
    } = &fault.ends
    else {
        ends_as(simulator, "save", "saved").await?;
        heard(simulator, "save", &Told::successes(pressed)).await?;
        return saved_as_typed(world).await;
    };
    ends_as(simulator, "save", "save-failed").await?;
    heard(simulator, "save", &Told::failures(pressed)).await?;
    reads(simulator, &page, says).await?;
    keeps_the_draft(&page).await?;
    stays_equal("a record", &stored(world).await?.is_some(), held)?;
    asked_once(simulator, fault, lift.0).await?;
    stays_equal(
        "the host's connectors",
        &simulator.committed().await?.len(),
        &0,
    )?;

    let id = entity_id(simulator).await?;
    simulator.fault(lift.0, lift.1).await?;
    ends_as(simulator, "save", "saved").await?;
    stays_equal("the id", &entity_id(simulator).await?, &id)?;
    saved_as_typed(world).await
}

/// Where nothing is stored it is because the backend failed, not because nobody asked it;
/// where the host failed, nobody may have. The page asks once; a browser asks again by
/// itself when a connection is cut under a PUT, up to seven times.
async fn asked_once(simulator: &Simulator, fault: &Fault, lifted: &str) -> Result<()> {
    let asked = simulator.stores_asked().await?;
    let is_cut = ["backend=down", "backend=dies-after-commit"].contains(&fault.address);
    let expected = match (lifted == BACKEND.0, is_cut) {
        (false, _) => asked == 0,
        (true, false) => asked == 1,
        (true, true) => asked >= 1,
    };
    ensure!(expected, "the page asked {asked} times to store");
    Ok(())
}

/// The host commits on success, so the record must be durable before it.
pub(super) async fn slow_but_in_time(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    filled_in(simulator, "backend=slow&delay=1500").await?;
    saves_as_typed(world).await
}

/// The frame goes before the backend was asked: nothing is stored, and the host was told
/// that nothing is sure.
pub(super) async fn torn_down(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    filled_in(simulator, "midsave=teardown").await?;
    ends_as(simulator, "save", "save-failed").await?;
    told_closed(world).await?;
    stays_equal("stores asked", &simulator.stores_asked().await?, &0)?;
    simulator.fault("midsave", "none").await?;
    works_again(world).await
}

/// The frame goes when the backend has stored, and before it answered: what nobody knows
/// of is taken back.
pub(super) async fn torn_down_after_commit(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    filled_in(simulator, "backend=hangs-after-commit").await?;
    simulator.press("save").await?;
    let look = async || stored(world).await;
    eventually("the record is stored", look, Option::is_some).await?;
    simulator.backend_is(r#"{"mode":"ok"}"#).await?;
    simulator.press("cancel").await?;
    let look = async || simulator.text("wire-log").await;
    eventually("the call that was cut is told", look, |log| {
        log.contains("went while PUT /api/v1/connectors/")
    })
    .await?;
    let look = async || stored(world).await;
    eventually("the record is taken back", look, Option::is_none).await?;
    no_connector(simulator).await?;
    works_again(world).await
}

async fn told_closed(world: &World) -> Result<()> {
    let simulator = &world.simulator;
    heard(simulator, "save", &Told::failures(1)).await?;
    let reason = simulator.text("host-reason").await?;
    ensure!(reason.contains("closed"), "the host says {reason:?}");
    let look = async || simulator.warnings().await;
    eventually("no warning of silence", look, String::is_empty).await?;
    no_connector(simulator).await
}

async fn no_connector(simulator: &Simulator) -> Result<()> {
    let committed = simulator.committed().await?;
    stays_equal("the host's connectors", &committed.len(), &0)
}

async fn works_again(world: &World) -> Result<()> {
    let simulator = &world.simulator;
    simulator.press("new").await?;
    let page = simulator.opened_page().await?;
    fill_in(simulator, &page).await?;
    saves_as_typed(world).await
}

/// Stored, but neither the host nor the person knows: what nobody could remove
/// later is taken back when the page goes.
pub(super) async fn taken_back(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let page = filled_in(simulator, "backend=dies-after-commit").await?;
    ends_as(simulator, "save", "save-failed").await?;
    let notice = page.says("can’t be reached").await?;
    ensure!(
        notice.starts_with("We couldn’t confirm the save (saving again is safe): "),
        "{notice}"
    );
    ensure!(stored(world).await?.is_some(), "nothing was stored");
    simulator.press("cancel").await?;
    nothing_is_left(world).await
}

async fn nothing_is_left(world: &World) -> Result<()> {
    let look = async || stored(world).await;
    eventually("the record is taken back", look, Option::is_none).await?;
    let taken = world.simulator.create_task("Order paper").await?;
    text_is("the event", &taken, "Accepted for 0 channels.")
}

/// A store that the page gave up must not arrive late, over what came after it:
/// the second one is answered only after the first would have been.
pub(super) async fn given_up(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    filled_in(simulator, "backend=slow&delay=6500").await?;
    ends_as(simulator, "save", "save-failed").await?;
    simulator
        .backend_is(r#"{"mode":"slow","delay":2500}"#)
        .await?;
    ends_as(simulator, "save", "saved").await?;
    let record = stored(world).await?.context("the store holds nothing")?;
    stays_equal("the version", &record["version"], &1.into())
}
