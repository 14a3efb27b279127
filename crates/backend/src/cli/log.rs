//! Logs go to stderr. The libraries that handle addresses are kept quiet at
//! every level: they would print what they connect to.

use super::End;
use super::options::LogFormat;
use tracing::{Level, Metadata};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer as _, fmt};

/// Never below warnings, whatever is asked for. A second filter and not
/// directives of the first: there, `hyper::proto=trace` would beat
/// `hyper=warn`, being the more exact one.
const QUIET: [&str; 9] = [
    "hyper",
    "hyper_util",
    "h2",
    "reqwest",
    "rustls",
    "rustls_platform_verifier",
    "sqlx",
    "tower",
    "tower_http",
];

pub(super) fn start(filter: &str, format: LogFormat) -> Result<(), End> {
    let filter = EnvFilter::try_new(filter)
        .map_err(|_| End::refused("--log must be a level such as info, or target=level."))?;
    let lines = fmt::layer().with_writer(std::io::stderr);
    let lines = match format {
        LogFormat::Text => lines.with_ansi(false).boxed(),
        LogFormat::Json => lines.json().boxed(),
    };
    tracing_subscriber::registry()
        .with(filter)
        .with(filter_fn(may_be_written))
        .with(lines)
        .init();
    Ok(())
}

fn may_be_written(line: &Metadata<'_>) -> bool {
    may_speak(line.target(), *line.level())
}

fn may_speak(target: &str, level: Level) -> bool {
    // The crate, not the module: `sqlx::query` is `sqlx`.
    let room = target.split("::").next().unwrap_or_default();
    level <= Level::WARN || !QUIET.contains(&room)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_handles_addresses_only_warns() {
        for (target, level, speaks) in [
            ("backend::deliver", Level::TRACE, true),
            ("hyper::proto::h1", Level::TRACE, false),
            ("reqwest::connect", Level::INFO, false),
            ("sqlx", Level::DEBUG, false),
            ("hyper_util::client", Level::WARN, true),
            ("hyperbolic", Level::TRACE, true),
        ] {
            assert_eq!(may_speak(target, level), speaks, "{target} {level}");
        }
    }
}
