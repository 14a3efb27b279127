use super::*;

const CLOUDS: &[Cloud] = &[
    Cloud::Public,
    Cloud::Gcc,
    Cloud::GccHigh,
    Cloud::Dod,
    Cloud::China,
];

fn each() -> impl Iterator<Item = String> {
    each_named().map(|(_, text)| text)
}

/// Every text, with a name of its own.
fn each_named() -> impl Iterator<Item = (String, String)> {
    let group = Verb::Group {
        group: "team@example.com".to_owned(),
    };
    let verbs = [
        ("enable", Verb::Enable),
        ("disable", Verb::Disable),
        ("group", group),
        ("workflows", Verb::Workflows),
    ];
    let of = |(name, verb): (&'static str, Verb)| {
        let clouds = CLOUDS.iter();
        clouds.map(move |cloud| (format!("{name}_{cloud:?}"), verb.text(*cloud)))
    };
    verbs.into_iter().flat_map(of)
}

/// Whole, so that a change of one sentence is seen for each cloud.
#[test]
fn the_texts_are_those_that_were_read() {
    for (name, text) in each_named() {
        insta::assert_snapshot!(name, text.replace(AS_OF, "AS-OF"));
    }
}

#[test]
fn every_script_is_powershell() {
    let mut parser = tree_sitter::Parser::new();
    let language = tree_sitter_powershell::LANGUAGE.into();
    parser.set_language(&language).unwrap();
    let mut is_whole = |text: &str| !parser.parse(text, None).unwrap().root_node().has_error();
    let scripts: Vec<_> = each().filter(|text| text.contains("#Requires")).collect();
    assert_eq!(scripts.len(), 15);
    for script in scripts {
        assert!(is_whole(&script), "{script}");
        assert!(!is_whole(&script.replacen('}', "", 1)));
        assert!(!is_whole(&script.replacen(')', "", 1)));
    }
}

#[test]
fn microsofts_references_are_named() {
    for text in each().filter(|text| text.contains("#Requires")) {
        assert!(text.contains("/exchange/set-organizationconfig"));
        assert!(text.contains("support.microsoft.com/topic/"));
    }
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
