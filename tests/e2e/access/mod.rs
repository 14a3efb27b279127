//! The page for every person: by axe in each phase and theme, in little room, by
//! keyboard alone, in the system's own colours, and with nothing that jumps.

mod axe;
mod fields;
mod keyboard;
mod media;
mod narrow;
mod phases;
mod steady;
mod tab_form;
mod tab_keyboard;

pub(crate) use axe::passes;
pub(crate) use narrow::fits;

use crate::support::{Run, journey};
use libtest_mimic::Trial;

pub(crate) fn trials(run: Run) -> Vec<Trial> {
    let mut trials = vec![
        journey(run, "access_fields", fields::fields_say_what_is_wrong),
        journey(run, "access_keyboard", keyboard::keyboard_alone),
        journey(run, "access_opening", phases::opening),
        journey(run, "access_removing", phases::removing),
        journey(run, "access_saving", phases::saving),
        journey(run, "access_tab", tab_form::every_state),
        journey(run, "access_tab_keyboard", tab_keyboard::keyboard_alone),
    ];
    if run.is_chromium() {
        trials.extend([
            journey(run, "access_dark_system", media::dark_system),
            journey(run, "access_forced_colours", media::forced_by_tools),
            journey(run, "access_steady", steady::nothing_jumps),
            journey(run, "access_steady_arabic", steady::nothing_jumps_in_arabic),
        ]);
    }
    let forced = run.with_forced_colours();
    trials.extend(forced.map(|run| journey(run, "access_forced_colours", media::forced_colours)));
    trials
}
