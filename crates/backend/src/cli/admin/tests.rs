use super::*;

const CLOUDS: &[Cloud] = &[
    Cloud::Public,
    Cloud::Gcc,
    Cloud::GccHigh,
    Cloud::Dod,
    Cloud::China,
];

fn each() -> impl Iterator<Item = String> {
    let group = Verb::Group {
        group: "team@example.com".to_owned(),
    };
    let verbs = [Verb::Enable, Verb::Disable, group, Verb::Workflows];
    verbs
        .into_iter()
        .flat_map(|verb| CLOUDS.iter().map(move |cloud| verb.text(*cloud)))
}

/// What is left of a script without comments: the commands in their order.
fn commands(text: &str) -> Vec<&str> {
    let lines = text.lines().map(str::trim);
    lines
        .filter(|line| line.starts_with("Set-") || line.starts_with("Connect-"))
        .collect()
}

#[test]
fn the_commands_are_those_of_microsofts_article() {
    let public = Cloud::Public;
    assert_eq!(
        commands(&Verb::Enable.text(public)),
        [
            "Connect-ExchangeOnline",
            "Set-OrganizationConfig -ConnectorsEnabled:$true",
            "Set-OrganizationConfig -ConnectorsEnabledForTeams:$true",
            "Set-OrganizationConfig -ConnectorsActionableMessagesEnabled:$true",
        ]
    );
    assert_eq!(
        commands(&Verb::Disable.text(Cloud::Dod)),
        [
            "Connect-ExchangeOnline -ExchangeEnvironmentName O365USGovDoD",
            "Set-OrganizationConfig -ConnectorsEnabled:$false",
            "Set-OrganizationConfig -ConnectorsActionableMessagesEnabled:$false",
        ]
    );
}

#[test]
fn every_script_can_be_previewed_and_taken_back() {
    for text in each().filter(|text| text.contains("#Requires")) {
        assert!(text.contains("-WhatIf") && text.contains("# Back again:"));
        assert!(text.contains("24 hours") && text.contains("not for some users"));
        let (open, close) = (text.matches('{').count(), text.matches('}').count());
        assert_eq!(open, close, "{text}");
    }
}

#[test]
fn nothing_is_left_to_fill_in() {
    for text in each() {
        assert!(text.contains(AS_OF));
        for name in [
            "{as-of}",
            "{notice}",
            "{connect}",
            "{audience}",
            "{hosts}",
            "{group}",
        ] {
            assert!(!text.contains(name), "{name}");
        }
    }
    let gcc = Verb::Enable.text(Cloud::Gcc);
    assert!(gcc.contains("off by default"));
    let high = Verb::Workflows.text(Cloud::GccHigh);
    assert!(high.contains("high.service.flow") && high.contains("api.high.powerplatform"));
}

/// Read Microsoft's documents again, correct what changed, then move the day.
#[test]
fn the_texts_are_younger_than_half_a_year() {
    let format = &time::format_description::well_known::Rfc3339;
    let as_of = time::OffsetDateTime::parse(&format!("{AS_OF}T00:00:00Z"), format).unwrap();
    let age = time::OffsetDateTime::now_utc() - as_of;
    assert!(
        age.whole_days() <= 180,
        "they are {} days old",
        age.whole_days()
    );
}
