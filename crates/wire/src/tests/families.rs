//! Which addresses are known, and since when no longer.

use crate::{Day, Destination, FAMILIES, Life, Refusal, recognise};

fn check_family(host: &str, path: &str, expected: Result<Destination, Refusal>) {
    let found = recognise(host, path).map(|family| family.destination);
    assert_eq!(found, expected, "{host}{path}");
}

#[test]
fn families_are_told_by_host_and_path() {
    use Destination::{Connector, Workflow};
    use Refusal::{UnknownHost, UnknownPath};
    let check = check_family;
    check(
        "contoso.webhook.office.com",
        "/webhookb2/a@b/c",
        Ok(Connector),
    );
    check("outlook.office.com", "/webhook/a@b/c", Ok(Connector));
    check(
        "prod-01.westeurope.logic.azure.com",
        "/workflows/ab/triggers",
        Ok(Workflow),
    );
    check(
        "prod-08.usgovtexas.logic.azure.us",
        "/workflows/ab/triggers",
        Ok(Workflow),
    );
    check("webhook.office.com", "/webhookb2/a", Err(UnknownHost));
    check("outlook.example.com", "/webhook/a", Err(UnknownHost));
    check(
        "x.webhook.office.com.evil.example",
        "/webhookb2/a",
        Err(UnknownHost),
    );
    check("evilwebhook.office.com", "/webhookb2/a", Err(UnknownHost));
    check("a..webhook.office.com", "/webhookb2/a", Err(UnknownHost));
    check(".webhook.office.com", "/webhookb2/a", Err(UnknownHost));
    check(
        "evil.example;.webhook.office.com",
        "/webhookb2/a",
        Err(UnknownHost),
    );
    check("contoso.webhook.office.com", "/other/", Err(UnknownPath));
    check(
        "contoso.webhook.office.com",
        "/webhookb2/",
        Err(UnknownPath),
    );
}

#[test]
fn a_workflow_may_be_behind_routing_segments() {
    let hosts = [
        "default00.ab.environment.api.powerplatform.com",
        "0123.4.environment.api.gov.powerplatform.microsoft.us",
        "0123.4.environment.api.high.powerplatform.microsoft.us",
        "0123.4.environment.api.appsplatform.us",
        "0123.4.environment.api.powerplatform.partner.microsoftonline.cn",
    ];
    let direct = "/powerautomate/automations/direct/";
    let good = [
        "workflows/0a/triggers/manual/paths/invoke",
        "cu/04/workflows/0a/triggers/manual/paths/invoke",
        "cu/04/workflows/0a/triggers/manual/paths/invoke/",
        "a/b/c/d/workflows/0a",
        "workflows/workflows/0a",
        "workflows/0a/triggers/%E8%A6%81%E6%B1%82/paths/invoke/auth/v1/users",
    ];
    let bad = [
        "",
        "workflows",
        "workflows/",
        "workflows//0a",
        "cu//04/workflows/0a",
        "cu/../workflows/0a",
        "cu%2f04/workflows/0a",
        "c.u/workflows/0a",
        "cu/04/flows/0a",
        "workflows/..%2f..%2fadmin",
        "workflows/0a/%2e%2e/b",
        "workflows/0a/../b",
        "workflows/0a/%5cb",
        "workflows/0a/%00",
        "workflows/0a/%2",
        "workflows/0a//b",
    ];
    for host in hosts {
        for tail in good {
            check_family(host, &format!("{direct}{tail}"), Ok(Destination::Workflow));
        }
        for tail in bad {
            check_family(host, &format!("{direct}{tail}"), Err(Refusal::UnknownPath));
        }
    }
}

#[test]
fn families_know_when_they_ended() {
    let life = |host| recognise(host, "/workflows/a").map(|family| family.life);
    let mixed = Life::Mixed {
        since: Day::new(2025, 11, 30),
    };
    assert_eq!(life("a.b.logic.azure.com"), Ok(mixed));
    for family in FAMILIES {
        let ended = matches!(family.life, Life::Ended { .. });
        let connector = family.destination == Destination::Connector;
        assert_eq!(ended, connector, "{}", family.name);
    }
    let written = serde_json::to_string(&FAMILIES[0].life).unwrap();
    assert_eq!(written, r#"{"life":"ended","since":"2026-05-22"}"#);
    let read: Life = serde_json::from_str(&written).unwrap();
    assert_eq!(read, FAMILIES[0].life);
}
