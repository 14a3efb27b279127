//! Loaded before the C library: every flush to the disk takes longer by the
//! microseconds that the environment says, and adds a byte to the file that it names.
//! Built by the bench with `rustc`; never
//! part of a program.

use std::ffi::{c_int, c_long};
use std::fs::OpenOptions;
use std::io::Write;
use std::time::Duration;

unsafe extern "C" {
    fn syscall(number: c_long, ...) -> c_long;
}

#[cfg(target_arch = "x86_64")]
const FLUSHES: [c_long; 2] = [74, 75];
#[cfg(target_arch = "aarch64")]
const FLUSHES: [c_long; 2] = [82, 83];

#[unsafe(no_mangle)]
pub extern "C" fn fsync(file: c_int) -> c_int {
    flush(FLUSHES[0], file)
}

#[unsafe(no_mangle)]
pub extern "C" fn fdatasync(file: c_int) -> c_int {
    flush(FLUSHES[1], file)
}

fn flush(number: c_long, file: c_int) -> c_int {
    let text = std::env::var("TORTURE_FLUSH_MICROSECONDS");
    let micros = text.ok().and_then(|text| text.parse().ok()).unwrap_or(0);
    if micros > 0 {
        std::thread::sleep(Duration::from_micros(micros));
    }
    count();
    // SAFETY: the caller's descriptor goes to the kernel as the C library would pass it.
    unsafe { syscall(number, file) as c_int }
}

fn count() {
    let Some(path) = std::env::var_os("TORTURE_FLUSHES") else {
        return;
    };
    if let Ok(mut file) = OpenOptions::new().create(true).append(true).open(path) {
        let _ = file.write_all(b".");
    }
}
