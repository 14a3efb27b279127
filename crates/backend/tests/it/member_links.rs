//! The links on cards where people sign in: whoever follows one signs in first, without a
//! script and without a cookie, and may what members of the connector's tenant may.

use crate::actions::{Answer, ID, Owner, PUBLIC, event, telling};
use crate::support::entra::Entra;
use crate::support::{Receiver, Server, save, until};
use backend::{AuthMode, Config, EditBy};
use identity::Allowed;
use issuer::{OTHER_TENANT, Person, TENANT};
use reqwest::header::{CONTENT_TYPE, LOCATION};
use reqwest::{Method, Response, redirect};
use serde_json::Value;

/// A server whose member made a connector, and a card of it.
struct Place {
    entra: Entra,
    server: Server,
    /// Follows nothing by itself.
    http: reqwest::Client,
    card: String,
}

impl Place {
    async fn of(edit_by: EditBy, change: impl FnOnce(&mut Config)) -> Self {
        let (entra, receiver) = (Entra::start().await, Receiver::start().await);
        let server = entra.server(edit_by, |config| {
            config.public_url = Some(PUBLIC.into());
            change(config);
        });
        let server = server.await;
        let url = format!("{}/api/v1/connectors/{ID}", server.base);
        let put = server.http.put(url).bearer_auth(entra.token("member"));
        let put = put.json(&save("All", &receiver.workflow("orders")));
        assert_eq!(put.send().await.expect("it is there").status(), 201);
        assert_eq!(server.send(&event(), None).await.status(), 202);
        until("the card is there", async || receiver.count() > 0).await;
        let card = receiver.posts().pop().expect("it was posted").body;
        let http = reqwest::Client::builder().redirect(redirect::Policy::none());
        Self {
            entra,
            server,
            http: http.build().expect("a client"),
            card,
        }
    }

    /// The path of *Manage or stop*.
    fn manage(&self) -> String {
        let rest = self.card.split(&format!("({PUBLIC}/a/")).nth(1);
        let token = rest.and_then(|rest| rest.split(')').next());
        format!("/a/{}", token.expect("cards have the link"))
    }

    /// The path of the first button.
    fn button(&self) -> String {
        let card: Value = serde_json::from_str(&self.card).expect("a card");
        let url = &card["attachments"][0]["content"]["actions"][0]["url"];
        url.as_str().expect("it opens").replace(PUBLIC, "")
    }

    async fn look(&self, method: Method, path: &str) -> Response {
        let url = format!("{}{path}", self.server.base);
        self.http
            .request(method, url)
            .send()
            .await
            .expect("it answers")
    }

    /// Where whoever follows the link is sent.
    async fn away(&self, path: &str) -> String {
        let answer = self.look(Method::GET, path).await;
        assert_eq!(answer.status(), 302);
        answer.headers()[LOCATION]
            .to_str()
            .expect("text")
            .to_owned()
    }

    /// What this person meets after the sign-in.
    async fn meets(&self, path: &str, name: &str) -> (u16, String) {
        let (code, state) = self.entra.code(&self.away(path).await, name);
        self.end(&[("code", &code), ("state", &state)]).await
    }

    async fn end(&self, form: &[(&str, &str)]) -> (u16, String) {
        let form = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        self.post("/sign-in/end", form).await
    }

    async fn post(&self, path: &str, form: String) -> (u16, String) {
        let post = self.http.post(format!("{}{path}", self.server.base));
        let post = post.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = post.body(form).send().await.expect("it answers");
        let policy = answer.headers()["content-security-policy"]
            .to_str()
            .expect("a text");
        assert!(policy.contains("form-action 'self'"), "{policy}");
        let status = answer.status().as_u16();
        (status, answer.text().await.expect("a page"))
    }

    async fn press(&self, path: &str, page: &str) -> (u16, String) {
        assert!(page.contains(&format!("action=\"{path}\"")), "{page}");
        let value = value(page).expect("it has a button");
        self.post(path, format!("press={value}")).await
    }

    async fn state(&self) -> String {
        let url = format!("{}/api/v1/connectors/{ID}", self.server.base);
        let get = self
            .server
            .http
            .get(url)
            .bearer_auth(self.entra.token("member"));
        let answer = get.send().await.expect("it answers");
        let record: Value = answer.json().await.expect("it is JSON");
        record["health"]["state"]
            .as_str()
            .expect("a state")
            .to_owned()
    }
}

fn value(page: &str) -> Option<&str> {
    let rest = page.split("name=\"press\" value=\"").nth(1)?;
    rest.split('"').next()
}

#[tokio::test]
async fn who_follows_a_link_signs_in_first_and_looking_changes_nothing() {
    let place = Place::of(EditBy::Tenant, |_| ()).await;
    let path = place.manage();
    for round in 0..100 {
        let method = if round % 3 == 0 {
            Method::HEAD
        } else {
            Method::GET
        };
        let answer = place.look(method, &path).await;
        assert_eq!(answer.status(), 302);
        let to = answer.headers()[LOCATION].to_str().unwrap();
        assert!(to.starts_with(&format!(
            "{}/{TENANT}/oauth2/v2.0/authorize?",
            place.entra.base
        )));
        assert!(
            !to.contains(&path["/a/".len()..][..16]),
            "the link stays here: {to}"
        );
    }
    for nothing in ["", "00", &"f".repeat(200)] {
        assert_eq!(place.post(&path, format!("press={nothing}")).await.0, 409);
    }
    assert_eq!(place.state().await, "ok");
    // A guest of the team is one of its tenant.
    let (status, page) = place.meets(&path, "guest").await;
    assert_eq!(status, 200);
    assert!(page.contains("Orders"), "{page}");
    assert_eq!(place.state().await, "ok");
    let (status, stopped) = place.press(&path, &page).await;
    assert_eq!(status, 200);
    assert!(stopped.contains("The cards are stopped."), "{stopped}");
    assert_eq!(place.state().await, "disabled");
    // The code counts once: a page that is loaded again says what to do.
    let (code, state) = place.entra.code(&place.away(&path).await, "guest");
    let form = [("code", code.as_str()), ("state", state.as_str())];
    assert_eq!(place.end(&form).await.0, 200);
    let (status, again) = place.end(&form).await;
    assert_eq!(status, 401);
    assert!(again.contains("Open the link on the card again"), "{again}");
}

#[tokio::test]
async fn who_is_of_another_organisation_learns_nothing() {
    let place = Place::of(EditBy::Tenant, |_| ()).await;
    for path in [place.manage(), place.button_or_manage()] {
        for name in ["other", "stranger"] {
            let (status, page) = place.meets(&path, name).await;
            assert_eq!(status, 403, "{name}");
            assert!(page.contains("may not be used here"), "{page}");
            assert!(!page.contains("Orders") && value(&page).is_none(), "{page}");
        }
        let (_, state) = place.entra.code(&place.away(&path).await, "member");
        let (status, page) = place
            .end(&[("error", "access_denied"), ("state", &state)])
            .await;
        assert_eq!(status, 401);
        assert!(page.contains("You aren\u{2019}t signed in."), "{page}");
    }
    // Where no scope was named, cards do not post.
    let post = format!("{}/api/v1/actions/00", place.server.base);
    let post = place.http.post(post);
    let post = post.bearer_auth(place.entra.press_token("member"));
    assert_eq!(post.send().await.unwrap().status(), 404);
    // What is no link is no reason to sign in.
    assert_eq!(place.look(Method::GET, "/a/00").await.status(), 404);
    assert_eq!(place.state().await, "ok");
}

impl Place {
    fn button_or_manage(&self) -> String {
        let card: Value = serde_json::from_str(&self.card).expect("a card");
        let url = card["attachments"][0]["content"]["actions"][0]["url"].as_str();
        match url.filter(|url| url.starts_with(PUBLIC)) {
            Some(url) => url.replace(PUBLIC, ""),
            None => self.manage(),
        }
    }
}

/// Where owners rule, others of the tenant read what is configured, and stop nothing.
#[tokio::test]
async fn only_the_owner_stops_where_owners_rule() {
    let place = Place::of(EditBy::Owner, |_| ()).await;
    let path = place.manage();
    let (status, page) = place.meets(&path, "colleague").await;
    assert_eq!(status, 200);
    assert!(page.contains("Orders") && value(&page).is_none(), "{page}");
    let (_, page) = place.meets(&path, "member").await;
    assert_eq!(place.press(&path, &page).await.0, 200);
    assert_eq!(place.state().await, "disabled");
}

/// A page from before owners ruled stops nothing in another's hand.
#[tokio::test]
async fn who_may_is_asked_when_it_is_pressed() {
    let place = Place::of(EditBy::Tenant, |_| ()).await;
    let path = place.manage();
    let (_, page) = place.meets(&path, "colleague").await;
    let sign_in = place.entra.sign_in(EditBy::Owner);
    let server = Server::start_in(place.server.stop().await, |config| {
        config.public_url = Some(PUBLIC.into());
        config.auth_mode = Some(AuthMode::Entra(Box::new(sign_in)));
    });
    let place = Place {
        server: server.await,
        ..place
    };
    let (status, says) = place.press(&path, &page).await;
    assert_eq!(status, 403);
    assert!(says.contains("Only the person who set this up"), "{says}");
    assert_eq!(place.state().await, "ok");
}

/// The system that owns the task is told who it was, and a page counts for nobody whose
/// organisation is not allowed any more.
#[tokio::test]
async fn a_press_by_link_is_told_with_its_person() {
    let says = Answer::Says(200, r#"{"sentence":"Closed."}"#);
    let (owner, url) = Owner::start(&[says]).await;
    let place = Place::of(EditBy::Owner, telling(&url)).await;
    let path = place.button();
    let (status, page) = place.meets(&path, "colleague").await;
    assert_eq!(status, 200);
    let (status, done) = place.press(&path, &page).await;
    assert_eq!(status, 200);
    assert!(done.contains("Closed."), "{done}");
    let told: Value = serde_json::from_str(&owner.calls()[0].1).unwrap();
    let colleague = Person::named("colleague").unwrap();
    assert_eq!(told["data"]["person"]["tenant"], colleague.tenant);
    assert_eq!(told["data"]["person"]["id"], colleague.object);
    let Place {
        entra,
        server,
        http,
        card,
    } = place;
    let mut sign_in = entra.sign_in(EditBy::Owner);
    sign_in.policy.tenants = Allowed::Only(vec![OTHER_TENANT.parse().unwrap()]);
    let server = Server::start_in(server.stop().await, |config| {
        telling(&url)(config);
        config.auth_mode = Some(AuthMode::Entra(Box::new(sign_in)));
    });
    let server = server.await;
    let place = Place {
        entra,
        server,
        http,
        card,
    };
    let value = value(&page).expect("it had a button");
    assert_eq!(place.post(&path, format!("press={value}")).await.0, 409);
    assert_eq!(place.look(Method::GET, &path).await.status(), 403);
}
