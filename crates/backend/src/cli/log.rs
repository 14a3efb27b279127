//! Logs go to stderr. The libraries that handle addresses are kept quiet at
//! every level: they would print what they connect to.

use super::End;
use super::options::LogFormat;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::Directive;

/// Never below warnings, whatever is asked for.
const QUIET: [&str; 8] = [
    "hyper",
    "hyper_util",
    "h2",
    "reqwest",
    "rustls",
    "sqlx",
    "tower",
    "tower_http",
];

pub(super) fn start(filter: &str, format: LogFormat) -> Result<(), End> {
    let mut filter = EnvFilter::try_new(filter)
        .map_err(|_| End::refused("--log must be a level such as info, or target=level."))?;
    for target in QUIET {
        if let Ok(quiet) = format!("{target}=warn").parse::<Directive>() {
            filter = filter.add_directive(quiet);
        }
    }
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match format {
        LogFormat::Text => builder.with_ansi(false).init(),
        LogFormat::Json => builder.json().init(),
    }
    Ok(())
}
