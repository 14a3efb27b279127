//! How long each step may take: the one place. The start-up lines are given theirs from
//! here when they are built (`crates/xtask/npm/start-up.mjs`), which reads each line as it
//! stands: a name, and milliseconds.

use std::time::Duration;

/// Within this the host has its answer to a save or a removal.
pub const PROMISE: Duration = Duration::from_millis(12_000);
/// How long the start-up lines hold a request for a page that is not ready.
pub const HELD: Duration = Duration::from_millis(2_000);
/// How long the host may take for the handshake.
pub const HANDSHAKE: Duration = Duration::from_millis(10_000);
/// How long the host may take to say its language, before the browser's is taken.
pub const LOCALE: Duration = Duration::from_millis(9_000);
/// How long the wasm may take to come, before the start-up lines say that it is missing.
pub const PROGRAM: Duration = Duration::from_millis(20_000);
/// How long the host may take for anything else.
pub const HOST: Duration = Duration::from_millis(3_000);
/// How long the read after setting may take; there may be an address without it.
pub const READ_BACK: Duration = Duration::from_millis(2_000);
/// How long the backend may take.
pub const BACKEND: Duration = Duration::from_millis(5_000);
/// How long a test card may take: the backend waits 10 s for the channel.
pub const TRIAL: Duration = Duration::from_millis(15_000);
/// How long nothing is typed before an address is judged.
pub const TYPING: Duration = Duration::from_millis(300);
/// How long a call waits for a token of the host's; it is a part of [`BACKEND`].
pub const TOKEN: Duration = Duration::from_millis(3_000);
/// How long before its end a token is renewed.
pub const RENEW: Duration = Duration::from_millis(300_000);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_save_and_removal_keep_the_promise() {
        let check = |what, steps: &[Duration]| {
            let longest: Duration = steps.iter().sum();
            assert!(longest <= PROMISE, "{what} may take {longest:?}");
        };
        check("a save", &[HELD, HOST, READ_BACK, BACKEND]);
        check(
            "a removal of what the host must name",
            &[HELD, HOST, BACKEND],
        );
    }

    #[test]
    fn a_call_has_time_left_when_a_token_took_all_it_may() {
        assert!(TOKEN < BACKEND);
    }

    #[test]
    fn the_language_is_there_before_the_page_says_that_the_host_is_silent() {
        assert!(LOCALE < HANDSHAKE);
        assert!(HANDSHAKE < PROGRAM);
    }
}
