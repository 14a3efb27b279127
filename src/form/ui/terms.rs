//! What one room says in another room's terms. Decides nothing, does nothing.

use crate::{
    form::{
        api::ApiError,
        model::{Failure, Frame, HostFacts, HostSettings, SignIn, Verdict},
    },
    teams::{FrameContext, HostContext, HostError, InstanceSettings, log},
};
use wire::{Checked, EntityId, paths};

pub(super) fn settings(id: EntityId, name: String, content_url: String) -> InstanceSettings {
    InstanceSettings {
        entity_id: Some(id.into()),
        config_name: Some(name.clone()),
        suggested_display_name: Some(name),
        remove_url: Some(beside(&content_url, paths::REMOVE)),
        website_url: Some(content_url.clone()),
        content_url: Some(content_url),
        ..InstanceSettings::default()
    }
}

/// Another page of the same origin.
fn beside(content_url: &str, path: &str) -> String {
    let base = content_url
        .strip_suffix(paths::CONFIGURE)
        .or(content_url.strip_suffix(paths::STATUS));
    let mut url = String::from(base.unwrap_or_default());
    url.push_str(path);
    url
}

pub(super) fn facts(context: HostContext) -> HostFacts {
    HostFacts {
        frame: match context.frame {
            FrameContext::Settings => Frame::Settings,
            FrameContext::Remove => Frame::Remove,
            FrameContext::Content => Frame::Content,
        },
        entity_id: context.entity_id,
        locale: context.locale,
    }
}

pub(super) fn verdict(checked: Result<Checked, ApiError>) -> Verdict {
    match checked {
        Ok(checked) => Verdict::Good(checked),
        Err(ApiError::Refused(refusal, since)) => Verdict::Bad(refusal, since),
        Err(_) => Verdict::Unknown,
    }
}

pub(super) fn settings_read(said: InstanceSettings) -> HostSettings {
    HostSettings {
        entity_id: said.entity_id,
        config_name: said.config_name,
        webhook_url: said.webhook_url,
        app_type: said.app_type,
        user_object_id: said.user_object_id,
    }
}

pub(super) fn host_failed(error: &HostError) -> Failure {
    log(error);
    Failure::HostRefused
}

pub(super) fn api_failed(error: ApiError) -> Failure {
    match error {
        ApiError::Offline => Failure::Offline,
        ApiError::SignedOut => Failure::SignedOut,
        ApiError::NameRefused => Failure::NameRefused,
        ApiError::Rejected(code) => Failure::Rejected(code),
        ApiError::Refused(refusal, since) => Failure::Refused(refusal, since),
    }
}

/// The word is the sign-in lines' own, or what the host said of its window.
pub(super) fn signed_out(word: &str) -> SignIn {
    match word {
        "" => SignIn::Needed,
        "foreign" => SignIn::Foreign,
        "down" => SignIn::Down,
        _ => SignIn::Closed,
    }
}
