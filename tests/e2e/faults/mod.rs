//! What goes wrong around the page: the host is told the truth, the person reads
//! it, the store holds what was said, in time. Says what is awaited of every
//! fault; never how a fault is made, which is the simulator's part.

mod loading;
mod removal;
mod saving;
mod shared;
mod witness;

use crate::support::journey;
use libtest_mimic::Trial;

/// One journey for each fault, with the shipped SDK.
pub(crate) fn trials() -> Vec<Trial> {
    let mut trials = vec![
        journey("fault_torn_down_while_saving", "shipped", saving::torn_down),
        journey(
            "fault_slow_store_is_awaited",
            "shipped",
            saving::slow_but_in_time,
        ),
        journey("fault_given_up_store", "shipped", saving::given_up),
        journey("fault_init_silent", "shipped", loading::host_never_answers),
        journey("fault_content_frame", "shipped", loading::content_frame),
        journey("fault_load_failed", "shipped", loading::backend_fails),
        journey("fault_settings_unread", "shipped", loading::settings_unread),
        journey("fault_settings_late", "shipped", loading::settings_late),
        journey(
            "fault_content_url_replaced",
            "shipped",
            loading::replaced_address,
        ),
        journey("fault_record_missing", "shipped", shared::record_missing),
        journey(
            "fault_removed_while_editing",
            "shipped",
            shared::removed_elsewhere,
        ),
        journey("fault_two_people", "shipped", shared::two_people),
        journey("fault_webhook_moved", "shipped", shared::webhook_moved),
        journey(
            "fault_removal_of_what_is_gone",
            "shipped",
            removal::of_what_is_gone,
        ),
        journey("fault_removal_frame", "shipped", removal::in_its_own_frame),
        journey("fault_removal_ignored", "shipped", removal::failure_ignored),
    ];
    trials.extend(saving::FAULTS.iter().map(|fault| {
        journey(fault.name, "shipped", async |world: &mut _| {
            saving::walk(world, fault).await
        })
    }));
    trials.extend(removal::FAULTS.iter().map(|fault| {
        journey(fault.name, "shipped", async |world: &mut _| {
            removal::walk(world, fault).await
        })
    }));
    trials
}
