//! Who signs in: the issuer's keys, and whose connectors are there for whom.

mod admin;
mod binding;
mod flags;
mod keys;
mod table;
mod window;

use crate::support::{Server, save};
use reqwest::{Method, Response};
use serde_json::{Value, json};

const ID: &str = "0123456789abcdef0123456789abcdef";
const OTHER_ID: &str = "fedcba9876543210fedcba9876543210";
const HOOK: &str = "http://127.0.0.1:9/webhookb2/people";

/// A call with a token; none when it is empty.
async fn call(
    server: &Server,
    token: &str,
    method: Method,
    path: &str,
    body: Option<&Value>,
) -> Response {
    let url = format!("{}/api/v1/{path}", server.base);
    let mut request = server.http.request(method, url);
    if !token.is_empty() {
        request = request.bearer_auth(token);
    }
    if let Some(body) = body {
        request = request.json(body);
    }
    request.send().await.expect("the server answers")
}

async fn put(server: &Server, token: &str, id: &str) -> u16 {
    put_with(server, token, id, &json!({})).await
}

async fn put_with(server: &Server, token: &str, id: &str, more: &Value) -> u16 {
    let mut body = save("All", HOOK);
    for (name, value) in more.as_object().into_iter().flatten() {
        body[name] = value.clone();
    }
    let path = format!("connectors/{id}");
    let answer = call(server, token, Method::PUT, &path, Some(&body)).await;
    answer.status().as_u16()
}

async fn get(server: &Server, token: &str, path: &str) -> u16 {
    let answer = call(server, token, Method::GET, path, None).await;
    answer.status().as_u16()
}
