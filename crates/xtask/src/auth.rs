//! Servers at which people sign in, with the simulator's pretend Entra.

/// Who may at a server, besides whoever knows an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Auth {
    /// Who signed in with the simulator's pretend Entra
    Entra,
}

/// As `crates/issuer` has them, which takes a while to build.
const CLIENT_ID: &str = "aaaaaaaa-0000-4000-8000-000000000000";
const TENANTS: &str = "22222222-2222-4222-8222-222222222222,44444444-4444-4444-8444-444444444444";

const OPERATORS: &str = "22222222-2222-4222-8222-222222222222";

impl Auth {
    /// The flags of a backend whose people come from the simulator at this port.
    pub(crate) fn flags(self, port: u16) -> Vec<String> {
        let Self::Entra = self;
        let here = format!("localhost:{port}");
        let flags = [
            ["--auth-mode", "entra"].map(str::to_owned),
            [
                "--auth-authority".into(),
                format!("http://{here}/simulator/issuer"),
            ],
            ["--auth-client-id", CLIENT_ID].map(str::to_owned),
            ["--auth-app-uri".into(), format!("api://{here}/{CLIENT_ID}")],
            ["--allowed-tenants", TENANTS].map(str::to_owned),
            ["--operator-tenant", OPERATORS].map(str::to_owned),
        ];
        flags.concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::path;

    /// The document shows what a start by hand needs; the journeys and the issuer say the
    /// same ids.
    #[test]
    fn the_flags_are_those_of_the_documents_and_the_issuer() {
        let read = |file: &str| std::fs::read_to_string(path(file)).expect("it is there");
        let flags = Auth::Entra.flags(3978).join(" ");
        let document = read("docs/simulator.md").replace("\\\n", " ");
        let words: Vec<_> = document.split_whitespace().collect();
        assert!(words.join(" ").contains(&flags), "{flags}");
        for file in ["crates/issuer/src/person.rs", "tests/e2e/support/entra.rs"] {
            let text = read(file);
            for id in TENANTS.split(',').chain([CLIENT_ID]) {
                assert!(text.contains(id), "{file}: {id}");
            }
        }
    }
}
