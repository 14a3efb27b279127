//! The flags of the sign-in, what is refused, and what the log has of people.

use super::ID;
use crate::support::entra::{APP_URI, Entra};
use crate::support::{Process, binary, offline, refused, save};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use issuer::{CLIENT_ID, OTHER_TENANT, Person, TENANT};
use reqwest::header::LOCATION;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

const ENTRA: [&str; 2] = ["--auth-mode", "entra"];
const CLIENT: [&str; 2] = ["--auth-client-id", CLIENT_ID];
const TENANTS: [&str; 2] = ["--allowed-tenants", TENANT];

async fn said(more: &[&str]) -> String {
    let dir = tempfile::tempdir().expect("a directory can be made");
    let data = dir.path().join("data");
    let mut command = binary();
    command.args(["config", "check", "--data-dir"]).arg(data);
    refused(command.args(more)).await
}

#[tokio::test]
async fn a_sign_in_that_is_not_whole_is_refused_in_a_sentence() {
    let whole = [ENTRA, CLIENT, TENANTS].concat();
    let with = |more: &[&'static str]| [&whole[..], more].concat();
    let consumers = "9188040d-6c67-4c5b-b112-36a304b66dad";
    let cases = [
        (ENTRA.to_vec(), "needs --auth-client-id"),
        ([ENTRA, CLIENT].concat(), "needs --allowed-tenants"),
        ([ENTRA, TENANTS].concat(), "needs --auth-client-id"),
        (
            [ENTRA, CLIENT, ["--allowed-tenants", "contoso"]].concat(),
            "write a GUID such as",
        ),
        (
            [ENTRA, CLIENT, ["--allowed-tenants", consumers]].concat(),
            "personal accounts",
        ),
        (with(&["--auth-cloud", "moon"]), "us-government"),
        (with(&["--auth-app-uri", "api://Host/x"]), "lower case"),
        (
            with(&["--auth-authority", "http://login.example"]),
            "--auth-authority: write",
        ),
        (
            with(&["--auth-clients", "any,teams"]),
            "--auth-clients: write a GUID",
        ),
        (with(&["--auth-leeway-seconds", "301"]), "0..=300"),
        (
            with(&["--operator-tenant", OTHER_TENANT]),
            "--operator-tenant names a tenant",
        ),
        (
            with(&[
                "--auth-authority",
                "http://127.0.0.1:1",
                "--public-url",
                "https://connector.example.com",
            ]),
            "anybody can issue tokens",
        ),
    ];
    for (flags, sentence) in cases {
        let said = said(&flags).await;
        assert!(said.contains(sentence), "{flags:?}: {said}");
    }
}

#[tokio::test]
async fn what_is_in_force_is_said() {
    let dir = tempfile::tempdir().unwrap();
    let flags = [ENTRA, CLIENT, TENANTS].concat();
    let public = ["--public-url", "https://connector.example.com"];
    let all = [&["config", "check"], &flags[..], &public].concat();
    let said = offline(dir.path(), &all).await;
    for line in [
        "auth-mode = entra".to_owned(),
        format!("auth-client-id = {CLIENT_ID}"),
        format!("auth-app-uri = {APP_URI}"),
        format!("allowed-tenants = {TENANT}"),
        "auth-authority = https://login.microsoftonline.com".into(),
        "edit-by = tenant".into(),
        "operator-tenant = none".into(),
    ] {
        assert!(said.lines().any(|each| each == line), "{line}\n{said}");
    }
}

/// What an administrator has to write into the registration, from the flags alone.
#[tokio::test]
async fn the_doctor_tells_what_the_registration_needs() {
    let dir = tempfile::tempdir().unwrap();
    let flags = [ENTRA, CLIENT, TENANTS].concat();
    let doctor = async |more: &[&str]| {
        let mut command = binary();
        command.arg("doctor").args(&flags).args(more);
        let public = ["--public-url", "https://connector.example.com"];
        let output = command
            .args(public)
            .arg("--data-dir")
            .arg(dir.path())
            .output();
        let output = output.await.unwrap();
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stdout).into_owned(),
        )
    };
    let (code, said) = doctor(&[]).await;
    assert_eq!(code, Some(0), "{said}");
    for part in [
        CLIENT_ID,
        "requestedAccessTokenVersion",
        "access_as_user",
        &format!("good  The application id URI is {APP_URI}."),
        "27922004-5251-4030-b22d-91ecd9a37ea4",
        TENANT,
        "package --client-id",
        "\"Mobile and desktop applications\", is https://connector.example.com/sign-in/end.",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!said.contains("enrolment"), "nobody needs a key: {said}");
    let other = ["--auth-app-uri", "api://other.example/x"];
    let (code, said) = doctor(&other).await;
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains(&format!("Next: Write {APP_URI}")), "{said}");
    let mut command = binary();
    let any = [
        "--allowed-tenants",
        "any",
        "--public-url",
        "https://connector.example.com",
    ];
    let output = command
        .arg("doctor")
        .args([ENTRA, CLIENT].concat())
        .args(any)
        .output();
    let said = String::from_utf8_lossy(&output.await.unwrap().stdout).into_owned();
    assert!(said.contains("BAD   People of every tenant"), "{said}");
}

/// At every level, in answers and in files: ids of who changed what, and no token.
#[tokio::test]
async fn the_log_has_who_changed_what_and_no_token() {
    let entra = Entra::start().await;
    let dir = tempfile::tempdir().unwrap();
    let authority = ["--auth-authority", &entra.base];
    let uri = ["--auth-app-uri", APP_URI];
    let folder = dir.path().join("page");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("sign-in.html"), "<html></html>").unwrap();
    std::fs::write(dir.path().join("secret"), "app-secret-5e1f0cafe").unwrap();
    let secret = dir.path().join("secret");
    let page = ["--page-dir", folder.to_str().unwrap()];
    let secret = ["--auth-client-secret-file", secret.to_str().unwrap()];
    let operators = ["--operator-tenant", TENANT];
    let flags = [
        ENTRA, CLIENT, TENANTS, authority, uri, page, secret, operators,
    ]
    .concat();
    let server = Process::start(dir.path(), &flags).await;
    let (member, stranger) = (entra.token("member"), entra.token("stranger"));
    let url = format!("{}/api/v1/connectors/{ID}", server.base);
    let http = reqwest::Client::new();
    let body = save("All", super::HOOK);
    let mut answers = String::new();
    for (token, status) in [(&stranger, 401), (&member, 201), (&member, 200)] {
        let answer = http.put(&url).bearer_auth(token).json(&body).send().await;
        let answer = answer.unwrap();
        assert_eq!(answer.status(), status);
        answers += &answer.text().await.unwrap();
    }
    let removed = http.delete(&url).bearer_auth(&member).send().await.unwrap();
    assert_eq!(removed.status(), 204);
    let senders = format!("{}/api/v1/admin/senders", server.base);
    let operator = entra.token("operator");
    let added = http.post(senders).bearer_auth(&operator);
    let added = added.json(&json!({"name": "ticketing"})).send().await;
    let made: Value = added.unwrap().json().await.unwrap();
    let mut secrets = sign_in_in_a_window(&entra, &server.base).await;
    secrets.push(made["token"].as_str().unwrap().to_owned());
    answers += &server.text("/metrics").await;
    assert_eq!(server.terminate().await, Some(0));
    let log = std::fs::read_to_string(dir.path().join("log")).unwrap();
    let object = Person::named("member").unwrap().object;
    let audit: Vec<_> = log
        .lines()
        .filter(|line| line.contains(" audit: "))
        .collect();
    assert_eq!(audit.len(), 4, "{log}");
    for part in ["sender added", "ticketing", TENANT, "uti-operator-"] {
        assert!(audit[3].contains(part), "{part}: {}", audit[3]);
    }
    for (line, what) in audit.iter().zip(["made", "changed", "removed"]) {
        for part in [what, TENANT, object, "uti-member-"] {
            assert!(line.contains(part), "{part}: {line}");
        }
    }
    assert!(
        log.contains("the tenant is not on the list of allowed tenants"),
        "{log}"
    );
    let parts = [&member, &stranger, &operator]
        .into_iter()
        .flat_map(|token| token.split('.').skip(1));
    for part in parts.chain(secrets.iter().map(String::as_str)) {
        assert!(!log.contains(part) && !answers.contains(part), "{part}");
    }
    assert!(!log.contains("member@example.com") && !answers.contains(object));
}

/// Every secret that there is on the way.
async fn sign_in_in_a_window(entra: &Entra, base: &str) -> Vec<String> {
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    let http = http.build().expect("it is there");
    let verifier = "verifier-5e1f0cafe";
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier));
    let begun = http
        .get(format!("{base}/sign-in?challenge={challenge}"))
        .send()
        .await;
    let address = begun.expect("it is there").headers()[LOCATION]
        .to_str()
        .expect("it is there")
        .to_owned();
    let (code, state) = entra.code(&address, "member");
    let form = format!("code={code}&state={state}");
    let ended = http
        .post(format!("{base}/sign-in/end"))
        .body(form)
        .send()
        .await;
    let page = ended
        .expect("it is there")
        .text()
        .await
        .expect("it is there");
    let pass = page.split('"').nth(1).expect("it is there").to_owned();
    let body = json!({"pass": pass, "verifier": verifier});
    let fetched = http
        .post(format!("{base}/api/v1/sign-in"))
        .json(&body)
        .send()
        .await;
    let token: Value = fetched
        .expect("it is there")
        .json()
        .await
        .expect("it is there");
    let signature = token["token"]
        .as_str()
        .expect("it is there")
        .rsplit('.')
        .next()
        .expect("it is there");
    let plain = [verifier, "app-secret-5e1f0cafe", signature].map(str::to_owned);
    plain.into_iter().chain([code, state, pass]).collect()
}
