//! What is refused before its work: too much at once, too slow, too large.
//! Every refusal that HTTP still allows is a problem.

mod http;
mod line;
mod places;
mod rates;
mod slow;

pub(crate) use line::Line;

use crate::support::Server;
use serde_json::Value;

pub(super) fn event_head(server: &Server, length: usize) -> String {
    format!(
        "POST /api/v1/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\n\
         content-type: application/json\r\ncontent-length: {length}\r\n\r\n",
        server.events_token()
    )
}

#[track_caller]
pub(crate) fn is_problem(answer: &str, status: u16, code: &str) {
    assert!(
        answer.starts_with(&format!("HTTP/1.1 {status} ")),
        "{answer}"
    );
    assert!(
        answer.contains("content-type: application/problem+json"),
        "{answer}"
    );
    let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    let problem: Value = serde_json::from_str(body).expect("a problem is JSON");
    assert_eq!(problem["status"], status, "{problem}");
    assert_eq!(problem["code"], code, "{problem}");
    assert!(problem["requestId"].is_string(), "{problem}");
}
