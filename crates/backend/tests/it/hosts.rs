//! For whom the server takes requests: its own names. A page of a stranger's
//! name that was told this machine's address (DNS rebinding) is refused.

use crate::support::Server;
use reqwest::Method;

async fn status(server: &Server, method: Method, path: &str, host: &str) -> u16 {
    let call = server
        .http
        .request(method, format!("{}{path}", server.base));
    let call = call.header("host", host).send().await;
    call.expect("the server answers").status().as_u16()
}

#[tokio::test]
async fn a_strangers_name_is_not_answered() {
    let server = Server::start().await;
    let outside = Server::start_outside().await;
    let read = "/api/v1/connectors/absent-0123456789abcdef";
    for (path, host, local, public) in [
        (read, "evil.example", 421, 421),
        ("/configure", "evil.example", 421, 421),
        ("/metrics", "evil.example", 421, 421),
        ("/openapi.json", "evil.example", 421, 421),
        (read, "connector.example.com", 421, 404),
        (read, "localhost:3978", 404, 404),
        // A monitor knows the machine's number, a probe any name of it.
        ("/metrics", "10.0.0.7:3978", 200, 200),
        (read, "10.0.0.7:3978", 421, 421),
        ("/readyz", "pod-7.example", 200, 200),
        ("/healthz", "pod-7.example", 200, 200),
    ] {
        let found = status(&server, Method::GET, path, host).await;
        assert_eq!(found, local, "{path} for {host}");
        let found = status(&outside, Method::GET, path, host).await;
        assert_eq!(found, public, "{path} for {host}, with a public URL");
    }
    // Events are proven by the token, which no browser knows: a sender may know the
    // server by a name of its own network.
    let events = status(&server, Method::POST, "/api/v1/events", "backend.internal");
    assert_eq!(events.await, 401);
}
