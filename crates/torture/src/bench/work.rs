//! What a process did so far, by the kernel's counts.

use crate::server::Server;

/// Processor time of a process so far, in seconds; the kernel counts hundredths.
pub(super) fn cpu(process: &str) -> anyhow::Result<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    let after_name = stat.rsplit(") ").next().unwrap_or_default();
    let fields: Vec<&str> = after_name.split(' ').collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok());
    // utime and stime are the 14th and 15th, two of which come before the name's end.
    Ok((ticks(11).unwrap_or(0.0) + ticks(12).unwrap_or(0.0)) / 100.0)
}

/// How often its threads were switched, for waiting or for others.
pub(super) fn switches(process: &str) -> anyhow::Result<u64> {
    let mut switches = 0;
    for thread in std::fs::read_dir(format!("/proc/{process}/task"))? {
        let status = std::fs::read_to_string(thread?.path().join("status"))?;
        let lines = status
            .lines()
            .filter(|line| line.contains("ctxt_switches:"));
        let counts = lines.filter_map(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
        switches += counts.sum::<u64>();
    }
    Ok(switches)
}

/// One server's.
#[derive(Clone, Copy)]
pub(super) struct Work {
    pub(super) seconds: f64,
    pub(super) switches: u64,
}

impl Work {
    pub(super) fn so_far(server: &Server) -> anyhow::Result<Self> {
        let process = server.id()?;
        Ok(Self {
            seconds: cpu(&process)?,
            switches: switches(&process)?,
        })
    }
}
