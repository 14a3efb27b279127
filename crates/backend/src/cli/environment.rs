//! The variables behind the flags: an empty one is as good as none, as where a
//! compose file names every one of them.

use super::Arguments;
use clap::{Arg, Command, CommandFactory as _, FromArgMatches as _};

/// Reads the command line; what cannot be read ends the program with a sentence.
pub(super) fn parse() -> Arguments {
    let matches = without_empty(Arguments::command()).get_matches();
    Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
}

fn without_empty(command: Command) -> Command {
    command
        .mut_args(unless_empty)
        .mut_subcommands(without_empty)
}

fn unless_empty(arg: Arg) -> Arg {
    let named = arg.get_env().and_then(std::env::var_os);
    let empty = named.is_some_and(|value| value.to_string_lossy().trim().is_empty());
    match empty {
        true => arg.env(None::<&str>),
        false => arg,
    }
}
