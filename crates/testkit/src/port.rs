//! Ports for programs on loopback.

use anyhow::{Result, bail};
use std::{
    net::{Ipv4Addr, TcpListener},
    ops::Range,
    process,
    sync::atomic::{AtomicU32, Ordering},
};

/// For a program that cannot choose one by itself and say which, or that comes back to
/// it. Below those that the system gives to whoever asks for any, so that nobody takes
/// it meanwhile; no two callers look at the same.
///
/// # Errors
///
/// When none of the twenty thousand is free.
pub fn free_port() -> Result<u16> {
    const PORTS: Range<u32> = 11_000..32_000;
    static NEXT: AtomicU32 = AtomicU32::new(0);
    for _ in PORTS {
        // Other runs on this machine begin elsewhere.
        let step = NEXT
            .fetch_add(1, Ordering::Relaxed)
            .wrapping_add(process::id().wrapping_mul(97));
        let port = PORTS.start + step % (PORTS.end - PORTS.start);
        let port = u16::try_from(port)?;
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return Ok(port);
        }
    }
    bail!("no port is free")
}
