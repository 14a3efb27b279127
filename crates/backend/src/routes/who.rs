//! With which right a call comes: by the enrolment key, or by who signed in.

use super::App;
use crate::grants::{Found, Grant, Purpose};
use crate::people::Unknown;
use crate::problem::Failure;
use crate::right::Right;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use std::time::Instant;

impl App {
    /// What the sender of these headers may do.
    pub(super) async fn right(&self, headers: &HeaderMap) -> Result<Right, Failure> {
        let Some(people) = &self.people else {
            return self.enrolled(headers).await;
        };
        let Some(token) = bearer(headers) else {
            return Err(Failure::sign_in());
        };
        match people.member(token).await {
            Ok(member) => Ok(Right::Member(member)),
            Err(Unknown::Refused(_)) => Err(Failure::sign_in()),
            Err(Unknown::NotNow) => Err(Failure::sign_in_unavailable()),
        }
    }

    async fn enrolled(&self, headers: &HeaderMap) -> Result<Right, Failure> {
        let sent = headers.get(wire::paths::ENROLMENT_HEADER);
        let sent = sent.map(HeaderValue::as_bytes);
        match (self.enrolment.right(sent), sent) {
            (Right::ById, Some(key)) => {
                let grant = self.granted(Purpose::Enrol, key).await?;
                Ok(grant.map_or(Right::ById, |grant| Right::Enrolled(grant.tenant)))
            }
            (right, _) => Ok(right),
        }
    }

    /// What a key is good for that was handed out by name.
    pub(super) async fn granted(
        &self,
        purpose: Purpose,
        key: &[u8],
    ) -> Result<Option<Grant>, Failure> {
        if let Found::ReadAgain = self.grants.find(purpose, key) {
            let asked = Instant::now();
            self.grants.replace(self.store.grants().await?, asked);
        }
        match self.grants.find(purpose, key) {
            Found::Grant(grant) => Ok(Some(grant)),
            // It took longer than it counts: as good as not there.
            Found::Nothing | Found::ReadAgain => Ok(None),
        }
    }
}

/// The one token of a call; two of them are none.
pub(super) fn bearer(headers: &HeaderMap) -> Option<&str> {
    bearer_in(headers, header::AUTHORIZATION)
}

/// The same in a header of another name.
pub(super) fn bearer_in(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    let mut sent = headers.get_all(name).iter();
    let (first, None) = (sent.next()?, sent.next()) else {
        return None;
    };
    let (scheme, token) = first.to_str().ok()?.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(token.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_has_one_token_or_none() {
        let sent = |lines: &[&str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(header::AUTHORIZATION, line.parse().unwrap());
            }
            bearer(&headers).map(str::to_owned)
        };
        assert_eq!(sent(&["Bearer token"]).as_deref(), Some("token"));
        assert_eq!(sent(&["bearer  token "]).as_deref(), Some("token"));
        assert_eq!(sent(&["Bearer"]), None);
        assert_eq!(sent(&["Basic token"]), None);
        assert_eq!(sent(&["Bearer token", "Bearer token"]), None);
        assert_eq!(sent(&[]), None);
    }
}
