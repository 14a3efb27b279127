//! What goes wrong around the page: the host is told the truth, the person reads
//! it, the store holds what was said, in time. Says what is awaited of every
//! fault; never how a fault is made, which is the simulator's part.

mod loading;
mod removal;
mod saving;
mod shared;
mod tab;
mod witness;

pub(crate) use witness::entity_id;

use crate::support::{Run, journey};
use libtest_mimic::Trial;

/// One journey for each fault, with the shipped SDK.
pub(crate) fn trials(run: Run) -> Vec<Trial> {
    let mut trials = vec![
        journey(run, "fault_torn_down_while_saving", saving::torn_down),
        journey(
            run,
            "fault_torn_down_after_commit",
            saving::torn_down_after_commit,
        ),
        journey(run, "fault_slow_store_is_awaited", saving::slow_but_in_time),
        journey(run, "fault_given_up_store", saving::given_up),
        journey(run, "fault_init_silent", loading::host_never_answers),
        journey(run, "fault_content_frame", loading::content_frame),
        journey(run, "fault_load_failed", loading::backend_fails),
        journey(run, "fault_settings_unread", loading::settings_unread),
        journey(run, "fault_settings_late", loading::settings_late),
        journey(run, "fault_settings_too_late", loading::settings_too_late),
        journey(run, "fault_settings_forgotten", loading::settings_forgotten),
        journey(run, "fault_saved_unread", loading::saved_unread),
        journey(run, "fault_orphan_taken_back", saving::taken_back),
        journey(
            run,
            "fault_removal_of_what_nobody_names",
            removal::of_what_nobody_names,
        ),
        journey(run, "fault_content_url_replaced", loading::replaced_address),
        journey(run, "fault_record_missing", shared::record_missing),
        journey(
            run,
            "fault_removed_while_editing",
            shared::removed_elsewhere,
        ),
        journey(run, "fault_two_people", shared::two_people),
        journey(run, "fault_webhook_moved", shared::webhook_moved),
        journey(
            run,
            "fault_removal_of_what_is_gone",
            removal::of_what_is_gone,
        ),
        journey(run, "fault_removal_frame", removal::in_its_own_frame),
        journey(run, "fault_removal_ignored", removal::failure_ignored),
    ];
    trials.extend(saving::FAULTS.iter().map(|fault| {
        journey(run, fault.name, async |world: &mut _| {
            saving::walk(world, fault).await
        })
    }));
    trials.extend(tab::trials(run));
    trials.extend(removal::FAULTS.iter().map(|fault| {
        journey(run, fault.name, async |world: &mut _| {
            removal::walk(world, fault).await
        })
    }));
    trials
}
