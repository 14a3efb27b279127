//! A package beside the options of the server it leads to.

#![allow(clippy::unwrap_used, reason = "a test may")]

use manifest::{Ended, Input, Options, Recipe, Server, Settings, Surface, Target, lint};

const PUBLIC: &str = "https://connector.northwind-tasks.com";

fn settings() -> Settings {
    Settings {
        frame_ancestors: vec!["https://*.teams.microsoft.com".to_owned()],
        ended: Ended::Taken,
        enrolment: Some("the key".into()),
    }
}

/// The rules about the server that a package for both surfaces breaks.
fn broken(settings: Settings) -> Vec<&'static str> {
    let mut recipe = Recipe::new(PUBLIC.parse().unwrap());
    recipe.surface = Surface::Both;
    recipe.enrolment = Some("the key".into());
    let package = manifest::write_archive(&recipe.files());
    let mut options = Options::for_target(Target::Development);
    let mut server = Server::parse(PUBLIC).unwrap();
    server.settings = Some(settings);
    options.server = Some(server);
    let found = lint(&Input::Archive(package), &options);
    let ids = found.iter().map(|finding| finding.rule.id);
    ids.filter(|id| id.starts_with("server-")).collect()
}

#[test]
fn every_option_that_contradicts_the_package_is_told() {
    assert_eq!(broken(settings()), Vec::<&str>::new());
    let other = Settings {
        enrolment: Some("a newer key".into()),
        ..settings()
    };
    assert_eq!(broken(other), ["server-enrolment-other"; 2]);
    let refused = Settings {
        ended: Ended::Refused,
        ..settings()
    };
    assert_eq!(broken(refused), ["server-connector-refused"]);
    for (source, expected) in [
        ("https://portal.example.com", vec!["server-frames-refused"]),
        (
            "https://evil-teams.microsoft.com.example",
            vec!["server-frames-refused"],
        ),
        ("https://dod.teams.microsoft.us", vec![]),
        ("https://*.cloud.microsoft", vec![]),
        ("*", vec![]),
    ] {
        let frames = Settings {
            frame_ancestors: vec![source.to_owned()],
            ..settings()
        };
        assert_eq!(broken(frames), expected, "{source}");
    }
}

#[test]
fn a_public_address_is_a_host_name_alone() {
    for (address, part) in [
        ("https://a.example/#f", "a fragment"),
        ("https://a.example/b", "a path"),
        ("https://a.example?b", "a query"),
        ("https://u:p@a.example", "a user"),
        ("https://[::1]", "with a host name"),
        ("a.example", "https://"),
    ] {
        let told = Server::parse(address).unwrap_err();
        assert!(told.contains(part), "{address}: {told}");
    }
    Server::parse("http://localhost:3978/").unwrap();
}

#[test]
fn a_key_is_never_shown() {
    assert!(!format!("{:?}", settings()).contains("the key"));
}
