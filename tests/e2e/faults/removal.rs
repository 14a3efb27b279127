//! A host or a backend that misbehaves while a connector is removed.

use super::witness::{Told, ends_as, entity_id, heard};
use crate::support::{World, stays_equal, text_is};
use anyhow::{Context, Result, ensure};

/// A backend's fault, and what the store holds after it.
pub(super) struct Fault {
    pub(super) name: &'static str,
    backend: &'static str,
    calls_it: &'static str,
    says: &'static str,
    kept: bool,
}

/// The backend said no.
const REFUSED: &str = "Not removed: ";
/// Nobody said no: it may have been done.
const UNANSWERED: &str = "We couldn’t confirm the removal: ";

const fn fault(
    name: &'static str,
    backend: &'static str,
    calls_it: &'static str,
    says: &'static str,
) -> Fault {
    let kept = true;
    Fault {
        name,
        backend,
        calls_it,
        says,
        kept,
    }
}

pub(super) const FAULTS: &[Fault] = &[
    fault(
        "fault_removal_backend_down",
        r#"{"mode":"down"}"#,
        UNANSWERED,
        "can’t be reached",
    ),
    fault(
        "fault_removal_backend_slow",
        r#"{"mode":"slow","delay":8000}"#,
        UNANSWERED,
        "in time",
    ),
    fault(
        "fault_removal_backend_400",
        r#"{"mode":"400"}"#,
        REFUSED,
        "didn’t accept",
    ),
    fault(
        "fault_removal_backend_500",
        r#"{"mode":"500"}"#,
        REFUSED,
        "has a problem",
    ),
    fault(
        "fault_removal_backend_hangs",
        r#"{"mode":"hangs"}"#,
        UNANSWERED,
        "in time",
    ),
    Fault {
        name: "fault_removal_dies_after_commit",
        backend: r#"{"mode":"dies-after-commit"}"#,
        calls_it: UNANSWERED,
        says: "can’t be reached",
        kept: false,
    },
];

const NAME: &str = "Paper orders";

async fn saved_id(world: &World) -> Result<String> {
    world.simulator.saved("Create", NAME).await?;
    let id = entity_id(&world.simulator).await?;
    id.context("the page set no id")
}

async fn record_is_there(world: &World, id: &str) -> Result<bool> {
    Ok(world.backend.record(id).await?.is_some())
}

pub(super) async fn walk(world: &mut World, fault: &'static Fault) -> Result<()> {
    let simulator = &world.simulator;
    let id = saved_id(world).await?;
    let page = simulator.configure().await?;
    simulator.backend_is(fault.backend).await?;
    ends_as(simulator, "remove", "remove-failed").await?;
    heard(simulator, "remove", &Told::failures(1)).await?;
    let notice = page.says(fault.says).await?;
    ensure!(notice.starts_with(fault.calls_it), "{notice}");
    stays_equal(
        "the host's reason",
        &simulator.text("host-reason").await?,
        &notice,
    )?;
    text_is("the choice", &page.chosen().await?, "Create")?;
    text_is("the name", &page.name().await?, NAME)?;
    stays_equal("a record", &record_is_there(world, &id).await?, &fault.kept)?;

    simulator.backend_is(r#"{"mode":"ok"}"#).await?;
    ends_as(simulator, "remove", "removed").await?;
    stays_equal("a record", &record_is_there(world, &id).await?, &false)?;
    stays_equal(
        "the host's connectors",
        &simulator.committed().await?.len(),
        &0,
    )
}

/// Removing what somebody else removed is success.
pub(super) async fn of_what_is_gone(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let id = saved_id(world).await?;
    simulator.configure().await?;
    world.backend.forget(&id).await?;
    ends_as(simulator, "remove", "removed").await?;
    heard(simulator, "remove", &Told::successes(1)).await?;
    stays_equal("a record", &record_is_there(world, &id).await?, &false)
}

/// The host removes whatever the page says; the page said the truth.
pub(super) async fn failure_ignored(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let id = saved_id(world).await?;
    simulator.fault("removal", "ignored").await?;
    simulator.fault("close", "stays").await?;
    let page = simulator.configure().await?;
    simulator.backend_is(r#"{"mode":"500"}"#).await?;
    ends_as(simulator, "remove", "removed").await?;
    heard(simulator, "remove", &Told::failures(1)).await?;
    let warned = simulator.warnings().await?;
    ensure!(
        warned.contains("removes all the same"),
        "the host warns {warned:?}"
    );
    let read = page.notice().await?;
    ensure!(read.starts_with(REFUSED), "the person reads {read:?}");
    stays_equal("a record", &record_is_there(world, &id).await?, &true)
}

/// A host that does not say what it keeps cannot have it removed: nothing is
/// called removed that goes on sending. Asked once more, it may know.
pub(super) async fn of_what_nobody_names(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let id = saved_id(world).await?;
    for unsaid in ["silent", "null"] {
        simulator.begin(&format!("get={unsaid}")).await?;
        let page = simulator.configure().await?;
        page.says("couldn’t tell whether").await?;
        ends_as(simulator, "remove", "remove-failed").await?;
        let notice = page.says("didn’t respond").await?;
        ensure!(notice.starts_with(REFUSED), "{notice}");
        stays_equal("a record", &record_is_there(world, &id).await?, &true)?;
    }
    simulator.fault("get", "ok").await?;
    ends_as(simulator, "remove", "removed").await?;
    stays_equal("a record", &record_is_there(world, &id).await?, &false)
}

/// The frame that is opened only to remove says what stops, and removes.
pub(super) async fn in_its_own_frame(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let id = saved_id(world).await?;
    let page = simulator.begin("frame=remove").await?;
    page.reaches("confirming-removal").await?;
    page.says("stops its task notifications").await?;
    world.picture("1-confirming").await?;
    simulator.press("cancel").await?;
    ends_as(simulator, "remove", "removed").await?;
    stays_equal("a record", &record_is_there(world, &id).await?, &false)?;
    stays_equal(
        "the host's connectors",
        &simulator.committed().await?.len(),
        &0,
    )
}
