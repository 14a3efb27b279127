//! One process of ours: started, waited for until it is ready, stopped with us.

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};
use std::{
    io::{BufRead, BufReader, Read},
    process::{Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};

/// What can happen while we watch.
pub(crate) enum News {
    /// The developer has had enough.
    Stop,
    /// The process of this id ended.
    Ended(u32),
}

/// How long a child may take to finish what it is doing.
const GRACE: Duration = Duration::from_secs(20);

/// A running process.
pub(crate) struct Child {
    name: &'static str,
    command: Command,
    ready: &'static str,
    sender: Sender<News>,
    process: Process,
}

struct Process {
    id: u32,
    ended: Arc<AtomicBool>,
}

impl Child {
    /// Starts it and waits for the line that says it is ready.
    pub(crate) fn start(
        name: &'static str,
        mut command: Command,
        ready: &'static str,
        sender: Sender<News>,
    ) -> Result<Self> {
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let process = spawn(name, &mut command, ready, &sender)?;
        Ok(Self {
            name,
            command,
            ready,
            sender,
            process,
        })
    }

    /// The id of the process as it runs now.
    pub(crate) fn id(&self) -> u32 {
        self.process.id
    }

    /// Starts it anew after it ended.
    pub(crate) fn restart(&mut self) -> Result<()> {
        self.process = spawn(self.name, &mut self.command, self.ready, &self.sender)?;
        Ok(())
    }
}

impl Drop for Process {
    /// Asks it to stop, and insists when it does not.
    fn drop(&mut self) {
        self.signal(Signal::TERM);
        let deadline = Instant::now() + GRACE;
        while !self.ended.load(Ordering::Acquire) {
            if Instant::now() > deadline {
                self.signal(Signal::KILL);
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Process {
    fn signal(&self, signal: Signal) {
        // An ended process is waited for at once, and its id could be somebody else's.
        if self.ended.load(Ordering::Acquire) {
            return;
        }
        let id = i32::try_from(self.id).ok().and_then(Pid::from_raw);
        if let Some(id) = id {
            let _ = kill_process(id, signal); // it may have ended this instant
        }
    }
}

fn spawn(
    name: &'static str,
    command: &mut Command,
    ready: &'static str,
    sender: &Sender<News>,
) -> Result<Process> {
    let mut child = command
        .spawn()
        .with_context(|| format!("The {name} does not start."))?;
    let output = child.stdout.take().context("the output is not piped")?;
    let id = child.id();
    let ended = Arc::new(AtomicBool::new(false));
    let (when_ready, is_ready) = channel();
    thread::spawn(move || repeat(name, output, ready, &when_ready));
    let (flag, sender) = (ended.clone(), sender.clone());
    thread::spawn(move || {
        let _ = child.wait();
        flag.store(true, Ordering::Release);
        let _ = sender.send(News::Ended(id)); // nobody listens while we stop
    });
    let process = Process { id, ended };
    if is_ready.recv().is_err() {
        bail!("The {name} stopped before it was ready; what it said is above.");
    }
    Ok(process)
}

/// Repeats what the child says, and tells once when it says that it is ready.
fn repeat(name: &str, output: impl Read, ready: &str, when_ready: &Sender<()>) {
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        println!("\x1b[2m{name:>9} |\x1b[0m {line}");
        if line.starts_with(ready) {
            let _ = when_ready.send(()); // later lines find nobody waiting
        }
    }
}
