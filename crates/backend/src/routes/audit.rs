//! Who changed what, as lines of the log for whoever has to account for it: ids of
//! tenant, person and token, and the connector's row; no name, no address, no secret.

use crate::right::{Member, Right};

/// Said of whoever came by a card's link: who that is, is not known.
pub(super) fn by_link(what: &'static str, connector: &str) {
    tracing::info!(target: "audit", what, connector, by = "a card's link");
}

/// Said of whoever operates the server; on its own machine nobody is asked who that is.
pub(super) fn by_operator(operator: Option<&Member>, what: &'static str, about: &str) {
    let by = "an operator";
    match operator {
        Some(member) => {
            let (tenant, object) = (member.tenant, member.object);
            let token_id = member.token_id.as_deref().unwrap_or_default();
            tracing::info!(target: "audit", what, about, by, %tenant, %object, token_id);
        }
        None => tracing::info!(target: "audit", what, about, by = "this machine"),
    }
}

/// Said of people who signed in; nobody else is known.
pub(super) fn note(right: &Right, what: &'static str, connector: &str) {
    if let Right::Member(member) = right {
        let (tenant, object) = (member.tenant, member.object);
        let token_id = member.token_id.as_deref().unwrap_or_default();
        tracing::info!(target: "audit", what, connector, %tenant, %object, token_id);
    }
}
