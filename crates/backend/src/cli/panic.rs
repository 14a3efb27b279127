//! A panic says where it happened, and its sentence only when that was written
//! in the source: one put together at run time may hold anything, an address too.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::panic::PanicHookInfo;

/// From here on, panics are written to the log.
pub(super) fn to_the_log() {
    std::panic::set_hook(Box::new(|info| {
        let trace = Backtrace::capture();
        let trace = (trace.status() == BacktraceStatus::Captured).then_some(trace);
        let trace = trace.map(|trace| trace.to_string());
        tracing::error!(trace, "{}", sentence(info));
    }));
}

fn sentence(info: &PanicHookInfo<'_>) -> String {
    let written = info.payload().downcast_ref::<&'static str>();
    let says = written.unwrap_or(&"its words are withheld, they may hold an address");
    match info.location() {
        Some(at) => format!("a panic at {at}: {says}"),
        None => format!("a panic: {says}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[test]
    fn only_what_is_in_the_source_is_said() {
        let (tell, told) = mpsc::channel();
        let before = std::panic::take_hook();
        let us = std::thread::current().id();
        std::panic::set_hook(Box::new(move |info| {
            match std::thread::current().id() == us {
                true => drop(tell.send(sentence(info))),
                false => before(info),
            }
        }));
        let address = String::from("https://a.example/canary");
        let _ = std::panic::catch_unwind(|| panic!("cannot post to {address}"));
        let _ = std::panic::catch_unwind(|| panic!("a plain sentence"));
        let _ = std::panic::take_hook();
        let told: Vec<String> = told.try_iter().collect();
        assert_eq!(told.len(), 2);
        assert!(
            told.iter().all(|line| line.contains("panic.rs:")),
            "{told:?}"
        );
        assert!(!told.concat().contains("canary"), "{told:?}");
        assert!(told[1].ends_with("a plain sentence"), "{told:?}");
    }
}
