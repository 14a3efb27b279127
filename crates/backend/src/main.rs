//! The binary `teams-connector`: only the door to the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    backend::cli::main()
}
