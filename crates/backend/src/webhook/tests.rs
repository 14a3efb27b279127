use super::*;
use wire::MAX_WEBHOOK_URL;

const SIGNED: &str = "sp=1&sig=1CiCisum_b6CHtqBZO-6MnyuBfzcN4NGyY5LLFbno1k";

fn check(rules: &Rules, text: &str) -> Result<(String, Destination), String> {
    rules
        .check(&text.into())
        .map(|webhook| (webhook.host, webhook.destination))
        .map_err(|refused| refused.to_string())
}

/// Whatever Microsoft ended.
fn allowed(text: &str, host: &str, destination: Destination) {
    let rules = Rules {
        ended: true,
        ..Rules::default()
    };
    let found = check(&rules, text);
    assert_eq!(found, Ok((host.to_owned(), destination)), "{text}");
}

#[test]
fn the_known_families_pass_and_tenants_are_masked() {
    use Destination::{Connector, Workflow};
    allowed(
        "https://contoso.webhook.office.com/webhookb2/a@b/IncomingWebhook/c/d",
        "c….webhook.office.com",
        Connector,
    );
    allowed(
        "https://CONTOSO.webhook.office.com:443/webhookb2/a",
        "c….webhook.office.com",
        Connector,
    );
    allowed(
        "https://outlook.office.com/webhook/a@b/c",
        "outlook.office.com",
        Connector,
    );
    allowed(
        &format!("https://prod-1.westeurope.logic.azure.com:443/workflows/a/triggers?{SIGNED}"),
        "p….logic.azure.com",
        Workflow,
    );
    let long = format!(
        "https://d.ab.environment.api.powerplatform.com/powerautomate/automations/direct/workflows/{}?{SIGNED}",
        "x".repeat(1000)
    );
    allowed(&long, "d….environment.api.powerplatform.com", Workflow);
}

/// Addresses that look like a channel's and lead elsewhere.
const HOSTILE: &[&str] = &[
    "http://contoso.webhook.office.com/webhookb2/a",
    "https://evil.example/webhookb2/a",
    "https://x.webhook.office.com.evil.example/webhookb2/a",
    "https://a.webhook.office.com@evil/webhookb2/a",
    "https://@a.webhook.office.com/webhookb2/a",
    "https://user:pw@a.webhook.office.com/webhookb2/a",
    "https://user@a.webhook.office.com/webhookb2/a",
    "https:///user@a.webhook.office.com/webhookb2/a",
    "https:/:pw@a.webhook.office.com/webhookb2/a",
    "https:@a.webhook.office.com/webhookb2/a",
    "https:///@a.webhook.office.com/webhookb2/a",
    "https://evil.example\\@a.webhook.office.com/webhookb2/a",
    "https://evil.example#@a.webhook.office.com/webhookb2/a",
    "https://127.0.0.1/webhookb2/a",
    "https://2130706433/webhookb2/a",
    "https://0x7f.1/webhookb2/a",
    "https://[::1]/webhookb2/a",
    "https://[::ffff:10.0.0.1]/webhookb2/a",
    "https://a.webhook.office.com:8443/webhookb2/a",
    "https://a.webhook.office.com./webhookb2/a",
    "https://a..webhook.office.com/webhookb2/a",
    "https://evil.example;.webhook.office.com/webhookb2/a",
    "https://outlook.office.com/webhook/..%2f..%2fowa/",
    "https://outlook.office.com/webhook/a%5c..%5cb",
    "https://webhook.office.com/webhookb2/a",
    "https://evilwebhook.office.com/webhookb2/a",
    "https://a.wеbhook.office.com/webhookb2/a", // a Cyrillic letter
    "https://xn--webhook-office-com.example/webhookb2/a",
    "https://a.webhook.office.com/other/a",
    "https://a.webhook.office.com/webhookb2/../other",
    "https://a.webhook.office.com/%2e%2e/webhookb2/a\n",
    "https://a.webhook.office.com/webhookb2/a b",
    "https://a.webhook.office.com/webhookb2/a\u{7f}",
    "file:///etc/passwd",
    "data:text/plain,x",
    "javascript:alert(1)",
    "https://",
    "",
    "webhook",
    "http://127.0.0.1:3978/webhookb2/a",
    "http://localhost:3978/webhookb2/a",
];

#[test]
fn hostile_addresses_are_refused_in_one_sentence() {
    for text in HOSTILE {
        let error = check(&Rules::default(), text).expect_err(text);
        assert!(error.contains("not one this server may call"), "{error}");
    }
    let error = check(&Rules::default(), "https://evil.example/a?sig=canary").unwrap_err();
    assert!(
        error.contains("host evil.example is not on the list"),
        "{error}"
    );
    assert!(!error.contains("canary"), "{error}");
    let error = check(&Rules::default(), "https://ev_il-2.example/a").unwrap_err();
    assert!(error.contains("host evil-2.example is"), "{error}");
}

#[test]
fn an_address_may_be_as_long_as_the_limit() {
    let start = "https://a.webhook.office.com/webhookb2/";
    let full = format!("{start:x<MAX_WEBHOOK_URL$}");
    assert_eq!(full.len(), MAX_WEBHOOK_URL);
    let rules = Rules {
        ended: true,
        ..Rules::default()
    };
    assert!(check(&rules, &full).is_ok());
    let told = check(&rules, &(full + "x")).unwrap_err();
    assert!(told.contains("longer than 8 KB"), "{told}");
}

#[test]
fn an_operator_adds_hosts_as_data() {
    let rules = Rules {
        hosts: vec![
            "connector:.hooks.example.com".parse().unwrap(),
            "workflow:flow.example.com/run/".parse().unwrap(),
        ],
        ..Rules::default()
    };
    assert_eq!(
        check(&rules, "https://a.hooks.example.com/x"),
        Ok(("a….hooks.example.com".into(), Destination::Connector))
    );
    assert_eq!(
        check(&rules, "https://flow.example.com/run/x"),
        Ok(("flow.example.com".into(), Destination::Workflow))
    );
    assert!(check(&rules, "https://hooks.example.com/x").is_err());
    assert!(check(&rules, "https://flow.example.com/run/..%2fadmin").is_err());
    assert!(check(&rules, "https://a..hooks.example.com/x").is_err());
    assert!(check(&rules, "https://flow.example.com/other").is_err());
    assert!(check(&rules, "https://a.hooks.example.com.evil.example/x").is_err());
    assert!(check(&rules, "https://evilhooks.example.com/x").is_err());
    assert!(check(&rules, "https://.hooks.example.com/x").is_err());
    assert!(check(&rules, "https://a.flow.example.com/run/x").is_err());
    for wrong in [
        "",
        "connector",
        "connector:",
        "mail:a.b",
        "connector:com",
        "connector:a b.c",
    ] {
        assert!(wrong.parse::<HostRule>().is_err(), "{wrong}");
    }
}

#[test]
fn loopback_addresses_pass_only_when_asked_for() {
    let rules = Rules {
        loopback: true,
        ..Rules::default()
    };
    let connector = check(&rules, "http://127.0.0.1:4000/webhookb2/x");
    assert_eq!(connector, Ok(("loopback".into(), Destination::Connector)));
    let workflow = check(&rules, "http://localhost:4000/workflows/x?sig=1");
    assert_eq!(workflow, Ok(("loopback".into(), Destination::Workflow)));
    for wrong in [
        "http://127.0.0.1:4000/other",
        "http://127.0.0.2:4000/webhookb2/x",
        "http://10.0.0.1/webhookb2/x",
        "http://localhost.evil.example/webhookb2/x",
    ] {
        assert!(check(&rules, wrong).is_err(), "{wrong}");
    }
}

#[test]
fn what_is_stored_is_asked_only_whether_it_may_be_posted_to() {
    let may = |rules: &Rules, text: &str| rules.may_post(&SecretString::from(text.to_owned()));
    let (usual, old) = (
        Rules::default(),
        Rules {
            ended: true,
            ..Rules::default()
        },
    );
    let connector = "https://contoso.webhook.office.com/webhookb2/a";
    let since = Day::new(2026, 5, 22);
    assert_eq!(may(&usual, connector), Err(Barred::Ended(since)));
    assert_eq!(may(&old, connector), Ok(()));
    assert_eq!(
        may(&usual, "https://evil.example/a"),
        Err(Barred::NotAllowed)
    );
    // Its answer tells; what was stored before is not judged anew.
    let unsigned = "https://a.b.logic.azure.com/workflows/a?api-version=1";
    assert_eq!(may(&usual, unsigned), Ok(()));
}
